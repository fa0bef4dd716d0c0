/** What the cast says; from the catalogue, in the campaign's language. */
export type CastWords = {
  progress: readonly [string, ...string[]];
  next: readonly [string, ...string[]];
  standing: string;
  evidence: string;
  noEvidence: string;
  short: string;
  extension: string;
  refused: string;
  returned: string;
  decision: string;
  notMine: string;
  waiting: string;
  pieces: string;
  stays: string;
  noEffect: string;
  reassigned: string;
  newLimit: string;
  method: string;
  rebound: string;
  suspended: string;
  withdrawn: string;
  converted: string;
  approver: string;
  document: string;
  /** Signed paper is numbered after this. */
  paper: string;
  approvers: readonly string[];
  /** The higher level that accepts, what it is asked with, and what it answers with. */
  acceptance: { body: string; application: string; answer: string };
  /** The campaign's own matters: what is dated, instructed, found, concluded. */
  matters: {
    occasions: readonly string[];
    instruction: string;
    plan: string;
    team: string;
    delegation: string;
    difficulty: string;
    conclusion: string;
    check: string;
    found: string;
    dropped: string;
    nextStep: string;
  };
};
