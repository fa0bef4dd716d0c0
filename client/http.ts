import { CodedError, errorTable } from '../domain/errors.ts';
import type { Api, Failure } from './api.ts';

export type HttpOptions = {
  /** `http://127.0.0.1:7600`, without a slash at the end. */
  base: string;
  token: string;
  /** Another way to ask than the network: an API in this process. */
  ask?: (request: Request) => Response | Promise<Response>;
  /** What it means that nobody answers. */
  unreachable: (cause: unknown) => Error;
};

/** Our API over HTTP. A no comes as the CodedError it was on the other side. */
export function createHttpApi({ base, token, ask = fetch, unreachable }: HttpOptions): Api {
  async function send<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
    const headers: Record<string, string> = { Authorization: `Bearer ${token}` };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    const response = await answered(new Request(`${base}/api${path}`, init));
    if (response.ok) return (await response.json()) as T;
    throw failureOf(await response.json().catch(() => null), response.status);
  }

  async function answered(request: Request): Promise<Response> {
    try {
      return await ask(request);
    } catch (cause) {
      throw unreachable(cause);
    }
  }

  return {
    health: () => send('GET', '/health'),
    years: () => send('GET', '/calendar'),
    addYear: (request) => send('POST', '/calendar', request),
    changePolicy: (campaign, request) => send('POST', `/campaigns/${encodeURIComponent(campaign)}/policy`, request),
    status: async (campaign) => {
      if (campaign === undefined) return send('GET', '/campaigns');
      return [await send('GET', `/campaigns/${encodeURIComponent(campaign)}/status`)];
    },
    find: (id, campaign) => send('GET', `/find?${new URLSearchParams({ id, ...(campaign ? { campaign } : {}) })}`),
    stream: (stream) => send('GET', `/streams/${pathOf(stream)}`),
    team: (campaign, team) =>
      send('GET', `/campaigns/${encodeURIComponent(campaign)}/teams/${encodeURIComponent(team)}`),
    letters: (campaign) => send('GET', `/campaigns/${encodeURIComponent(campaign)}/letters`),
    letter: (campaign, id) =>
      send('GET', `/campaigns/${encodeURIComponent(campaign)}/letters/${encodeURIComponent(id)}`),
    figures: (campaign, asked) =>
      send('GET', `/campaigns/${encodeURIComponent(campaign)}/figures?${new URLSearchParams(asked)}`),
    import: (campaign, request) => send('POST', `/campaigns/${encodeURIComponent(campaign)}/imports`, request),
    importView: (campaign, id) => send('GET', `/campaigns/${encodeURIComponent(campaign)}/imports/${id}`),
    lists: (campaign) => send('GET', `/campaigns/${encodeURIComponent(campaign)}/lists`),
    measureIds: async (campaign) => {
      const rows = await send<{ id: string }[]>('GET', `/campaigns/${encodeURIComponent(campaign)}/measures`);
      return rows.map(({ id }) => id);
    },
    questions: (campaign) => send('GET', `/campaigns/${encodeURIComponent(campaign)}/questions`),
    answer: (campaign, request) => send('POST', `/campaigns/${encodeURIComponent(campaign)}/answers`, request),
    issue: (campaign, request) => send('POST', `/campaigns/${encodeURIComponent(campaign)}/issue`, request),
    act: (stream, request) => send('POST', `/streams/${pathOf(stream)}/acts`, request),
    enter: (address) => send('POST', '/sign-in-links', address === undefined ? {} : { address }),
    deliveries: (campaign, finding) =>
      send(
        'GET',
        `/campaigns/${encodeURIComponent(campaign)}/deliveries?${new URLSearchParams(finding ? { finding } : {})}`,
      ),
    forecast: (campaign, request) => {
      const said = new URLSearchParams();
      for (const [key, value] of Object.entries(request)) if (value !== undefined) said.set(key, String(value));
      return send('GET', `/campaigns/${encodeURIComponent(campaign)}/forecast?${said}`);
    },
    bounce: (raw) => send('POST', '/bounces', { raw: Buffer.from(raw).toString('base64') }),
    installation: () => send('GET', '/installation'),
    adopt: (by) => send('POST', '/installation', { by }),
    undelivered: (campaign) => send('GET', `/campaigns/${encodeURIComponent(campaign)}/undelivered`),
    refusals: (campaign) => send('GET', `/campaigns/${encodeURIComponent(campaign)}/refusals`),
    directory: (campaign, on) =>
      send('GET', `/campaigns/${encodeURIComponent(campaign)}/directory?${new URLSearchParams(on ? { on } : {})}`),
    verify: (campaign) => send('POST', '/verify', campaign === undefined ? {} : { campaign }),
  };
}

/** `measure/c/1` as `measure/c/1`, `campaign/c` as `campaign/c/c`: the path always has three parts. */
function pathOf(stream: string): string {
  const [kind = '', campaign = '', id = campaign] = stream.split('/');
  return [kind, campaign, id].map(encodeURIComponent).join('/');
}

function failureOf(body: unknown, status: number): CodedError {
  const { code, facts } = (body ?? {}) as Partial<Failure>;
  if (code && Object.hasOwn(errorTable, code)) return new CodedError(code, facts);
  return new CodedError('internal', { id: `HTTP ${status}` });
}
