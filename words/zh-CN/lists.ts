/** 读清单时说的话：每行怎么办，哪些要请人定。 */
export const listWords = {
  tried: {
    row: '{place}  {outcome}  {id}  {measure}  {leadUnit}  {doneDue}',
    place: '{sheet} 第 {row} 行',
    question: '    请定：{message}（{key}）',
    option: '      {value}：{label}',
    totals: '新建 {create}  更改 {change}  不变 {same}  消失 {gone}  待定 {ask}  有误 {errors}',
  },
  outcome: { create: '新建', change: '更改', same: '不变', gone: '消失', ask: '待定', error: '有误' },
  kind: { immediate: '立行立改', dated: '限期', continuing: '持续推进', longTerm: '长期坚持' },
  question: {
    deadline: '时限“{text}”请定为哪一天：{why}',
    unit: '单位名录中没有“{text}”，是哪个单位',
    person: '人员名录中没有“{text}”，是谁',
    leadUnits: '“{text}”写了 {count} 个单位，暂以“{first}”牵头、其余参与，是否妥当',
    handlers: '“{text}”写了 {count} 个人，暂以“{first}”为责任人，是否妥当',
    sharedMeasure: '“{text}”与第 {row} 行（{sheet}）的措施相同而问题不同：是共用一条，还是各办各的',
    pastDay: '状态为“{text}”，但没有写日期，是哪一天',
  },
  dayBeforeIssue: '下达前须有日期（或改为长期坚持）',
  option: {
    known: '名录中已有',
    newUnit: '新单位，照此列入名录',
    newPerson: '照此列入名录，暂无邮箱',
    leads: '由它牵头',
    handles: '由其负责',
    shared: '共用一条',
    separate: '各办各的',
    longTerm: '长期坚持，不设完成日期',
    continuing: '持续推进',
    immediate: '立行立改',
  },
};
