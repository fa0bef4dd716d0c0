import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLedger } from '../../ledger/open.ts';
import { verify } from '../../ledger/verify.ts';
import { childScript } from '../support/childScript.ts';

/** Appends without end, twenty streams side by side, and says each stream's seq as soon as it is answered. */
const source = `
  import { openLedger } from '/ledger/open.ts';
  const ledger = await openLedger({ folder: process.argv[2] });
  const event = { type: 'Ticked', at: 0, actor: null, payload: { text: '整改'.repeat(100) } };
  const write = { events: [event], state: {}, nextAt: null, answers: {}, messages: [], notices: [] };
  for (let n = 0; n < 20; n++) void work('measure/kill/' + n);
  async function work(stream) {
    for (;;) {
      const { events } = await ledger.append({
        stream, campaign: 'kill', kind: 'measure', expectedSeq: 0, commandIds: [], decide: () => write });
      process.stdout.write(stream + ' ' + events.at(-1).seq + '\\n');
    }
  }
`;

let script: Awaited<ReturnType<typeof childScript>>;
let folder: string;
beforeAll(async () => {
  script = await childScript(source);
  folder = await mkdtemp(join(tmpdir(), 'xiaohao-kill-'));
});
afterAll(async () => {
  await script?.remove();
  await rm(folder, { recursive: true, force: true });
});

it('what was answered is there after kill -9, three times over', async () => {
  const answered = new Map<string, number>();
  for (let round = 1; round <= 3; round++) {
    const child = spawn(process.execPath, [script.path, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout });
    let count = 0;
    lines.on('line', (line) => {
      const [stream, seq] = line.split(' ');
      answered.set(stream!, Number(seq));
      if (++count === 100 * round) child.kill('SIGKILL');
    });
    await once(child, 'close');

    const ledger = await openLedger({ folder });
    const rows = await ledger.db.selectFrom('stream').select(['id', 'seq']).execute();
    const kept = new Map(rows.map(({ id, seq }) => [id, seq]));
    for (const [stream, seq] of answered) expect(kept.get(stream)).toBeGreaterThanOrEqual(seq);
    expect(await verify(ledger)).toMatchObject({ streams: 20, broken: null });
    await ledger.close();
  }
}, 120_000);
