import type { CampaignState } from '../../domain/campaign/state.ts';
import { fill } from '../../words/language.ts';
import { mailWords } from '../../words/mail.ts';
import { streamOf } from '../../workflows/contract.ts';
import { withApi } from '../reach.ts';
import type { Commands } from './commands.ts';

/** `matters`: what is open beside the measures, with the ids that acts on it ask for. */
export function addMatters({ desk, add }: Commands): void {
  const { option, command, list, matters: words } = desk.words;
  const kinds = mailWords[desk.language].codes.kind;
  add<{ campaign: string }>('matters', command.matters, async (_, { campaign }) => {
    const view = await withApi(desk.config(), 'read', (api) => api.stream(streamOf.campaign(campaign)));
    const { errands = {}, letters = {}, checks = {}, rounds = {}, directory } = view.state as CampaignState;
    const names = new Map([...directory.units, ...directory.persons].map(({ id, name }) => [id, name]));
    const owner = (address: string) => names.get(address.slice(address.indexOf(':') + 1)) ?? words.office;
    const lines = [
      ...Object.entries(rounds).flatMap(([plan, { period, units, consolidated, leaders, signed, ...lacks }]) => [
        fill(words.round, {
          ...{ plan, period, units: units.length, consolidated: Object.keys(consolidated).length },
          ...{ leaders: leaders.length, signed: Object.keys(signed).length },
        }),
        ...(['missing', 'nearCopies'] as const).flatMap((key) =>
          lacks[key] ? [fill(words[key], { ids: lacks[key].join(list.comma) })] : [],
        ),
      ]),
      ...Object.values(errands).map((one) =>
        fill(words.errand, { id: one.id, due: one.due, owner: owner(one.owner), text: one.text }),
      ),
      ...Object.values(letters).map(({ id, kind, unit, measure }) =>
        fill(words.letter, { id, kind: kinds[kind], unit: names.get(unit) ?? unit, measure: measure ?? '' }),
      ),
      ...Object.values(checks).map(({ id, title, recorded, sample }) =>
        fill(words.check, { id, title, recorded: recorded.length, sample: sample.length }),
      ),
    ];
    return { document: { rounds, errands, letters, checks }, lines: lines.length > 0 ? lines : [words.none] };
  }).requiredOption('--campaign <id>', option.campaign);
}
