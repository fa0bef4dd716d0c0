import * as client from 'openid-client';
import { CodedError } from '../../../domain/errors.ts';

/** `claim`: where the service says somebody's address; `email` counts only where it says that it is verified. */
export type OidcSettings = { issuer: string; client: string; secret: string; claim: string };

/** What has to be kept between going there and coming back. */
export type Kept = { state: string; nonce: string; verifier: string };

/** The office's own service that says who somebody is. */
export type Oidc = {
  /** Where to send him, and what to keep. @throws CodedError `identity-away` */
  begin(back: string): Promise<{ to: string; kept: Kept }>;
  /**
   * Whose address he has who came back to `url`; lower case.
   * @throws CodedError `identity-refused` with `why`, `identity-away`
   */
  finish(url: string, kept: Kept): Promise<string>;
};

const seconds = 10;

/** Found out about at the first use: a service that is away keeps nobody from signing in by a link. */
export function createOidc({ issuer, client: id, secret, claim }: OidcSettings): Oidc {
  let found: Promise<client.Configuration> | null = null;
  const scope = 'openid email profile';
  return {
    async begin(back) {
      const kept = {
        ...{ state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() },
      };
      const { state, nonce, verifier } = kept;
      const code_challenge = await client.calculatePKCECodeChallenge(verifier);
      const asked = { redirect_uri: back, scope, state, nonce, code_challenge, code_challenge_method: 'S256' };
      return { to: client.buildAuthorizationUrl(await configuration(), asked).href, kept };
    },
    async finish(url, { state, nonce, verifier }) {
      const config = await configuration();
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
      try {
        const tokens = await client.authorizationCodeGrant(config, new URL(url), checks);
        const claims = tokens.claims()!;
        const said = claim in claims ? claims : await client.fetchUserInfo(config, tokens.access_token, claims.sub);
        return addressIn(said);
      } catch (cause) {
        throw cause instanceof CodedError ? cause : refusedBecause(cause);
      }
    },
  };

  async function configuration(): Promise<client.Configuration> {
    const execute = issuer.startsWith('http:') ? [client.allowInsecureRequests] : [];
    found ??= client.discovery(new URL(issuer), id, secret, undefined, { execute, timeout: seconds });
    try {
      return await found;
    } catch (cause) {
      found = null;
      throw new CodedError('identity-away', {}, { cause });
    }
  }

  function addressIn(said: Record<string, unknown>): string {
    const address = said[claim];
    if (typeof address !== 'string' || address === '') throw new CodedError('identity-refused', { why: `no ${claim}` });
    if (claim === 'email' && said.email_verified !== true) {
      throw new CodedError('identity-refused', { why: 'email not verified' });
    }
    return address.trim().toLowerCase();
  }
}

/** Its own short word for it, never what it answered at length. */
function refusedBecause(cause: unknown): CodedError {
  if (cause instanceof client.AuthorizationResponseError || cause instanceof client.ResponseBodyError) {
    return new CodedError('identity-refused', { why: cause.error.slice(0, 40).replace(/[^\w .-]/g, '') }, { cause });
  }
  if (cause instanceof client.ClientError && cause.code?.startsWith('OAUTH_')) {
    return new CodedError('identity-refused', { why: 'answer does not fit' }, { cause });
  }
  return new CodedError('identity-away', {}, { cause });
}
