import type { AppendAnswer, AppendRequest, NewEvent, NewNotice, Write } from '../../ledger/append.ts';
import type { Ledger } from '../../ledger/open.ts';
import type { StreamKind } from '../../ledger/tables/record.ts';

export const campaign = 'xiangcheng-2024';

/** 2024-09-30T09:00 in Shanghai. */
export const nine = Date.UTC(2024, 8, 30, 1);

export function event(type: string, payload: object = {}, at = nine): NewEvent {
  return { type, at, actor: { person: 'wang', roles: ['liaison'] }, payload };
}

/** A write of these events and nothing else. */
export function write(events: NewEvent[], more: Partial<Write> = {}): Write {
  return {
    events,
    state: { after: events.at(-1)?.type ?? '' },
    nextAt: null,
    answers: {},
    messages: [],
    notices: [],
    ...more,
  };
}

/** A request on a stream whose kind is the first word of its id; it takes the ledger's word for where it is. */
export function request(
  stream: string,
  decide: AppendRequest['decide'],
  more: Partial<AppendRequest> = {},
): AppendRequest {
  const kind = stream.split('/')[0] as StreamKind;
  return { stream, campaign, kind, expectedSeq: 0, commandIds: [], decide, ...more };
}

/** Records events at the end of a stream, wherever that is. */
export function record(
  ledger: Ledger,
  stream: string,
  events: NewEvent[],
  more: Partial<Write> = {},
  at = campaign,
): Promise<AppendAnswer> {
  return ledger.append(request(stream, () => write(events, more), { campaign: at }));
}

export function notice(basis: string, more: Partial<NewNotice> = {}): NewNotice {
  return {
    finding: '3',
    measure: '3-1',
    role: 'liaison',
    unit: 'zhujian',
    letter: 'yellow',
    block: 'warning',
    basis,
    due: '2024-09-30',
    facts: { days: 10 },
    window_at: nine,
    ...more,
  };
}
