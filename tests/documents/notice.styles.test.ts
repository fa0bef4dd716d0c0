import { expect, test } from 'vitest';
import { readNoticeLines } from '../../documents/in/notice/file.ts';
import { readNotice } from '../../documents/in/notice/notice.ts';
import { gb } from './gb.ts';
import { docxOf, paragraph as p } from './notices/docx.ts';

const read = (bytes: Buffer) => readNotice(readNoticeLines(bytes));
const shape = (bytes: Buffer) => {
  const { findings, doubts } = read(bytes);
  return [
    ...findings.flatMap(({ line, no, title, section, measures }) => [
      `${line} ${no} ${title} | ${section}`,
      ...measures.map((one) => `${one.line} ${one.mark}${one.text.slice(0, 6)}`),
    ]),
    ...doubts.map(({ line, code }) => `${line} ${code}`),
  ];
};

const asked = `关于巡察整改进展情况的公示
来源：本站    发布时间：2023-08-21   字号：大 中 小
根据市委统一部署，2022年10月10日至12月9日，市委第五巡察组对滨江区教育体育局党组开展了常规巡察。2023年2月14日，市委第五巡察组反馈了巡察意见。反馈的3个方面11个问题，制定整改措施34条，已完成30条，完成率88.2%。
一、履行主体责任情况
局党组坚持把整改作为首要任务，先后召开党组会4次。
二、巡察反馈意见整改情况
（一）贯彻落实党的教育方针方面
问题1：“双减”工作推进不实，学科类培训“隐形变异”仍有发生。
整改情况：1.开展专项检查6轮，查处隐形变异9起。2.每学期开学前组织承诺。
问题2：体教融合有差距。
整改情况：
（1）印发《体教融合三年行动方案（2023-2025年）》。
（2）2023年9月底前新增公办少体校1所。
（3）推动场馆错时开放，已开放57处。
（二）全面从严治党方面
问题3：“一岗双责”履行不到位
整改情况：完善清单，逐级签订责任书。
问题4：招生、基建等重点领域监管有漏洞 。
整改情况：
（1）修订招生办法，9月1日起施行。
（2）全面清理2019年以来的基建项目，2023年年底前完成决算。
三、下一步工作打算
一是压实责任。二是长效常治。
欢迎广大干部群众对巡察整改落实情况进行监督。联系电话：000-00000000；邮政信箱：滨江区某路1号。
中共滨江区教育体育局党组
2023年8月18日
`;

test('问题1：…, 整改情况： above what was done, a site’s line before, in GB18030', () => {
  expect(shape(gb(asked))).toEqual([
    '8 1 “双减”工作推进不实，学科类培训“隐形变异”仍有发生 | 巡察反馈意见整改情况 / 贯彻落实党的教育方针方面',
    '9 1.开展专项检查',
    '10 2 体教融合有差距 | 巡察反馈意见整改情况 / 贯彻落实党的教育方针方面',
    '12 （1）印发《体教融',
    '13 （2）2023年9',
    '14 （3）推动场馆错时',
    '16 3 “一岗双责”履行不到位 | 巡察反馈意见整改情况 / 全面从严治党方面',
    '17 整改情况：完',
    '18 4 招生、基建等重点领域监管有漏洞 | 巡察反馈意见整改情况 / 全面从严治党方面',
    '20 （1）修订招生办法',
    '21 （2）全面清理20',
    '3 notice-findings-differ',
    '3 notice-measures-differ',
  ]);
  expect(read(gb(asked))).toMatchObject({
    ...{ place: '滨江区教育体育局', inspector: '市委第五巡察组', feedbackOn: '2023-02-14', noticeOn: '2023-08-18' },
    stated: { findings: 11, measures: 34, measuresDone: 30, rate: 88.2 },
  });
});

const once = `中共云岭县水利局党组关于县委巡察反馈意见整改落实情况的通报
按照县委统一部署，2023年4月6日至6月5日，县委第一巡察组对县水利局党组进行了巡察。7月20日，巡察组反馈了意见。
一、整改落实情况
（一）关于“水资源刚性约束意识不强”的问题
1. 开展取用水专项整治，核查取水口213个。
2. 修订年度用水计划，10月底前下达到户。
（二）关于“工程质量监管有漏洞”的问题
1. 对在建17个项目开展飞检。
2. 约谈监理单位3家。
1. 建立农村供水台账。
2. 2024年春节前完成3处水源替换。
（四）关于“党建引领作用不明显”的问题
1. 支部结对8个。
二、下一步打算
持续巩固整改成果。
中共云岭县水利局党组
2023年12月1日
`;
const lost = '（三）关于“农村供水保障不足”的问题';

test('printed twice, and a heading is lost in the first printing', () => {
  const whole = once.replace('1. 建立农村', `${lost}\n1. 建立农村`);
  const findings = [
    ...['4 1 水资源刚性约束意识不强 | 整改落实情况', '5 1.开展取用水专', '6 2.修订年度用水'],
    ...['7 2 工程质量监管有漏洞 | 整改落实情况', '8 1.对在建17个', '9 2.约谈监理单位'],
    ...['10   | 整改落实情况', '10 1.建立农村供水', '11 2.2024年春'],
    ...['12 4 党建引领作用不明显 | 整改落实情况', '13 1.支部结对8个'],
  ];
  expect(shape(Buffer.from(once + whole))).toEqual([
    ...findings,
    ...['10 notice-heading-lost', '12 notice-number-skipped', '18 notice-printed-twice'],
  ]);
});

const page = `<html><head><meta charset="utf-8"><title>青川市统计局党组关于巡视整改进展情况的通报_青川市人民政府</title></head><body><div class="nav"><ul><li>首页</li><li>政务公开</li></ul></div>
<div class="crumb">当前位置：首页 &gt; 政务公开 &gt; 通知公告</div><h1>青川市统计局党组关于巡视整改进展情况的通报</h1>
<div class="info">发布日期：2024-02-06 浏览次数：318</div>
<div id="zoom"><p style="text-indent:2em">&nbsp;&nbsp;根据省委巡视工作统一部署，2023年3月20日至5月31日，省委第三巡视组对青川市统计局党组进行了巡视。2023年7月7日，向市统计局党组反馈了巡视意见。</p>
<p><strong>一、整改任务总体完成情况</strong></p><p>反馈的<span>12</span>个问题，已完成整改9个，持续推进3个。</p>
<p><strong>二、已完成整改的问题</strong></p>
<p>　　<b>（一）数据质量把关不严的问题</b></p><p>　　1.建立分级审核制度，2023年9月印发。<br>　　2.对21家企业开展数据核查。</p>
<p>　　<b>（二）普查经费使用不规范的问题</b></p><table><tr><td><p>1.收回违规发放补贴4.2万元。</p></td></tr><tr><td><p>2.修订经费管理办法。</p></td></tr></table>
<p><strong>三、持续推进的问题</strong></p><p>　　<b>（三）统计执法力量薄弱的问题</b></p>
<p>　　1.招录执法人员2名，2024年6月底前到岗。</p><p>　　2.长期坚持执法轮训，每季度不少于1次。</p>
<p>　　联系方式：电话000-0000；通信地址：某路。</p><p style="text-align:right">中共青川市统计局党组</p><p style="text-align:right">2024年2月5日</p></div>
<div class="share">分享到：微信 微博</div><div class="footer">版权所有 青川市人民政府 备案号000</div></body></html>
`;

test('a saved page with its crumbs and counters, a table around measures, numbers that run on over the sections', () => {
  expect(shape(Buffer.from(page))).toEqual([
    '10 1 数据质量把关不严的问题 | 已完成整改的问题',
    '11 1.建立分级审核',
    '12 2.对21家企业',
    '13 2 普查经费使用不规范的问题 | 已完成整改的问题',
    '14 1.收回违规发放',
    '15 2.修订经费管理',
    '17 3 统计执法力量薄弱的问题 | 持续推进的问题',
    '18 1.招录执法人员',
    '19 2.长期坚持执法',
    '8 notice-findings-differ',
    '8 notice-status-differs',
    '8 notice-status-differs',
  ]);
  expect(read(Buffer.from(page))).toMatchObject({
    noticeOn: '2024-02-05',
    stated: { findings: 12, done: 9, ongoing: 3 },
  });
});

const decimals = `<w:abstractNum w:abstractNumId="1">${['%1.', '%1.%2', '（%3）']
  .map(
    (text, level) =>
      `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="${text}"/></w:lvl>`,
  )
  .join('')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>`;

test('a .docx numbered 1. 1.1 （1） by Word alone', () => {
  const body = [
    p('中共云岭县委关于巡视整改进展情况的通报'),
    p('2023年4月6日至6月5日，省委第一巡视组对云岭县进行了巡视，7月20日反馈了意见。'),
    p('党的建设方面', '1:0'),
    p('关于“三会一课不经常”问题的整改', '1:1'),
    p('每月抽查。', '1:2'),
    p('2023年12月底前轮训完毕。', '1:2'),
    p('关于“发展党员把关不严”问题的整改', '1:1'),
    p('逐件复核档案。', '1:2'),
    p('民生方面', '1:0'),
    p('关于“断头路久拖不通”问题的整改', '1:1'),
    p('三条路打通，余下两条2024年6月底前通车。', '1:2'),
    p('中共云岭县委员会'),
    p('2023年11月30日'),
  ];
  expect(shape(docxOf(body, decimals))).toEqual([
    '4 1 三会一课不经常 | 党的建设方面',
    ...['5 （1）每月抽查。', '6 （2）2023年1'],
    '7 2 发展党员把关不严 | 党的建设方面',
    '8 （1）逐件复核档案',
    '10 1 断头路久拖不通 | 民生方面',
    '11 （1）三条路打通，',
  ]);
});
