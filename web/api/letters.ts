import { sql } from 'kysely';
import { type Actor, system } from '../../domain/actor.ts';
import { dayOf } from '../../domain/calendar/zone.ts';
import type { CampaignEvent } from '../../domain/campaign/events.ts';
import { lettersOf, type ShownLetter } from '../../domain/campaign/letterFile.ts';
import type { LetterDraft } from '../../domain/campaign/letters.ts';
import { CodedError } from '../../domain/errors.ts';
import { secrecyOfItem } from '../../domain/plan/secrecy.ts';
import { timeline } from '../../ledger/queries/timeline.ts';
import { streamOf } from '../../workflows/contract.ts';
import type { ApiDeps } from './deps.ts';
import { nowOf, rulesOf } from './rules.ts';

/** Every letter of a campaign, from its record: draft, release, answer. */
export async function lettersIn(deps: ApiDeps, campaign: string): Promise<ShownLetter[]> {
  const rules = await rulesOf(deps, campaign);
  const { id, settings } = rules;
  const { db } = deps.ledger;
  const events = await timeline(db, streamOf.campaign(id));
  const files = lettersOf(
    events.map(
      ({ type, at, actor, payload }) =>
        ({ ...payload, type, at, by: (actor as Actor | null)?.person ?? system.person }) as unknown as CampaignEvent,
    ),
  );
  const named = await db
    .selectFrom('measure')
    .innerJoin('stream', 'stream.id', 'measure.stream')
    .select(['measure.id', 'no', 'title', 'finding'])
    .select(sql<string[] | null>`stream.state -> 'alsoUnder'`.as('alsoUnder'))
    .where('measure.campaign', '=', id)
    .execute();
  const findings = new Map(named.map(({ id: measure, finding }) => [measure, finding]));
  const measures = new Map(
    named.map(({ id: measure, no, title, finding, alsoUnder }) => {
      const item = { id: measure, finding, alsoUnder: alsoUnder ?? [] };
      const level = secrecyOfItem(item, settings, (other) => findings.get(other));
      return [measure, level === 'bare' ? null : { no, title: level === 'number' ? null : title }];
    }),
  );
  const today = dayOf(await nowOf(deps, rules), settings.zone);
  // Of what may not be named neither the dates nor the counts are told.
  const unnamed = (draft: LetterDraft) => draft.measure !== null && measures.get(draft.measure) === null;
  return [...files.values()].map((file) => ({
    ...file,
    draft: unnamed(file.draft) ? { ...file.draft, reasons: null } : file.draft,
    measure: shownAs(file.draft, measures),
    ...{ office: settings.office.name, zone: settings.zone, today },
  }));
}

/** As it was called when the letter was drafted; how much may be said of it is for today's rules. */
function shownAs({ measure, about }: LetterDraft, now: Map<string, ShownLetter['measure']>) {
  const called = measure === null ? undefined : now.get(measure);
  if (!called) return null;
  return about ? { no: about.no, title: called.title === null ? null : about.title } : called;
}

/** One of them. @throws CodedError `unknown-id` */
export async function letterIn(deps: ApiDeps, campaign: string, id: string): Promise<ShownLetter> {
  const found = (await lettersIn(deps, campaign)).find(({ draft }) => draft.id === id);
  if (!found) throw new CodedError('unknown-id', { id });
  return found;
}
