import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import { CodedError } from '../domain/errors.ts';
import { openInbox } from '../mail/inbox/inbox.ts';
import { createSender } from '../mail/transport.ts';
import { makeLink } from '../web/access/link.ts';
import { createOidc } from '../web/access/oidc/service.ts';
import { api } from '../web/api/api.ts';
import { pages } from '../web/pages.tsx';
import { apiDeps } from './apiDeps.ts';
import { createRehearsals } from './rehearsals.ts';
import { type Service, wayOut } from './service.ts';
import { removeServiceFile, writeServiceFile } from './serviceFile.ts';
import { createSetUps } from './setUps.ts';
import { readSeal, readToken } from './token.ts';

/** The web side of a running service, on this machine only; `enter`: a link that signs its owner in, once. */
export type Site = { url: string; inbox: string; enter: string; close(): Promise<void> };

const thisMachine = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

/**
 * Serves API and pages on 127.0.0.1, and leaves a note in the data folder where. A proxy in front of it is told of by
 * XIAOHAO_URL.
 * @throws CodedError `port-in-use`
 */
export async function serve(service: Service, port: number): Promise<Site> {
  const { config, log } = service;
  const { folder } = config;
  const outside = config.url && new URL(config.url).host;
  const app = new Hono();
  app.use(async function knownHostOnly(c, next) {
    // A page of another site must not reach us under its own name (DNS rebinding).
    const host = c.req.header('Host') ?? '';
    if (!thisMachine.test(host) && host !== outside) return c.text('', 421);
    await next();
  });
  const server = createAdaptorServer({ fetch: app.fetch });
  await listen(server, port);
  const given = (server.address() as AddressInfo).port;
  const url = `http://127.0.0.1:${given}`;
  const base = config.url ?? url;

  const local = createSender({ url: service.inboxUrl, allowedHost: 'loopback' });
  const out = config.smtpUrl ? wayOut(config.smtpUrl, config) : local;
  const deps = apiDeps(service.ledger, service.engine, { token: readToken(folder), folder, log, base });
  const rehearsals = createRehearsals(service);
  // The API first: what stands before a page, a form's mark above all, is not asked of the command line.
  app.route('/', api(deps));
  app.route(
    '/',
    pages({
      ...deps,
      inbox: await openInbox(service.inboxFolder),
      site: {
        ...{ base, seal: readSeal(folder), admins: config.admins, evidence: join(folder, 'evidence') },
        ...(config.oidc ? { oidc: createOidc(config.oidc) } : {}),
        ...{ setUps: createSetUps(join(folder, 'setups')), rehearsals },
        clientOf: (c) => clientOf(c, outside !== null),
        send: (mail, here) => (here ? local : out).send({ ...mail, envelope: { from: mail.from, to: mail.to } }),
      },
    }),
  );
  writeServiceFile(folder, { pid: process.pid, port: given });
  const token = await makeLink(service.ledger.db, { address: '', operator: true }, Date.now());
  return {
    url,
    inbox: `${url}/inbox`,
    enter: `${url}/sign-in/${token}`,
    async close() {
      removeServiceFile(folder, process.pid);
      await rehearsals.close();
      const closed = new Promise((done) => server.close(done));
      if ('closeIdleConnections' in server) server.closeIdleConnections();
      const hasty = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 2_000);
      await closed;
      clearTimeout(hasty);
      local.close();
      out.close();
    },
  };
}

/** The peer's address; behind our own proxy, the one that proxy names last. */
function clientOf(c: Context, proxied: boolean): string {
  const peer = getConnInfo(c).remote.address ?? '';
  const named =
    proxied && /^(?:::ffff:)?127\./.test(peer) ? c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim() : '';
  return (named || peer).slice(0, 64);
}

/** Before anything is started: a port that is taken is found out at once. @throws CodedError `port-in-use` */
export async function checkPort(port: number): Promise<void> {
  const probe = createServer();
  await listen(probe, port);
  await new Promise((closed) => probe.close(closed));
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((listening, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(cause.code === 'EADDRINUSE' ? new CodedError('port-in-use', { port }, { cause }) : cause),
    );
    server.listen(port, '127.0.0.1', () => listening());
  });
}
