import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { type Context, Hono } from 'hono';
import { script } from './script.ts';
import { style } from './style.ts';
import { unitScript } from './unitScript.ts';

type Asset = { path: string; type: string; plain: Uint8Array<ArrayBuffer>; zipped: Uint8Array<ArrayBuffer> };

const require = createRequire(import.meta.url);
const css = 'text/css; charset=utf-8';
const js = 'text/javascript; charset=utf-8';

/** Everything a page fetches, from this machine: the kits as npm installed them, ours beside them. */
export const assets = {
  bootstrap: asset('bootstrap.css', css, fromPackage('bootstrap/dist/css/bootstrap.min.css')),
  theme: asset('theme.css', css, style),
  htmx: asset('htmx.js', js, fromPackage('htmx.org/dist/htmx.min.js')),
  script: asset('page.js', js, script),
  unit: asset('unit.js', js, unitScript),
};

/** Each under a name with its hash in it, to be kept for ever; small enough for an old line. */
export function assetRoutes(): Hono {
  const app = new Hono();
  for (const { path, type, plain, zipped } of Object.values(assets)) {
    app.get(path, (c: Context) => {
      const zip = /\bgzip\b/.test(c.req.header('Accept-Encoding') ?? '');
      const headers = {
        'Content-Type': type,
        'Cache-Control': 'public, max-age=31536000, immutable',
        Vary: 'Accept-Encoding',
      };
      return c.body(zip ? zipped : plain, 200, zip ? { ...headers, 'Content-Encoding': 'gzip' } : headers);
    });
  }
  return app;
}

function asset(name: string, type: string, text: string): Asset {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 10);
  const plain = new Uint8Array(Buffer.from(text));
  return { path: `/assets/${hash}-${name}`, type, plain, zipped: new Uint8Array(gzipSync(plain, { level: 9 })) };
}

function fromPackage(file: string): string {
  // Its map is not served.
  return readFileSync(require.resolve(file), 'utf8').replace(/\n?\/[/*]# sourceMappingURL=.*$/s, '');
}
