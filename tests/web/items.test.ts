import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { as, due, findingDraft, instant, measureDraft } from '../support/domain.ts';
import { type Play, plain, playCampaign, visit } from './play.ts';

let ledger: Ledger;
let play: Play;
const measures = [
  measureDraft({
    id: 'a',
    no: '12-1',
    text: '完成52处整治',
    milestones: [{ day: '2024-08-30', text: '完成摸底' }],
    effectDue: due('2024-08-31', '8月底前'),
  }),
  measureDraft({ id: 'b', no: '12-2', title: '长效机制', kind: 'longTerm', doneDue: null }),
  measureDraft({ id: 'c', no: '12-3', title: '另一条' }),
];

beforeAll(async () => {
  ledger = await openLedger();
  play = await playCampaign(ledger, 'c1', { findings: [findingDraft({ no: '12' })], measures }, { clock: 'stepped' });
  const row = { campaign: 'c1', seed: '7', until: instant('2025-06-28'), phase: 'running', options: '{}' };
  await ledger.db
    .insertInto('rehearsal')
    .values({ ...row, now: instant('2024-09-20 09:00') })
    .execute();
  const { act, pass } = play;
  await act('measure', 'a', as.liaison, { type: 'acknowledge' }, '2024-07-02');
  await pass('postmaster', '', '2024-07-02 08:45');
  await act('measure', 'a', as.liaison, { type: 'meetMilestone', index: 0, on: '2024-08-20' } as never, '2024-08-20');
  await act('measure', 'a', as.liaison, { type: 'claimEffect', evidence: ['a.pdf'] } as never, '2024-08-28');
  const ask = { type: 'requestExtension', to: '2024-10-31', reason: '招标公告期未满', progress: '过半' };
  await act('measure', 'a', as.liaison, ask, '2024-09-09');
  await act('measure', 'a', as.leader, { type: 'grantExtension' }, '2024-09-10');
  await act('measure', 'a', as.liaison, { type: 'submit', evidence: ['a.pdf', 'b.jpg'] } as never, '2024-09-12');
  await act('measure', 'a', as.principal, { type: 'approve' }, '2024-09-13');
  await act('measure', 'a', as.leader, { type: 'return', reason: '缺照片' } as never, '2024-09-17');
});
afterAll(() => ledger.close());

const read = async (path: string) => plain((await visit(ledger, '2031-01-01')(path)).text);

test('a rehearsal says so, and its time is its own clock’s', async () => {
  const text = await read('/c/c1/m/a');
  expect(text).toContain('演练：仿真');
  expect(text).toContain('截至 2024-09-20 周五 09:00');
});

test('a measure shows its light, who has it, and its dates with the reason', async () => {
  const text = await read('/c/c1/m/a');
  expect(text).toContain('12-1 老旧小区消防通道整治');
  expect(text).toContain('▲将到期 剩 10 天 退回后重新申请 现由 区住建局 办 3 天');
  expect(text).toMatch(/整改落实到位 9月30日 → 10月31日 周四 〔为何是这天〕 延期获准后的时限。/);
  expect(text).toContain('原文“8月底前”：test 8月31日是周六，休息日。 8月28日已申报，待确认');
  expect(text).toContain('8月30日 完成摸底 8月20日已完成');
});

test('the bar books the days to who held it, in attributes', async () => {
  const { text } = await visit(ledger, 0)('/c/c1/m/a');
  expect(text).toMatch(/<rect class="unit" x="0%" width="9\d(\.\d+)?%" height="28"/);
  expect(plain(text)).toMatch(/区住建局 7\d 天 单位主要负责人 1 天 牵头领导 4 天/);
});

test('what comes next has its hour, its rung, its receivers and its reason', async () => {
  const text = await read('/c/c1/m/a');
  expect(text).toMatch(/接下来 .*重新申请限期：黄色提醒 → 责任人（区住建局联络员、区住建局科长、区住建局借调干部）/);
  expect(text).toMatch(/〔为何是这天〕 \d+月\d+日前第 2 个工作日/);
});

test('the timeline runs newest first and says who and why', async () => {
  const text = await read('/c/c1/m/a');
  expect(text).toContain('9月17日 10:00 牵头领导审签：退回，缺照片。9月30日前重新申请 分管副区长（牵头领导）');
  expect(text).toContain('申请销号，第 1 次，9月12日办结，证明材料 2 份 区住建局联络员（联络员）');
  expect(text).toContain('同意延期，9月30日 → 10月31日');
  expect(text).toContain('完成节点：完成摸底');
  expect(text).toContain('下达，区委办〔2024〕12号，区委常委会审定 按规则自动');
  expect(text.indexOf('退回，缺照片')).toBeLessThan(text.indexOf('申请销号，第 1 次'));
});

test('a mail shows with its server’s answer, and a notice that went to nobody with the reason', async () => {
  const mail = await ledger.db
    .selectFrom('mail')
    .select('id')
    .where('person', '=', 'liaison')
    .executeTakeFirstOrThrow();
  const sent = { state: 'accepted' as const, response: '250 2.0.0 OK', accepted_at: instant('2024-07-02 09:00') };
  await ledger.db.updateTable('mail').set(sent).where('id', '=', mail.id).execute();
  await ledger.db
    .updateTable('notice')
    .set({ state: 'void', reason: 'nobody' })
    .where('state', '=', 'waiting')
    .execute();
  const text = await read('/c/c1/m/a');
  expect(text).toContain('→ 牵头单位 区住建局联络员 7月2日 09:00 已送达，对方服务器答 250 2.0.0 OK');
  expect(text).toContain('未发：没有可收件的人');
});

test('the timeline can be narrowed, in the address', async () => {
  const text = await read('/c/c1/m/a?show=review');
  expect(text).toContain('退回，缺照片');
  expect(text).not.toContain('完成节点');
  expect(await read('/c/c1/m/c?show=review')).toContain('当前没有');
});

test('a rung that did not speak says why', async () => {
  await play.pass('measure', 'c', '2024-10-25');
  expect(await read('/c/c1/m/c')).toContain('跳过：更后的一级也已到时，合为一封');
});

test('a finding says whether it can be closed, and what is missing', async () => {
  expect(await read('/c/c1/f/f1')).toContain('能否销号：还不能，差 12-1、12-2、12-3');
  const permanent = { type: 'askPermanent', evidence: [], noEvidenceReason: '制度已印发' } as never;
  await play.act('measure', 'b', as.liaison, permanent, '2024-10-25');
  for (const by of [as.leader, as.coordinator])
    await play.act('measure', 'b', by, { type: 'acceptPermanent' } as never, '2024-10-25');
  await play.pass('finding', 'f1', '2024-10-25');
  expect(await read('/c/c1/f/f1')).toContain('能否销号：还不能，差 12-1、12-3');
  const reason = { reason: '并入12-2', approver: '领导小组' };
  for (const id of ['a', 'c']) {
    await play.act('measure', id, as.coordinator, { type: 'withdraw', ...reason } as never, '2024-10-26');
  }
  await play.pass('finding', 'f1', '2024-10-27');
  expect(await read('/c/c1/f/f1')).toContain('能否销号：可以，3 条措施均已办结，其中长期 1 条');
  await play.act('finding', 'f1', as.coordinator, { type: 'close' }, '2024-10-28');
  expect(await read('/c/c1/f/f1')).toContain('已销号（10月28日，整改办主任）');
  expect(await read('/c/c1')).toContain('问题 1 = 已销号 1（100.0%）+ 待销号 0 + 在办 0');
});

test.each(['/c/c1/m/a', '/c/c1/m/b', '/c/c1/m/c', '/c/c1/f/f1', '/c/c1/f', '/c/none'])(
  'in English %s has no Chinese of ours and no open blank',
  async (path) => {
    const text = await read(`${path}?lang=en`);
    const theirs = [...measures.flatMap((one) => [one.title, one.text]), '老旧小区安全隐患突出', '聚焦民生'];
    theirs.sort((one, other) => other.length - one.length);
    const names =
      /青禾区委巡察整改|区住建局|区教育局|分管副区长|联络员|局长|科长|借调干部|整改办主任|整改办干事|区委常委会|区委办〔2024〕12号|并入12-2|领导小组成员|领导小组|区委书记|区纪委监委|缺照片|招标公告期未满|8月底前|2024年9月底前|完成摸底|制度已印发|中文/g;
    const ours = theirs.reduce((rest, one) => rest.replaceAll(one, ''), text).replaceAll(names, '');
    expect(ours.match(/.{0,20}\p{Script=Han}+.{0,10}/gu) ?? []).toEqual([]);
    expect(ours).not.toMatch(/[{}]|undefined|null/);
  },
);
