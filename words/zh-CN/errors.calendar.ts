/** What the calendar's refusals say; the codes stand in `domain/errors.ts`. */
export const calendarErrors = {
  'unknown-zone': '不认识的时区“{zone}”，请填写如 Asia/Shanghai 的时区名。',
  'calendar-needs-person': '有 {count} 个专项要重新排期，须由人确认：加 --confirm --as 整改办人员',
  'calendar-not-confirmed': '有 {count} 条措施的日期会变动，尚未载入。核对后加 --confirm --as 整改办人员',
  'policy-needs-person': '有 {count} 条措施要重新排期，换规则须由人确认：加 --confirm --as 整改办人员',
  'policy-not-confirmed': '有 {count} 条措施的提醒会变动，规则尚未更换。核对后加 --confirm --as 整改办人员',
  'calendar-notice-invalid':
    '放假通知第 {line} 行“{field}”不符合要求：应写 year（四位年份）、source（来源）、off（放假日期：名称）和 work（调休上班日期：名称），日期须真实存在、属于该年，且不得既放假又上班。',
};
