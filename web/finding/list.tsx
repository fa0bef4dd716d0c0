import { type FindingState, unsettled } from '../../domain/finding/state.ts';
import { boardWords } from '../../words/board.ts';
import { fill } from '../../words/language.ts';
import type { View } from '../campaign/view.ts';
import { Frame } from '../frame/frame.tsx';
import { Paging } from '../frame/paging.tsx';
import { pathTo } from '../frame/path.ts';
import { Table } from '../frame/table.tsx';
import { unitName } from '../item/names.ts';
import { stateOf } from './closable.ts';

export const findingsOnPage = 50;

type Props = { findings: FindingState[]; total: number; page: number; view: View };

/** A campaign's findings by their numbers, each with how many of its measures are settled. */
export function FindingList({ findings, total, page, view }: Props) {
  const words = boardWords[view.language];
  const title = fill(words.findingsTitle, { n: total });
  const columns = words.findingColumn;
  return (
    <Frame
      language={view.language}
      title={title}
      self={(other) => pathTo(`${view.masthead.path}/f`, page > 1 ? { page } : {}, other)}
      masthead={view.masthead}
      user={view.user}
    >
      <h1>{title}</h1>
      <Table columns={Object.values(columns)}>
        {findings.map((finding) => (
          <FindingRow finding={finding} view={view} />
        ))}
      </Table>
      <Paging
        language={view.language}
        page={page}
        pages={Math.ceil(total / findingsOnPage)}
        to={(other) => view.to('/f', other > 1 ? { page: other } : {})}
      />
    </Frame>
  );
}

function FindingRow({ finding, view }: { finding: FindingState; view: View }) {
  const { findingColumn, findingState } = boardWords[view.language];
  const all = Object.keys(finding.measures).length;
  const state = stateOf(finding);
  return (
    <tr class={state === 'closed' ? 'done' : ''}>
      <td class="number">{finding.no}</td>
      <td>
        <a href={view.to(`/f/${encodeURIComponent(finding.id)}`)}>{finding.title}</a>
      </td>
      <td data-label={findingColumn.unit}>{unitName(view, finding.leadUnit)}</td>
      <td data-label={findingColumn.measures} class="number">{`${all - unsettled(finding).length}/${all}`}</td>
      <td data-label={findingColumn.state} class="nobr">
        {findingState[state]}
      </td>
    </tr>
  );
}
