import type { MiddlewareHandler } from 'hono';

/** What a page of ours may do: nothing inline, nothing from elsewhere (PAGES.md, section 1). */
export const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The headers of every answer; a route that has set its own policy keeps it. */
export function secured(policy: string): MiddlewareHandler {
  return async function secured(c, next) {
    await next();
    c.header('Content-Security-Policy', c.res.headers.get('Content-Security-Policy') ?? policy);
    c.header('Referrer-Policy', 'no-referrer');
    c.header('X-Content-Type-Options', 'nosniff');
  };
}
