import type { Instant } from '../domain/calendar/day.ts';
import { dayOf } from '../domain/calendar/zone.ts';
import type { CampaignState } from '../domain/campaign/state.ts';
import { secrecyOfItem } from '../domain/plan/secrecy.ts';
import type { Ledger } from '../ledger/open.ts';
import { homeOf } from '../ledger/place.ts';
import {
  addPosts,
  findingsByMeasure,
  measuresOfWindow,
  settlePost,
  takePosts,
  windowsSince,
} from '../ledger/queries/announcements.ts';
import { type Announcement, answerOf, type Hook, type Post, postOf } from '../mail/hook/hook.ts';

export type HooksDeps = {
  hooks: Hook[];
  ledger: Pick<Ledger, 'db' | 'place'>;
  stateOf: (campaign: string) => Promise<CampaignState>;
  /** Where the pages are reached, without a slash at the end; null: posts carry no links. */
  site: string | null;
  now: () => Instant;
  log: { info(facts: object, message: string): void; warn(facts: object, message: string): void };
  everyMs?: number;
  boundMs?: number;
};

const minute = 60_000;
const day = 1_440 * minute;
const mostTries = 10;
const longestWait = 240 * minute;

/**
 * Tells each hook of each window of a real campaign, once: what is to be said is written down first, then posted until
 * somebody takes it. A post whose answer was lost goes out again under the same key.
 */
export function startHooks(deps: HooksDeps): { round(): Promise<void>; stop(): Promise<void> } {
  const { hooks, log, everyMs = 10_000 } = deps;
  let stopped = false;
  let last: Promise<void> = Promise.resolve();
  const round = () => {
    last = last.then(() => (stopped ? undefined : announce(deps))).catch((err) => log.warn({ err }, 'hooks'));
    return last;
  };
  const timer = setInterval(round, everyMs);
  timer.unref();
  if (hooks.length === 0) clearInterval(timer);
  return {
    round,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await last;
    },
  };
}

async function announce(deps: HooksDeps): Promise<void> {
  const { hooks, ledger, now, log, boundMs = 10_000 } = deps;
  const { db, place } = ledger;
  // A copy of the data says nothing to anybody.
  if ((await homeOf(db, place, now())).place !== place) return;
  for (const window of await windowsSince(db, now() - day, now())) await add(deps, window);
  for (const { id, hook: name, content, tries } of await takePosts(db, now(), now() + 2 * boundMs)) {
    const hook = hooks.find((one) => one.name === name);
    if (!hook) {
      await settlePost(db, id, { state: 'refused', response: 'no such hook any more', next_try: now() }, now());
      continue;
    }
    const said = content as Announcement;
    const { language } = (await deps.stateOf(said.campaign)).settings;
    const answer = await post(hook, postOf(hook, said, language, now()), boundMs);
    const state =
      answer.state === 'deferred' && tries < mostTries
        ? 'waiting'
        : answer.state === 'accepted'
          ? 'accepted'
          : 'refused';
    const next_try = now() + Math.min(minute * 2 ** (tries - 1), longestWait);
    await settlePost(db, id, { state, response: answer.response, next_try }, now());
    if (state === 'refused') log.warn({ hook: name, post: id, response: answer.response }, 'a hook was not told');
    else log.info({ hook: name, post: id, state, tries }, 'a hook was told of a window');
  }
}

async function add({ hooks, ledger, stateOf, site, now }: HooksDeps, window: { campaign: string; windowAt: Instant }) {
  const mine = hooks.filter(({ campaign }) => campaign === null || campaign === window.campaign);
  const idOf = (hook: Hook) => `${window.campaign}/${window.windowAt}/${hook.name}`;
  const known = await ledger.db
    .selectFrom('hook_post')
    .select('id')
    .where('id', 'in', ['', ...mine.map(idOf)])
    .execute();
  const fresh = mine.filter((hook) => !known.some(({ id }) => id === idOf(hook)));
  if (fresh.length === 0) return;
  const measures = await measuresOfWindow(ledger.db, window);
  if (measures.length === 0) return;
  const { settings } = await stateOf(window.campaign);
  const findings = await findingsByMeasure(ledger.db, window.campaign);
  const mayBeNamed = measures.filter(
    (measure) => secrecyOfItem(measure, settings, (id) => findings.get(id)) !== 'bare',
  );
  const others = mayBeNamed.length < measures.length;
  const lines = mayBeNamed.map(({ id, no, light, due }) => ({
    ...{ no, light, due },
    link: site === null ? null : `${site}/c/${encodeURIComponent(window.campaign)}/m/${encodeURIComponent(id)}`,
  }));
  const posts = fresh.map((hook) => {
    const content: Announcement = {
      id: idOf(hook),
      ...window,
      day: dayOf(window.windowAt, settings.zone),
      lines,
      ...(others ? { others } : {}),
    };
    const { campaign, windowAt: window_at } = window;
    return { id: content.id, hook: hook.name, campaign, window_at, content, next_try: now() };
  });
  await addPosts(ledger.db, posts);
}

async function post(hook: Hook, { url, headers, body }: Post, boundMs: number): Promise<ReturnType<typeof answerOf>> {
  try {
    const signal = AbortSignal.timeout(boundMs);
    const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    return answerOf(hook, answer.status, await answer.text());
  } catch (error) {
    // The address is a secret; what the system said of it is not.
    const { code } = ((error as Error).cause ?? error) as { code?: string | number };
    return { state: 'deferred', response: String(code ?? (error as Error).name) };
  }
}
