import type { Stated } from '../../../documents/in/notice/stated.ts';
import { annotated } from './annotated.ts';

/** What is expected of a notice besides the lines its annotations name. */
type Expected = {
  /** `line code` of every doubt. */
  doubts: string[];
  stated?: Partial<Stated>;
  frame?: object;
  /** `no|section|title` of findings, by line. */
  headings?: Record<number, string>;
};

const opening = '. 按照区委统一部署，2021年3月1日至5月20日，区委第二巡察组对白鹭镇党委进行了巡察，6月8日反馈了意见。';
const signature = '. 中共白鹭镇委员会\n. 2021年12月10日';

export const madeUp: [string, ReturnType<typeof annotated>, Expected][] = [
  [
    'headings 1、 with 关于…问题 and nothing more, measures ①, sections by category',
    annotated(`
. 中共白鹭镇委员会关于巡察整改进展情况的通报
${opening}
. 一、组织推动情况
. 镇党委成立专班，先后开了五次会。
S 二、整改落实情况
S （一）学习方面
F 1、关于学习走形式问题
M ①镇党委每月学习一次。
M ②各村每季度学习一次。
F 2、关于记录不全问题
M 补齐了全部记录，并指定专人保管。
S （二）作风方面
F 3、关于"会风不实"问题
M ①合并同类会议。
M ②每次会议不超过一小时。
. 三、下一步打算
. （一）继续学习。把学习抓在日常。
. （二）继续整改。每季度回头看一次。
${signature}`),
    {
      doubts: [],
      frame: {
        title: '中共白鹭镇委员会关于巡察整改进展情况的通报',
        inspector: '区委第二巡察组',
        feedbackOn: '2021-06-08',
        noticeOn: '2021-12-10',
      },
      headings: { 7: '1|整改落实情况 / 学习方面|学习走形式', 13: '3|整改落实情况 / 作风方面|会风不实' },
    },
  ],
  [
    'bare titles: 1. above (1), no 关于 anywhere, an unnumbered single paragraph',
    annotated(`
${opening}
. 一、强化政治担当
. （一）加强组织领导
. 成立领导小组，由镇党委书记任组长，下设三个小组，逐条认领。
S 二、巡察反馈问题整改情况
S （一）落实上级决策部署方面
F 1.工作站位不够高
M (1)把生态保护列入每月议题，已学习八次。
M (2)组织干部到青石岛轮训两批。
F 2.河道治理仍有短板
M 全镇十二条河道逐条建档，清淤九公里，水质由Ⅳ类升到Ⅲ类。
S （二）基层治理方面
F 3.矛盾调处不及时
M (1)设立调解室四处。
M (2)每周下访。
. 三、下一步工作打算
. （一）持续用力
. 驰而不息抓整改，确保件件有着落、事事有回音。
${signature}`),
    { doubts: [], headings: { 10: '2|巡察反馈问题整改情况 / 落实上级决策部署方面|河道治理仍有短板' } },
  ],
  [
    'the levels are swapped: sections 1., findings （一）, measures 1. again',
    annotated(`
${opening}
S 一、整改进展
S 1.经济发展方面
F （一）产业基础薄弱
M 1.引进企业六家。
M 2.改造老厂房两处。
F （二）招商力量不足
M 1.成立招商专班。
S 2.民生保障方面
F （一）学位缺口较大
M 1.新建小学一所。
M 2.扩建幼儿园两所。
M 3.统筹调剂学位。
. 二、今后打算
. 1.不松劲。继续盯住不放。
${signature}`),
    { doubts: [], headings: { 10: '1|整改进展 / 民生保障方面|学位缺口较大' } },
  ],
  [
    'sections by status, numbers restart; the figures and the sections agree',
    annotated(`
${opening}
. 反馈的5个问题，已完成整改3个、正在推进2个；制定整改措施7条，已完成6条，完成率85.7%，其中三个月内取得明显成效5条。
S 一、已完成整改的问题
F 1.关于“台账缺失”问题的整改情况
M 一是补建台账。
M 二是专人管理。
F 2.关于“报销不规范”问题的整改情况
M 修订报销办法，清退违规费用三千元。
F 3.关于“值班脱岗”问题的整改情况
M 实行带班制度，抽查二十次未见脱岗。
S 二、持续推进整改的问题
F 1.关于“排水不畅”问题的整改情况
M 一是清疏管网十公里。
M 二是新建泵站，预计2022年6月底前完工。
F 2.关于“停车难”问题的整改情况
M 新增泊位二百个，其余随旧改同步实施。
${signature}`),
    {
      doubts: [],
      stated: {
        ...{ findings: 5, done: 3, ongoing: 2, measures: 7, measuresDone: 6 },
        ...{ effectWithinThreeMonths: 5, rate: 85.7 },
      },
      headings: { 4: '1|已完成整改的问题|台账缺失', 12: '1|持续推进整改的问题|排水不畅' },
    },
  ],
  [
    'the figures do not fit: neither the rate, nor the sum, nor what is listed',
    annotated(`
${opening}
. 截至目前，反馈的六个问题已完成整改四个，正在整改一个。细化整改任务10项，已完成9项，整改完成率达95%。
F 1.关于“台账缺失”问题的整改。
M 补建台账。
F 2.关于“排水不畅”问题的整改。
M 清疏管网。
${signature}`),
    {
      doubts: ['2 notice-findings-differ', '2 notice-measures-differ', '2 notice-sum-differs', '2 notice-rate-differs'],
      stated: { findings: 6, done: 4, ongoing: 1, measures: 10, measuresDone: 9, rate: 95 },
    },
  ],
  [
    'half-width punctuation, blanks everywhere, quotes nested and missing, full stops and figures in titles',
    annotated(`
${opening}
S 二、整改情况
F 1. 关于"2019-2020年'三公'经费增长12.5%" 问题的整改.
M (1) 压减公务接待.
M (2) 按月公开.
F 2 . 关于“学习‘第一议题’不到位。学得不深，记得不全”  问题的整改。
M 建立清单。
F 3. 关于“村务公开不及时问题的整改。
M 每月公开一次。
F 4．关于 “‘两新’组织“空白点”较多” 问题的整改
M 组建党支部六个。
${signature}`),
    {
      doubts: ['8 notice-quote-unclosed'],
      headings: {
        3: "1|整改情况|2019-2020年'三公'经费增长12.5%",
        6: '2|整改情况|学习‘第一议题’不到位。学得不深，记得不全',
        8: '3|整改情况|村务公开不及时',
        10: '4|整改情况|‘两新’组织“空白点”较多',
      },
    },
  ],
  [
    'a flat list 一、 of findings, 一是 inside and in front, parts ① below a measure, an outlook numbered on',
    annotated(`
${opening}
F 一、关于“保护耕地不力”问题的整改落实情况
M 一是复耕三十亩。二是立案两件。三是每月巡田。
F 二、关于“集体资产流失”问题的整改落实情况
M （一）清查合同：
+ ①门面房四十间；
+ ②鱼塘六口。
M （二）追缴租金八万元。
F 三、关于“台账造假”问题的整改落实情况
M 一是重新核验。
M 二是追究责任。
. 四、下一步工作安排
. 一是常抓不懈。
. 二是举一反三。
${signature}`),
    { doubts: [], headings: { 2: '1||保护耕地不力', 9: '3||台账造假' } },
  ],
  [
    'a gap in the findings, a gap and a repetition in the measures, a lost heading, a lost section',
    annotated(`
${opening}
S 一、整改情况
F 1.关于“甲村道路破损”问题的整改。
M (1)修补路面。
M (3)增设路灯。
F 3.关于“乙村饮水困难”问题的整改。
M (1)打井两口。
L (1)安装净水器。
M (2)每季度检测。
F 1.关于“丙村垃圾积存”问题的整改。
M (1)清运二十车。
M (2)添置垃圾桶。
M (2)设保洁员。
${signature}`),
    {
      doubts: [
        ...['5 notice-number-skipped', '6 notice-number-skipped', '8 notice-heading-lost'],
        ...['10 notice-section-lost', '13 notice-number-repeated'],
      ],
    },
  ],
  [
    'printed twice, the furniture of a site before and after, labels and units on lines of their own',
    annotated(`
. 首页
. 政务公开
. 当前位置：首页 > 巡察公告
. 白鹭镇党委关于巡察整改情况的通报
. 发布时间：2021-12-12 字号：大 中 小
${opening}
. 一、整改情况
F 1.关于“台账缺失”问题的整改。
. 整改措施：
M (1)补建台账，逐年装订成册，指定专人保管。
M (2)专人管理，每季度由纪委抽查一次并通报。
. 责任单位：镇纪委、镇财政所
F 2.关于“排水不畅”问题的整改。
. 整改情况：
M 清疏管网十公里，新建泵站一座，汛期无积水。
. 欢迎广大干部群众监督。联系电话：0100-5550100。
${signature}
. 白鹭镇党委关于巡察整改情况的通报
. 发布时间：2021-12-12 字号：大 中 小
${opening}
. 一、整改情况
. 1.关于“台账缺失”问题的整改。
. 整改措施：
. (1)补建台账，逐年装订成册，指定专人保管。
. (2)专人管理，每季度由纪委抽查一次并通报。
. 2.关于“排水不畅”问题的整改。
. 上一篇：没有了
. 下一篇：白鹭镇人代会召开
. 版权所有：白鹭镇人民政府`),
    {
      doubts: ['12 notice-line-skipped', '19 notice-printed-twice'],
      frame: { title: '白鹭镇党委关于巡察整改情况的通报', noticeOn: '2021-12-10' },
    },
  ],
  [
    'a category that looks like a finding: 关于…方面问题 above 关于…问题, three levels deep',
    annotated(`
${opening}
S 一、巡察整改任务落实情况
S （一）关于“聚焦基层党组织领导班子”方面问题的整改
S 1.支部建设方面
F (1)关于“组织生活不经常”问题的整改
M ①每月开展主题党日。
M ②支部书记讲党课。
F (2)关于“发展党员把关不严”问题的整改
M 核查档案一百二十份，补正十一份。
S 2.队伍建设方面
F (1)关于“年轻干部偏少”问题的整改
M 招录六人，交流轮岗四人。
S （二）关于“聚焦群众身边腐败”方面问题的整改
F 1.关于“优亲厚友”问题的整改
M 取消不符合条件的低保三户。
. 二、下一步工作
. 继续抓好整改。
${signature}`),
    {
      doubts: [],
      headings: {
        5: '1|巡察整改任务落实情况 / 关于“聚焦基层党组织领导班子”方面问题的整改 / 支部建设方面|组织生活不经常',
        14: '1|巡察整改任务落实情况 / 关于“聚焦群众身边腐败”方面问题的整改|优亲厚友',
      },
    },
  ],
  [
    '问题一： with 措施1：, and a lead-in before the numbers',
    annotated(`
${opening}
S 二、具体问题整改情况
F 问题一：学习制度执行不严。
M 措施1：修订学习制度。
M 措施2：每季度督学。
F 问题二：扶贫资金拨付慢。
. 镇里高度重视，专题研究。
M 措施1：当月资金当月拨付。
M 措施2：逐笔公示。
${signature}`),
    { doubts: ['7 notice-unnumbered'], headings: { 3: '1|具体问题整改情况|学习制度执行不严' } },
  ],
  [
    'bare titles 一、 with a full stop, measures of a sentence each',
    annotated(`
${opening}
F 一、主体责任压得不实。
M 1.制定责任清单。
M 2.约谈村书记两人。
F 二、财务管理混乱。
M 1.清理账户四个。
M 2.公开账目。
${signature}`),
    { doubts: [] },
  ],
  [
    'titles without any number above numbered measures',
    annotated(`
${opening}
. 整改情况如下：
F 理论学习不够深入
M 1.每月集中学习。
M 2.每季度测试一次。
F 服务群众意识不强
M 1.代办事项三百件。
M 2.开通热线。
F 工程监管存在漏洞
M 对在建工程逐一复核，追回多付款项十一万元，责任人已受处理。
${signature}`),
    { doubts: [], headings: { 3: '||理论学习不够深入' } },
  ],
  [
    'a notice of 2017 with 巡视 figures in Chinese numerals, dates in Chinese, decimals 1.1 as findings',
    annotated(`
. 根据省委统一部署，二〇一七年三月六日至五月五日，省委第五巡视组对石桥县进行了巡视，2017年6月20日反馈了意见。
. 县委梳理出三个问题，逐条制定整改措施四条。
S 一、整改落实情况
S 1.党的建设方面
F 1.1关于“支部软弱涣散”问题的整改
M （1）整顿后进支部九个。
M （2）选派第一书记。
S 2.廉政建设方面
F 2.1关于“公款吃喝”问题的整改
M 查处六起，退缴两万元。
F 2.2关于“公车私用”问题的整改
M 2.2.1安装定位。
. 中共石桥县委员会
. 二〇一七年十月九日`),
    {
      doubts: [],
      stated: { findings: 3, measures: 4 },
      frame: { place: '石桥县', feedbackOn: '2017-06-20', noticeOn: '2017-10-09', inspector: '省委第五巡视组' },
    },
  ],
];
