import type { Digest, DigestItem } from '../../domain/digest/digest.ts';
import type { Light } from '../../domain/measure/light.ts';
import { type Block, blocks } from '../../domain/plan/letter.ts';
import { type LightFace, lightFaces, lightWords } from '../../words/lights.ts';
import { mailWords } from '../../words/mail.ts';
import type { MailWords } from '../../words/shapes/mail.ts';
import { sayDay, sayHead } from './dates.ts';
import { factsOf } from './facts.ts';
import { openingOf } from './opening.ts';
import { filled, say } from './say.ts';
import { sentenceOf } from './sentence.ts';

/** So many items are printed; the page has the rest (PAGES.md, section 3). */
export const mostItems = 20;

/** One item as both parts of a mail print it. */
export type Line = {
  light: { label: string; face: LightFace } | null;
  head: string | null;
  sentence: string;
  notes: string[];
};

/** All a mail says, in order, before it is text or HTML. */
export type Outline = {
  subject: string;
  first: string;
  rehearsal: string | null;
  sender: string;
  date: string;
  sections: { heading: string; lines: Line[] }[];
  /** The leader's figures stand after what he has to decide: after so many sections. */
  figures: { after: number; lines: string[] } | null;
  notes: string[];
  action: { heading: string; note: string; button: string; link: string } | null;
  foot: string[];
};

/** What this digest says, block by block. */
export function outlineOf(digest: Digest): Outline {
  const words = mailWords[digest.language];
  const sayable = digest.items.filter((item) => item.secrecy !== 'bare');
  const inOrder = blocks.flatMap((block) => sayable.filter((item) => item.block === block));
  const shown = inOrder.slice(0, mostItems);
  const present = blocks.filter((block) => shown.some((item) => item.block === block));
  const numbered = (title: string, index: number) =>
    filled(words.heading, { numeral: words.numeral[index] ?? index + 1, title });
  const sections = present.map((block, index) => ({
    heading: numbered(headingOf(block, digest, words), index),
    lines: shown.filter((item) => item.block === block).map((item) => lineOf(item, digest, words)),
  }));
  const onlyBare = sayable.length === 0 && digest.items.length > 0;
  return {
    ...openingOf(digest, sayable),
    rehearsal: digest.campaign.rehearsal ? words.head.rehearsal : null,
    sender: filled(words.head.to, { office: digest.campaign.office, title: digest.person.title }),
    date: sayHead(digest.day, words),
    sections,
    figures: onlyBare ? null : figuresOf(digest, present, words),
    notes: notesOf(digest, sayable, words),
    action: actionOf(digest, onlyBare, numbered(words.action.heading, sections.length), words),
    foot: [words.foot.reply, filled(words.foot.number, { office: digest.campaign.office, number: numberOf(digest) })],
  };
}

function headingOf(block: Block, digest: Digest, words: MailWords): string {
  return block === 'decide' && digest.audience !== 'leader' ? words.block.review : words.block[block];
}

function lineOf(item: DigestItem, digest: Digest, words: MailWords): Line {
  const { unit, ...facts } = factsOf(item, digest);
  const why = item.secrecy === 'number' ? null : (item.due?.why.replace(/[。.]$/, '') ?? null);
  const rerouted = item.rerouted && (words.codes.rerouted[item.rerouted] ?? item.rerouted);
  return {
    light: item.light && { label: labelOf(item.light, digest, words), face: lightFaces[item.light] },
    head: item.subject && say(words.item.head, digest.audience === 'unit' || !unit ? facts : { ...facts, unit }),
    sentence: sentenceOf(item, digest),
    notes: [why && filled(words.item.why, { why }), rerouted && filled(words.item.rerouted, { rerouted })].filter(
      (note): note is string => Boolean(note),
    ),
  };
}

function labelOf(light: Light, digest: Digest, words: MailWords): string {
  return filled(words.item.light, { shape: lightFaces[light].shape, word: lightWords[digest.language][light] });
}

/** A unit is never shown who else is late, nor how long a leader has had something. */
function figuresOf(digest: Digest, present: Block[], words: MailWords): Outline['figures'] {
  if (!digest.counts || digest.audience === 'unit') return null;
  const { byLight, lateByHolder: late } = digest.counts;
  const measures = Object.values(byLight).reduce((sum, n) => sum + n, 0);
  if (measures === 0) return null;
  const { lateTo } = words.figures;
  const holders = (['unit', 'leader', 'office', 'higherLevel'] as const).map((who) => `${lateTo[who]} ${late[who]}`);
  const inOrder = (Object.keys(lightFaces) as Light[]).filter((light) => byLight[light]);
  const shown = inOrder.map((light) => `${labelOf(light, digest, words)} ${byLight[light]}`);
  const led = filled(words.figures.led, { led: measures });
  const colon = filled(words.item.line, { head: '', sentence: '' });
  return {
    after: present.filter((block) => block === 'decide' || block === 'warning' || block === 'escalation').length,
    lines: [`${words.figures.late}${colon}${holders.join(' · ')}`, `${led}${colon}${shown.join(' · ')}`],
  };
}

function notesOf(digest: Digest, sayable: DigestItem[], words: MailWords): string[] {
  const rest = sayable.length - mostItems;
  const hidden = sayable.length > 0 && sayable.length < digest.items.length;
  return [...(rest > 0 ? [filled(words.rest, { n: rest })] : []), ...(hidden ? [words.item.bare] : [])];
}

function actionOf(digest: Digest, onlyBare: boolean, heading: string, words: MailWords): Outline['action'] {
  const link = webAddress(digest.link);
  if (!link) return null;
  const { button } = words.action;
  // Nothing but the sign-in page for what may not be named: a link with a token would open it.
  if (onlyBare) return { heading, button, note: words.action.bare, link: new URL('/', link).href };
  const expires = digest.linkExpires && { expires: sayDay(digest.linkExpires, digest.day, words) };
  return {
    heading,
    button,
    note: say(digest.audience === 'unit' ? words.action.unit : words.action.other, { ...expires }),
    link,
  };
}

function webAddress(link: string | null): string | null {
  return link && URL.canParse(link) && /^https?:$/.test(new URL(link).protocol) ? new URL(link).href : null;
}

function numberOf(digest: Digest): string {
  return `${digest.day.replaceAll('-', '')}-${digest.person.id}`;
}
