import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { createOidc, type Oidc } from '../../web/access/oidc/service.ts';

/** A real identity service on a free port, that signs in without asking whoever `signsIn` names. */
export type Identity = { oidc: Oidc; issuer: string; close(): Promise<void> };

export async function startIdentity(
  site: () => string,
  signsIn: () => { email: string; verified: boolean } | null,
  claim = 'email',
): Promise<Identity> {
  const server = createServer((request, response) => handle(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [client, secret] = ['xiaohao', 'a secret of thirty-two characters'];
  const provider = new Provider(issuer, {
    clients: [{ client_id: client, client_secret: secret, redirect_uris: [`${site()}/sign-in/oidc/back`] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['upn'] },
    cookies: { keys: ['a key'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, accountId) => {
      const [email = '', verified] = accountId.split(' ');
      return { accountId, claims: () => ({ sub: accountId, email, email_verified: verified === 'yes', upn: email }) };
    },
    async loadExistingGrant({ oidc: { client: of, session, provider: own } }) {
      const grant = new own.Grant({ clientId: of!.clientId, accountId: session!.accountId! });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
    ttl: { AuthorizationCode: 60, Grant: 60, Session: 60, Interaction: 60, AccessToken: 60, IdToken: 60 },
  });
  const callback = provider.callback();
  async function handle(...[request, response]: Parameters<typeof callback>) {
    if (!request.url?.startsWith('/interaction/')) return callback(request, response);
    const who = signsIn();
    const login = who && { accountId: `${who.email} ${who.verified ? 'yes' : 'no'}`, remember: false };
    await provider.interactionFinished(request, response, login ? { login } : { error: 'access_denied' });
  }
  return {
    issuer,
    oidc: createOidc({ issuer, client, secret, claim }),
    close: () => new Promise((done) => server.close(() => done())),
  };
}
