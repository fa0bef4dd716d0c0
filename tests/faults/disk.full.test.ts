import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { childScript } from '../support/childScript.ts';

/**
 * A disk of the child's own, small and really full: a tmpfs in a mount namespace of its own, which Linux gives anybody, root
 * or not, unless its administrator has forbidden that.
 */
const diskMb = 160;
const onOwnDisk = (folder: string, command: string) => [
  ...['-r', '-m', 'sh', '-c'],
  `mount -t tmpfs -o size=${diskMb}m disk ${folder} && ${command}`,
];
const canMount = spawnSync('unshare', onOwnDisk(tmpdir(), 'true')).status === 0;

const source = `
  import { readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
  import { join } from 'node:path';
  import { openLedger } from '/ledger/open.ts';
  import { verify } from '/ledger/verify.ts';
  import { openAcceptedLog } from '/mail/acceptedLog.ts';
  import { evidenceOf, keepEvidence } from '/web/unit/evidence.ts';
  const folder = process.argv[2];
  const fill = join(folder, 'fill');
  /** Somebody else's file leaves so much room. */
  const leave = (bytes) => {
    rmSync(fill, { force: true });
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(fill, Buffer.alloc(bavail * bsize - bytes));
  };
  const codeOf = (work) => work.then(() => 'done', (error) => error.code + (error.facts ? ' ' + error.facts.where : ''));
  const ledger = await openLedger({ folder: join(folder, 'ledger') });
  const event = { type: 'Ticked', at: 0, actor: null, payload: { text: '整改'.repeat(20_000) } };
  const write = { events: [event], state: {}, nextAt: null, answers: {}, messages: [], notices: [] };
  const append = (n) => ledger.append({ stream: 'measure/c1/' + n, campaign: 'c1', kind: 'measure', expectedSeq: 0,
    commandIds: [], decide: () => write });
  const evidence = join(folder, 'evidence');
  const file = new File([Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(300_000, 7)])], 'a.pdf');
  const handed = { campaign: 'c1', measure: 'm1', unit: 'zjj', person: 'p', at: 0 };
  const keep = () => keepEvidence(ledger.db, evidence, file, handed);
  const files = () => readdirSync(evidence, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length;
  const mail = (id) => ({ campaign: 'c1', id, response: '250 ok', at: 0 });
  const journal = openAcceptedLog(join(folder, 'accepted.log'));
  const said = { before: await codeOf(append(1)) };
  leave(0);
  said.journal = (() => { for (const n of [1, 2, 3]) journal.add(mail('m' + n)); return journal.of('c1').length; })();
  leave(100_000);
  said.evidence = await codeOf(keep());
  said.evidenceKept = [files(), (await evidenceOf(ledger.db, 'c1', ['m1'])).length];
  said.ledger = (await Promise.all([append(2), append(3)].map(codeOf)));
  said.transaction = await codeOf(ledger.transaction(async (tx) => {
    await tx.updateTable('stream').set({ seq: 99 }).execute();
  }));
  said.read = (await ledger.db.selectFrom('stream').select('id').execute()).length;
  said.again = await codeOf(append(4));
  rmSync(fill);
  said.after = [await codeOf(append(4)), await codeOf(keep())];
  said.kept = [files(), (await evidenceOf(ledger.db, 'c1', ['m1'])).length];
  said.streams = (await ledger.db.selectFrom('stream').select('id').orderBy('id').execute()).map(({ id }) => id);
  said.broken = (await verify(ledger)).broken;
  await ledger.close();
  process.stdout.write(JSON.stringify(said));
`;

let script: Awaited<ReturnType<typeof childScript>>;
let folder: string;
beforeAll(async () => {
  script = await childScript(source);
  folder = await mkdtemp(join(tmpdir(), 'xiaohao-full-'));
});
afterAll(async () => {
  await script?.remove();
  await rm(folder, { recursive: true, force: true });
});

test.runIf(canMount)(
  'on a full disk everybody is told so by a code, nothing is half done, and with room it works again',
  async () => {
    const { stdout } = await promisify(execFile)(
      'unshare',
      onOwnDisk(folder, `exec ${process.execPath} ${script.path} ${folder}`),
      {
        timeout: 100_000,
      },
    );
    const ledgerFull = `disk-full ${join(folder, 'ledger')}`;
    expect(JSON.parse(stdout)).toEqual({
      before: 'done',
      // The safety net of a mail that was accepted has a hole, the process that knows of it goes on.
      journal: 3,
      evidence: expect.stringContaining(`disk-full ${join(folder, 'evidence')}`),
      evidenceKept: [0, 0],
      ledger: [ledgerFull, ledgerFull],
      transaction: ledgerFull,
      read: 1,
      again: ledgerFull,
      after: ['done', 'done'],
      kept: [1, 1],
      streams: ['measure/c1/1', 'measure/c1/4'],
      broken: null,
    });
  },
  120_000,
);
