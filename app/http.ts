import { type AddressInfo, createServer, type Server } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { contextAt } from '../activities/rules.ts';
import { CodedError } from '../domain/errors.ts';
import { openInbox } from '../mail/inbox/inbox.ts';
import { api } from '../web/api/api.ts';
import { pages } from '../web/pages.tsx';
import { apiDeps } from './apiDeps.ts';
import type { Service } from './service.ts';
import { removeServiceFile, writeServiceFile } from './serviceFile.ts';
import { readToken } from './token.ts';

/** The web side of a running service, on this machine only. */
export type Site = { url: string; inbox: string; close(): Promise<void> };

/**
 * Serves API and pages on 127.0.0.1, and leaves a note in the data folder where.
 * @throws CodedError `port-in-use`
 */
export async function serve(service: Service, port: number): Promise<Site> {
  const { folder } = service.config;
  const app = new Hono();
  app.use(async function ownHostOnly(c, next) {
    // A page of another site must not reach us under its own name (DNS rebinding).
    if (!/^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(c.req.header('Host') ?? '')) return c.text('', 421);
    await next();
  });
  const deps = apiDeps(service.ledger, service.engine, { token: readToken(folder), folder, log: service.log });
  const inbox = await openInbox(service.inboxFolder);
  app.route('/', pages({ ledger: service.ledger, inbox, now: Date.now, contextOf: contextAt }));
  app.route('/', api(deps));

  const server = createAdaptorServer({ fetch: app.fetch });
  await listen(server, port);
  const given = (server.address() as AddressInfo).port;
  writeServiceFile(folder, { pid: process.pid, port: given });
  const url = `http://127.0.0.1:${given}`;
  return {
    url,
    inbox: `${url}/inbox`,
    async close() {
      removeServiceFile(folder, process.pid);
      const closed = new Promise((done) => server.close(done));
      if ('closeIdleConnections' in server) server.closeIdleConnections();
      const hasty = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 2_000);
      await closed;
      clearTimeout(hasty);
    },
  };
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
