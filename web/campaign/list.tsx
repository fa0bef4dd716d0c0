import type { CampaignRow } from '../../ledger/tables/board.ts';
import { boardWords } from '../../words/board.ts';
import { fill, type Language } from '../../words/language.ts';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import type { User } from '../frame/user.ts';

type Props = { campaigns: CampaignRow[]; language: Language; user: User | null };

/** The campaigns somebody may see, or what to have at hand for the first. */
export function CampaignList({ campaigns, language, user }: Props) {
  const words = boardWords[language].campaigns;
  const title = campaigns.length === 0 ? words.empty : fill(words.title, { n: campaigns.length });
  return (
    <Frame language={language} title={title} self={(other) => pathTo('/', {}, other)} user={user}>
      <h1>{title}</h1>
      {campaigns.length === 0 && <p>{words.emptyNext}</p>}
      <table class="table">
        <tbody>
          {campaigns.map(({ id, name, phase, feedback_on, clock }) => (
            <tr>
              <td>
                <a href={pathTo(`/c/${encodeURIComponent(id)}`, {}, language)}>{name}</a>
              </td>
              <td>{fill(words.feedback, { day: feedback_on })}</td>
              <td>{words.phase[phase as keyof typeof words.phase]}</td>
              <td>{clock === 'stepped' && words.rehearsal}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Frame>
  );
}
