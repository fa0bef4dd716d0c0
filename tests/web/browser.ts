import { accessSync, constants } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { type Browser, chromium, type Page } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];

/** A real Chromium: the one on PATH, or else the one that comes from npm alone. */
export async function openBrowser(): Promise<Browser> {
  const found = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const executablePath = found.find(isExecutable) ?? (await fromNpm());
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'] });
}

async function fromNpm(): Promise<string> {
  const { default: packed } = await import('@sparticuz/chromium');
  return packed.executablePath();
}

/** Serves pages on a free port of this machine. */
export async function serveApp(app: Pick<Hono, 'fetch'>): Promise<{ url: string; close(): Promise<void> }> {
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((done) => server.close(() => done())),
  };
}

/** What a page complains of: broken policy, failed scripts, files it did not get. */
export function complaintsOf(page: Page): string[] {
  const heard: string[] = [];
  page.on('console', (line) => line.type() === 'error' && heard.push(line.text()));
  page.on('pageerror', (error) => heard.push(String(error)));
  // A line that is followed ends where its page does.
  page.on('requestfailed', (request) => {
    if (request.resourceType() !== 'eventsource') heard.push(`${request.url()} ${request.failure()?.errorText}`);
  });
  return heard;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
