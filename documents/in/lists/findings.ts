import type { UnitId } from '../../../domain/plan/directory.ts';
import type { FindingDraft } from '../../../domain/plan/lists.ts';
import { isMade, itemId, madeId } from '../itemId.ts';
import { categoryOf } from './carry.ts';
import type { ListKey } from './columns.ts';
import { splitNames, wording } from './names.ts';
import { type Directory, type People, readFindingUnit, readLeaders } from './people.ts';
import { Register } from './register.ts';
import type { Row } from './table.ts';
import { publishWords, readWord, wordList } from './vocabulary.ts';

type ListRow = Row<ListKey>;
/** A finding on its way to a draft; who leads it may be known only from its measures. */
type Finding = Omit<FindingDraft, 'leadUnit'> & { leadUnit: UnitId | null; row: ListRow; listed: boolean };

/** The findings of the lists: those of 问题清单, or where there is none those that the measures name. */
export class Findings {
  private readonly all = new Map<string, Finding>();
  private readonly numbers = new Register('unknown-finding');
  private readonly titles = new Register('unknown-finding');
  private readonly directory: Directory;
  /** Numbers that stand for several findings, and so for none. */
  private readonly restarted: Set<string>;
  private listed = false;

  /** @param measures all rows of measures, by which numbers that restart are known. */
  constructor(directory: Directory, measures: ListRow[]) {
    this.directory = directory;
    this.restarted = restarting(measures.map((row) => [row.text('findingNo'), row.text('finding')]));
  }

  /** 问题清单: one finding a row. */
  read(rows: ListRow[]): void {
    this.listed = rows.length > 0;
    const counts = new Map<string, number>();
    for (const row of rows) counts.set(row.text('no'), (counts.get(row.text('no')) ?? 0) + 1);
    for (const no of restarting(rows.map((row) => [numberOf(row), row.text('finding')]))) this.restarted.add(no);
    for (const row of rows) {
      const title = row.need('finding');
      const no = numberOf(row);
      const restarts = this.restarted.has(no);
      const id = no && !restarts ? itemId('f', no) : madeId('f', wording(title));
      const first = no && !restarts ? this.numbers.taken(no) : this.titles.taken(wording(title));
      if (first !== null) row.fail(no ? 'id' : 'finding', 'id-repeated', { id: no || title, first });
      const leadUnit = readFindingUnit(row, this.directory);
      const named = row.has('findingUnit') ? 'findingUnit' : 'unit';
      if (row.has(named) && row.said(named) === '') row.missing(named);
      const finding = {
        ...{ id, no: this.shown(no, row.text('no')), category: categoryOf(row), title, leadUnit },
        ...{ leaders: readLeaders(row, this.directory), publish: readPublish(row), row, listed: true },
      };
      if (first !== null) continue;
      this.all.set(id, finding);
      if (no) this.numbers.add(no, id, row);
      const order = row.text('no');
      if (!no && order && counts.get(order) === 1) this.numbers.add(order, id, row);
      if (title) this.titles.add(wording(title), id, row);
    }
  }

  /** The finding that a measure's row names; null: the row is in error, or waits for the finding. */
  of(row: ListRow): string | null {
    const [no = ''] = this.numbersIn(row);
    const title = row.text('finding');
    if (this.listed) {
      const numbered = no !== '' && this.numbers.has(no) && !(this.restarted.has(no) && title);
      if (numbered || (no && !title)) return this.numbers.find(row, 'findingNo', no);
      if (title) return this.titles.find(row, 'finding', wording(title));
      row.missing(row.has('findingNo') ? 'findingNo' : 'finding');
      return null;
    }
    if (row.need('finding') === '') return null;
    const numbered = no !== '' && !this.restarted.has(no);
    const id = numbered ? itemId('f', no) : madeId('f', wording(title));
    if (!this.all.has(id)) {
      const draft = {
        id,
        no: this.shown(no),
        category: categoryOf(row),
        title,
        leadUnit: null,
        leaders: [],
        publish: false,
      };
      this.all.set(id, { ...draft, row, listed: false });
    }
    return id;
  }

  /** The further findings that a measure's row numbers (问题编号 `1、3`): it belongs to the first and is done for all. */
  othersOf(row: ListRow): string[] {
    const [, ...others] = this.numbersIn(row);
    return others.flatMap((no) => this.numbers.find(row, 'findingNo', no) ?? []);
  }

  private numbersIn(row: ListRow): string[] {
    const cell = row.text('findingNo');
    const several = this.numbers.has(cell) ? [] : splitNames(cell);
    return several.length > 1 && several.every((no) => this.numbers.has(no)) ? [...new Set(several)] : [cell];
  }

  /** 方案 and 专班 of 问题清单, as written. */
  said(id: string, key: 'plan' | 'team'): string {
    const finding = this.all.get(id);
    return finding?.listed ? finding.row.said(key) : '';
  }

  /** The rows of 问题清单, and the number each can be named by; '' where that stands for several. */
  rows(): { row: ListRow; id: string; no: string }[] {
    return [...this.all].flatMap(([id, { row, listed }]) => (listed ? [{ row, id, no: numberOf(row) }] : []));
  }

  /** What a measure's row can name its finding by once 问题清单 has numbers; null: by its words only. */
  numberFor(id: string): string | null {
    const { row, listed } = this.all.get(id)!;
    if (!listed) return id;
    const no = numberOf(row);
    return no === '' ? id : this.restarted.has(no) ? null : no;
  }

  /** The first of these that somebody counts by, else its place. */
  private shown(...numbers: string[]): string {
    return numbers.find((no) => no && !isMade(no)) ?? String(this.all.size + 1);
  }

  /** What a measure's row says of its finding too: its unit, and until it has its own, who leads the measure. */
  learn(id: string, row: ListRow, { leadUnit, leaders }: People, publish: boolean): void {
    const finding = this.all.get(id)!;
    if (row.has('findingUnit') && finding.leadUnit === null) finding.leadUnit = readFindingUnit(row, this.directory);
    finding.leadUnit ??= leadUnit;
    if (finding.leaders.length === 0) finding.leaders = leaders;
    if (!finding.listed && publish) finding.publish = true;
  }

  title(id: string): string {
    return this.all.get(id)?.title ?? '';
  }

  no(id: string): string {
    return this.all.get(id)?.no ?? '';
  }

  /**
   * The findings that have something to start; one without any measure at all is in error, unless it may be the one
   * that a measure's row names wrongly.
   * @param named what the measures name, null where one names nothing that is there.
   */
  drafts(withMeasures: Set<string>, named: Set<string | null>): FindingDraft[] {
    return [...this.all.values()].flatMap(({ row, listed, leadUnit, ...draft }) => {
      if (listed && !named.has(draft.id) && !named.has(null) && !row.failed && !row.held)
        row.fail('finding', 'finding-without-measures', { id: draft.no });
      return withMeasures.has(draft.id) && leadUnit ? [{ ...draft, leadUnit }] : [];
    });
  }
}

function numberOf(row: ListRow): string {
  return row.text('findingNo') || row.text('id');
}

/** The numbers under which more than one thing is said. */
function restarting(said: [no: string, text: string][]): Set<string> {
  const first = new Map<string, string>();
  return new Set(
    said.flatMap(([no, text]) => {
      const words = wording(text);
      if (no === '' || words === '') return [];
      const known = first.get(no) ?? words;
      first.set(no, known);
      return known === words ? [] : [no];
    }),
  );
}

/** 公开: an empty cell keeps the item out of every public text, because what is out cannot be taken back. */
export function readPublish(row: ListRow): boolean {
  const text = row.said('publish');
  const word = text === '' ? 'no' : readWord(publishWords, text);
  if (word === null) row.fail('publish', 'unknown-word', { text, expected: wordList(publishWords) });
  return word === 'yes';
}
