import type { CampaignEvent } from '../campaign/events.ts';
import { evolve as evolveCampaign } from '../campaign/evolve.ts';
import type { CampaignState } from '../campaign/state.ts';
import type { FindingEvent } from '../finding/events.ts';
import { evolve as evolveFinding } from '../finding/evolve.ts';
import type { FindingState } from '../finding/state.ts';
import type { MeasureEvent } from '../measure/events.ts';
import { evolve as evolveMeasure } from '../measure/evolve.ts';
import type { MeasureState } from '../measure/state.ts';

/** How everything of a campaign stood, as its events left it; grows with each event, in the order of their streams. */
export class Standing {
  readonly findings = new Map<string, FindingState>();
  readonly measures = new Map<string, MeasureState>();
  campaign: CampaignState | null = null;

  /** Takes one more event of a stream of kind `campaign`, `finding` or `measure`. */
  take(stream: string, event: object): void {
    const kind = stream.slice(0, stream.indexOf('/'));
    if (kind === 'measure') {
      this.measures.set(stream, evolveMeasure(this.measures.get(stream) ?? null, event as MeasureEvent));
    } else if (kind === 'finding') {
      this.findings.set(stream, evolveFinding(this.findings.get(stream) ?? null, event as FindingEvent));
    } else if (kind === 'campaign') this.campaign = evolveCampaign(this.campaign, event as CampaignEvent);
  }

  items(): { findings: FindingState[]; measures: MeasureState[] } {
    return { findings: [...this.findings.values()], measures: [...this.measures.values()] };
  }
}
