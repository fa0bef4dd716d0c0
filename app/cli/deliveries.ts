import type { DeafHook, DeliveryEntry, UndeliveredMail } from '../../client/api.ts';
import { fill } from '../../words/language.ts';
import { withApi } from '../reach.ts';
import { campaignOf } from './campaignOf.ts';
import type { Commands } from './commands.ts';
import type { Desk } from './desk.ts';
import { moment } from './moment.ts';

/** `deliveries`: what is on record of mails; `undelivered`: the office's list. */
export function addDeliveries({ desk, add }: Commands): void {
  const { option, command, delivery } = desk.words;
  add<{ finding?: string; campaign?: string }>('deliveries', command.deliveries, async (_, { finding, campaign }) => {
    const found = await withApi(desk.config(), 'read', async (api) =>
      api.deliveries(await campaignOf(api, finding, campaign), finding),
    );
    const lines = found.entries.map((entry) => entryLine(entry, found.zone, found.finding, desk));
    return { document: found, lines: lines.length > 0 ? lines : [delivery.none] };
  })
    .option('--finding <id>', option.finding)
    .option('--campaign <id>', option.campaign);

  add<{ campaign?: string }>('undelivered', command.undelivered, async (_, { campaign }) => {
    const found = await withApi(desk.config(), 'read', async (api) => {
      const all = campaign ? [campaign] : (await api.status()).map(({ id }) => id);
      return Promise.all(all.map((id) => api.undelivered(id)));
    });
    const lines = found.flatMap(({ mails, hooks, zone }) => [
      ...mails.flatMap((mail) => mailLines(mail, zone, desk)),
      ...hooks.map((post) => hookLine(post, zone, desk)),
    ]);
    return { document: { campaigns: found }, lines: lines.length > 0 ? lines : [delivery.allDelivered] };
  }).option('--campaign <id>', option.campaign);
}

type Facts = {
  person?: string;
  email?: string;
  response?: string;
  items?: { measure: string | null; finding: string }[];
};

function entryLine({ seq, at, what, mail, facts }: DeliveryEntry, zone: string, finding: string | null, desk: Desk) {
  const { delivery, list } = desk.words;
  const { person, email, response, items = [] } = facts as Facts;
  const about = items.filter((item) => finding === null || item.finding === finding);
  const names = [...new Set(about.map((item) => item.measure ?? item.finding))].filter(Boolean);
  const detail = [person && `${person} <${email}>`, names.join(' '), response].filter(Boolean).join(list.clause);
  const said = (delivery.what as Record<string, string>)[what] ?? what;
  return fill(delivery.entry, { seq, at: moment(at, zone), what: said, mail, detail });
}

function hookLine({ hook, windowAt, state, tries, response }: DeafHook, zone: string, { words }: Desk): string {
  const said = words.delivery.hookState[state as 'waiting' | 'refused'] ?? state;
  const facts = { hook, tries, at: moment(windowAt, zone), state: said, response: response ?? '' };
  return fill(words.delivery.hook, facts);
}

function mailLines(mail: UndeliveredMail, zone: string, desk: Desk): string[] {
  const { delivery, mail: states, list } = desk.words;
  const said = (state: string) => (states as Record<string, string>)[state] ?? state;
  const { person, email, items, tries, response, windowAt, state, instead } = mail;
  const facts = { name: person.name, email, items, tries, at: moment(windowAt, zone), state: said(state) };
  const others = instead.map((one) => `${one.name} ${moment(one.windowAt, zone)} ${said(one.state)}`);
  return [
    fill(delivery.undelivered, { ...facts, response: response ?? '' }),
    ...(others.length > 0 ? [fill(delivery.instead, { others: others.join(list.comma) })] : []),
  ];
}
