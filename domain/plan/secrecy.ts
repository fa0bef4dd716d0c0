/**
 * What may be said of an item outside (PAGES.md, section 3): all of it; number, short title, unit, light and date; number,
 * light and date; or only that there is something. Mildest first.
 */
export const secrecies = ['full', 'title', 'number', 'bare'] as const;
export type Secrecy = (typeof secrecies)[number];

/** How much may be said of a whole campaign, and of findings of which less may be, by their ids. */
export type SecrecyRule = { level?: Secrecy; findings?: Record<string, Secrecy> };

/** Where nobody said anything. */
const usual: Secrecy = 'title';

/** The stricter of two levels. */
export function stricter(a: Secrecy, b: Secrecy): Secrecy {
  return secrecies.indexOf(a) > secrecies.indexOf(b) ? a : b;
}

/** The level of an item that is done for these findings: the strictest of the campaign's and theirs. */
export function secrecyOf({ level = usual, findings = {} }: SecrecyRule, ids: string[]): Secrecy {
  return ids.reduce<Secrecy>((strictest, id) => stricter(strictest, findings[id] ?? strictest), level);
}

/** What a campaign says of secrecy, and which items of special plans are one with another (`Plan.links`). */
type Sealing = { secrecy?: SecrecyRule; plans?: { links: Record<string, string> }[] };

/**
 * The level of a measure, or of a finding (its own id as `finding`): the strictest of its finding's, of those it is done
 * for too, and of what it is one with in another plan. `findingOf`: the finding of a measure by its id.
 */
export function secrecyOfItem(
  { id, finding, alsoUnder = [] }: { id: string; finding: string; alsoUnder?: string[] },
  { secrecy = {}, plans = [] }: Sealing,
  findingOf: (measure: string) => string | undefined,
): Secrecy {
  const own = [id, finding];
  const pairs = plans.flatMap(({ links }) => Object.entries(links));
  const others = pairs.flatMap(([one, other]) => [
    ...(own.includes(one) ? [other] : []),
    ...(own.includes(other) ? [one] : []),
  ]);
  return secrecyOf(secrecy, [finding, ...alsoUnder, ...others.map((item) => findingOf(item) ?? item)]);
}

/** The level of what is about no finding in particular: its words may speak of any of them. */
export function secrecyOfCampaign(rule: SecrecyRule): Secrecy {
  const { level = usual, findings = {} } = rule;
  const isAnyStricter = Object.values(findings).some((one) => stricter(level, one) !== level);
  return isAnyStricter ? stricter(level, 'title') : level;
}
