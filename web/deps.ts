import type { Context as Request } from 'hono';
import type { Inbox } from '../mail/inbox/inbox.ts';
import type { Outcome } from '../mail/outcome.ts';
import type { RenderedMail } from '../mail/render/digest.ts';
import type { Oidc } from './access/oidc/service.ts';
import type { ApiDeps } from './api/deps.ts';
import type { SetUps } from './setUp/desk.ts';
import type { Rehearsals } from './setUp/rehearsals.ts';

/** What the pages need of the world. */
export type PageDeps = Omit<ApiDeps, 'token'> & { inbox: Inbox; site: SiteDeps };

/** Who is let in, and how. */
export type SiteDeps = {
  /** Where this site is reached, without a slash at the end: links in mails begin so. */
  base: string;
  /** Seals the secrets of authenticators; 32 bytes. */
  seal: Buffer;
  /** The administrators' addresses, lower case. */
  admins: string[];
  /** Hands a mail to the way out; `local`: it must not leave this machine. */
  send(mail: RenderedMail, local: boolean): Promise<Outcome>;
  /** Where files handed in lie, each under its hash. */
  evidence: string;
  /** The office's own service that says who somebody is, where it has one. */
  oidc?: Oidc;
  /** Where campaigns lie while they are set up; null: not here. */
  setUps: SetUps | null;
  /** Years played inside the service; null: not here. */
  rehearsals: Rehearsals | null;
  /** Whence a request comes. */
  clientOf(c: Request): string;
};
