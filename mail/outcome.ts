/**
 * What became of one mail.
 * `accepted`: the server took it (2xx after the final dot). `deferred`: it did not, and may later: a 4xx, or no
 * connection, or one lost before the message left us. `refused`: a 5xx, no use in trying again. `unknown`: the whole
 * message left us and no answer came; it may have been delivered, so a repeat must carry the same Message-ID.
 */
export type Outcome = {
  state: 'accepted' | 'deferred' | 'refused' | 'unknown';
  response: string;
  /** No answer to this mail: the server was not there, did not let us in, or fell silent. Others may fare the same. */
  ofServer?: true;
};

/** The outcome of a send that failed: a reply decides; without one, whether the whole message had been handed over. */
export function outcomeOfFailure(error: unknown, wholeMessageOut: boolean): Outcome {
  const { responseCode, response, code, message } = error as { [name in string]?: unknown };
  const said = String(response ?? message ?? error);
  if (typeof responseCode === 'number' && responseCode >= 400) {
    // A 5xx to a greeting or a sign-in speaks of us, not of this mail: it goes out once that is put right.
    // 421: the server closes the channel, whatever it was asked (RFC 5321, 3.8).
    const ofThisMail = (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode !== 421;
    const state = responseCode >= 500 && ofThisMail ? 'refused' : 'deferred';
    return ofThisMail ? { state, response: said } : { state, response: said, ofServer: true };
  }
  const state = wholeMessageOut ? 'unknown' : 'deferred';
  return { state, response: code ? `${code}: ${said}` : said, ofServer: true };
}
