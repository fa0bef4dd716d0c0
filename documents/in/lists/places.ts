import { mainPlan } from '../../../domain/plan/plan.ts';
import type { Language } from '../../../words/language.ts';
import { listWords } from '../../../words/lists.ts';
import type { ListKey } from './columns.ts';
import { nearest, spelling, splitNames } from './names.ts';
import type { Option } from './row.ts';
import type { Row } from './table.ts';

type Named = { id: string; name: string };
/** The special plans and the teams a campaign has. */
export type KnownPlaces = { plans: Named[]; teams: Named[] };

/** The answer by which a name in 专班 is no team of the campaign. */
const noTeam = 'none';
const mostOffered = 6;
const mainNames = new Set([mainPlan, '主方案', '总方案', '总体方案', '综合方案']);

/** Reads 方案 and 专班 against what a campaign has; without one they are taken as written, and nothing is asked. */
export class Places {
  private readonly known: KnownPlaces | null;
  private readonly language: Language;

  constructor(known: KnownPlaces | null, language: Language) {
    this.known = known;
    this.language = language;
  }

  /** The plan's name; null: the main one. Of an unknown name a person is asked, and until then it is the main one. */
  plan(row: Row<ListKey>, said: string): string | null {
    if (said === '' || !this.known) return said || null;
    if (mainNames.has(said)) return null;
    const main = { value: mainPlan, label: listWords[this.language].option.mainPlan };
    const found = this.find(row, 'plan', said, this.known.plans, main);
    return found === mainPlan ? null : found;
  }

  /** The names of the teams, as one cell names them; null: none. */
  teams(row: Row<ListKey>, said: string): string | null {
    if (said === '' || !this.known) return said || null;
    const { teams } = this.known;
    const none = { value: noTeam, label: listWords[this.language].option.noTeam };
    const names = teams.some((one) => isCalled(one, said)) ? [said] : splitNames(said);
    const found = names.map((name) => this.find(row, 'team', name, teams, none));
    return found.filter((name) => name !== null && name !== noTeam).join('、') || null;
  }

  private find(row: Row<ListKey>, kind: 'plan' | 'team', said: string, known: Named[], none: Option): string | null {
    const one = known.find((place) => isCalled(place, said));
    if (one) return one.name;
    const near = nearest(
      said,
      known.map(({ name }) => name),
    );
    const label = listWords[this.language].option.placed;
    const all = [...new Set([...near, ...known.map(({ name }) => name)])].slice(0, mostOffered);
    const options = [...all.map((value) => ({ value, label })), none];
    const answer = row.ask(kind, { kind, text: said, options, held: false });
    if (answer === null || answer === none.value) return answer;
    const chosen = known.find((place) => isCalled(place, answer));
    if (!chosen) row.wrongAnswer(kind, answer);
    return chosen?.name ?? null;
  }
}

function isCalled({ id, name }: Named, said: string): boolean {
  return said === id || spelling(said) === spelling(name);
}
