import type { CampaignStatus } from '../../client/api.ts';
import type { Light } from '../../domain/measure/light.ts';
import { errorTerms } from '../../words/errors.ts';
import { fill } from '../../words/language.ts';
import { lightFaces, lightWords } from '../../words/lights.ts';
import { withApi } from '../reach.ts';
import type { Commands } from './commands.ts';
import type { Desk } from './desk.ts';
import { moment } from './moment.ts';

/** The zone of whoever asks: an installation has none of its own. */
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** `status`: every campaign's figures. */
export function addStatus({ desk, add }: Commands): void {
  const { option, command, status } = desk.words;
  add<{ campaign?: string }>('status', command.status, async (_, { campaign }) => {
    const { campaigns, installation } = await withApi(desk.config(), 'read', async (api) => ({
      campaigns: await api.status(campaign),
      installation: await api.installation(),
    }));
    const { atHome, silentSince } = installation;
    const said = campaigns.flatMap((one) => linesOf(one, desk));
    return {
      document: { campaigns, ...(atHome ? {} : { copy: true }), ...(silentSince ? { silentSince } : {}) },
      lines: [
        ...(atHome ? [] : [status.copy]),
        ...(silentSince ? [fill(status.silent, { since: moment(silentSince, here) })] : []),
        ...(said.length > 0 ? said : [status.none]),
      ],
    };
  }).option('--campaign <id>', option.campaign);
}

function linesOf(status: CampaignStatus, { words, language }: Desk): string[] {
  const { figures, drafts, mails, next, zone } = status;
  const phases: Record<string, string> = errorTerms[language].phase;
  const clock = status.clock === 'stepped' ? words.status.rehearsal : '';
  const lights = Object.entries(figures.byLight).map(
    ([light, n]) => `${lightFaces[light as Light].shape} ${lightWords[language][light as Light]} ${n}`,
  );
  const sent = Object.entries(mails).map(
    ([state, n]) => `${(words.mail as Record<string, string>)[state] ?? state} ${n}`,
  );
  const some = (counts: Record<string, number>) => Object.values(counts).some((n) => n > 0);
  return [
    fill(words.status.head, {
      ...{ id: status.id, name: status.name, clock },
      ...{ phase: phases[status.phase] ?? status.phase, asOf: moment(status.asOf, zone) },
    }),
    fill(words.status.findings, figures.findings),
    fill(words.status.measures, figures.measures),
    ...(some(drafts) ? [fill(words.status.drafts, drafts)] : []),
    ...(lights.length > 0 ? [fill(words.status.lights, { lights: lights.join('  ') })] : []),
    ...(some(figures.lateByHolder) ? [fill(words.status.holders, figures.lateByHolder)] : []),
    ...(sent.length > 0 ? [fill(words.status.mails, { mails: sent.join('  ') })] : []),
    ...(next === null ? [] : [fill(words.status.next, { next: moment(next, zone) })]),
  ];
}
