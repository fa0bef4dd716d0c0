import type { Actor } from '../../domain/actor.ts';
import type { Instant } from '../../domain/calendar/day.ts';
import type { StoredEvent } from '../../ledger/append.ts';
import type { DeliveryLine } from '../../ledger/queries/deliveries.ts';
import { errorTerms } from '../../words/errors.ts';
import { itemWords } from '../../words/item.ts';
import { fill } from '../../words/language.ts';
import { mailWords } from '../../words/mail.ts';
import { may } from '../access/may.ts';
import type { View } from '../campaign/view.ts';
import { type Telling, tell } from './happened.ts';
import { listed, personName } from './names.ts';

export const tabs = ['all', 'reports', 'review', 'reminders', 'mails'] as const;
export type Tab = (typeof tabs)[number];

/**
 * One line of a timeline: when, what, by whom, and below it what was skipped and what became of its mails. `scan`: the digest
 * of the paper it was entered from, for who may see that.
 */
export type Entry = { at: Instant; tabs: Tab[]; what: string; who: string; below: string[]; scan: string | null };

const tabOf: Record<string, Tab> = {
  ...{ Acknowledged: 'reports', CycleOpened: 'reports', Reported: 'reports', MilestoneMet: 'reports' },
  ...{ EffectClaimed: 'reports', EffectConfirmed: 'review', Submitted: 'review', StepApproved: 'review' },
  ...{ Returned: 'review', Closed: 'review', LookedBack: 'review', Rebounded: 'review', ExtensionRequested: 'review' },
  ...{ ExtensionGranted: 'review', ExtensionRefused: 'review', RungReached: 'reminders' },
};

/** All that has happened, newest first. */
export function entriesOf(events: StoredEvent[], lines: DeliveryLine[], telling: Telling): Entry[] {
  const bySeq = new Map<number, DeliveryLine[]>();
  for (const line of lines) bySeq.set(line.seq, [...(bySeq.get(line.seq) ?? []), line]);
  const entries = events.map((event) => {
    const { what, skipped } = tell(event, telling);
    const mine = bySeq.get(event.seq) ?? [];
    const of: Tab[] = [
      'all',
      ...(tabOf[event.type] ? [tabOf[event.type]!] : []),
      ...(mine.length > 0 ? ['mails' as const] : []),
    ];
    const below = [...skipped, ...deliveriesIn(mine, telling.view)];
    const actor = event.actor as Actor | null;
    return { at: event.at, tabs: of, what, who: whoDid(actor, telling.view), below, scan: scanOf(actor, telling.view) };
  });
  return entries.reverse();
}

function whoDid(actor: Actor | null, view: View): string {
  const words = itemWords[view.language];
  if (!actor) return words.engine;
  const posts: Record<string, string> = errorTerms[view.language].who;
  const post = actor.roles.map((role) => posts[role] ?? role);
  const name = personName(view, actor.person);
  const signed = post.length === 0 ? name : fill(words.by, { name, post: listed(view, post) });
  if (!actor.paper) return signed;
  const { number, date, by } = actor.paper;
  return fill(words.onPaper, { signed, number, date: view.dates.day(date), by: personName(view, by) });
}

function scanOf(actor: Actor | null, { who }: View): string | null {
  const digest = actor?.paper?.scan.replace(/^sha256:/, '');
  return digest && may(who, { to: 'seeScan', signer: actor!.person }) ? digest : null;
}

/** One text a mail, whatever number of posts its receiver holds; one text a notice that went into none. */
function deliveriesIn(lines: DeliveryLine[], view: View): string[] {
  const groups = new Map<string, DeliveryLine[]>();
  for (const line of lines) {
    const key = line.mail?.id ?? `${line.state} ${line.windowAt} ${line.reason}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()].map((group) => {
    const posts: Record<string, string> = mailWords[view.language].codes.to;
    const post = listed(view, [...new Set(group.map(({ role }) => posts[role] ?? role))]);
    return `${sayReceiver(post, group[0]!, view)} ${sayDelivery(group[0]!, view)}`;
  });
}

function sayReceiver(post: string, { mail }: DeliveryLine, view: View): string {
  const words = itemWords[view.language];
  return mail ? fill(words.toPerson, { post, person: personName(view, mail.person) }) : fill(words.toPost, { post });
}

function sayDelivery({ mail, state, reason, windowAt }: DeliveryLine, view: View): string {
  const { delivery, voidReason } = itemWords[view.language];
  const at = view.dates.moment(mail?.acceptedAt ?? windowAt);
  if (mail) return fill(delivery[mail.state], { at, response: mail.response ?? '' });
  if (state === 'void') return fill(delivery.void, { reason: voidReason[reason ?? ''] ?? reason ?? '' });
  return fill(delivery.waiting, { at });
}
