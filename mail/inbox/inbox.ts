import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime, { addressParser, decodeWords } from 'postal-mime';
import type { Instant } from '../../domain/calendar/day.ts';
import { isName, makeRooms, namesIn, roomsOf } from './folder.ts';
import { headersOf } from './headers.ts';

/** One stored mail as the list shows it. `to` are the addresses it was delivered to. */
export type MailEntry = {
  name: string;
  subject: string;
  from: string;
  to: string[];
  /** Whom the `To` header names, for a reader. */
  receiver: string;
  date: string;
  messageId: string;
};

/** One stored mail, opened. */
export type StoredMail = MailEntry & { headers: [name: string, value: string][]; text: string; html: string | null };

/** What an audit needs of a stored mail: whom it reached, for which window, with which notices. */
export type AuditLine = { messageId: string; to: string[]; window: Instant | null; notices: string[]; file: string };

export type Inbox = {
  /** Newest first; `to` is a receiver's whole address. */
  list(query?: { to?: string; limit?: number; offset?: number }): Promise<{ total: number; mails: MailEntry[] }>;
  read(name: string): Promise<StoredMail | null>;
  count(): Promise<number>;
  /** Every stored mail in the order it came, read from its file. */
  audit(): AsyncIterable<AuditLine>;
};

/** Reads the folder a `startInbox` writes, from the same process or another. */
export async function openInbox(folder: string): Promise<Inbox> {
  await makeRooms(folder);
  const pathOf = (name: string) => join(roomsOf(folder).new, name);
  const entries = new Map<string, MailEntry>();

  /** The list follows the folder, which is the truth; only mails not seen before are opened. */
  async function refresh(): Promise<MailEntry[]> {
    const names = await namesIn(folder);
    const unseen = names.filter((name) => !entries.has(name));
    const readers = Array.from({ length: 8 }, async () => {
      for (let name = unseen.pop(); name !== undefined; name = unseen.pop()) {
        entries.set(name, entryOf(name, await headersOf(pathOf(name))));
      }
    });
    await Promise.all(readers);
    return names.map((name) => entries.get(name)).filter((entry) => entry !== undefined);
  }

  return {
    async list({ to, limit = 50, offset = 0 } = {}) {
      const all = (await refresh()).reverse();
      const wanted = to ? all.filter((entry) => entry.to.includes(to.toLowerCase())) : all;
      return { total: wanted.length, mails: wanted.slice(offset, offset + limit) };
    },

    async read(name) {
      if (!isName(name) || !(await namesIn(folder)).includes(name)) return null;
      const headers = await headersOf(pathOf(name));
      const { text, html } = await PostalMime.parse(await readFile(pathOf(name)));
      return {
        ...entryOf(name, headers),
        headers: headers.map(([key, value]) => [key, decodeWords(value)]),
        text: text ?? '',
        html: html ?? null,
      };
    },

    async count() {
      return (await namesIn(folder)).length;
    },

    async *audit() {
      for (const name of await namesIn(folder)) yield auditLine(pathOf(name), await headersOf(pathOf(name)));
    },
  };
}

function entryOf(name: string, headers: [string, string][]): MailEntry {
  const value = (key: string) => headers.find(([one]) => one === key)?.[1] ?? '';
  const [receiver] = addressParser(value('to'));
  return {
    name,
    subject: decodeWords(value('subject')),
    from: addressParser(value('from'))[0]?.address ?? '',
    to: deliveredTo(headers),
    receiver: receiver?.name || receiver?.address || '',
    date: value('date'),
    messageId: value('message-id'),
  };
}

function auditLine(file: string, headers: [string, string][]): AuditLine {
  const value = (key: string) => headers.find(([one]) => one === key)?.[1] ?? '';
  const window = Date.parse(value('x-xiaohao-window'));
  const notices = value('x-xiaohao-notices')
    .split(/[\s,]+/)
    .filter((id) => id !== '');
  return {
    messageId: value('message-id'),
    to: deliveredTo(headers),
    window: Number.isNaN(window) ? null : window,
    notices: notices.map(decoded),
    file,
  };
}

function deliveredTo(headers: [string, string][]): string[] {
  return headers.filter(([name]) => name === 'delivered-to').map(([, value]) => value.toLowerCase());
}

/** Anybody may have written this header; what cannot be decoded stays as it stands. */
function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
