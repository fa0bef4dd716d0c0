import type { CastWords } from '../cast.ts';

export const castWords: CastWords = {
  progress: [
    '已完成摸底，正按方案推进',
    '已整改过半，余下点位正在施工',
    '制度初稿已征求意见',
    '已组织自查，发现的问题正在逐项处理',
  ],
  next: ['下月完成现场复核', '月底前形成工作报告', '组织培训后全面推开', '按倒排计划继续推进'],
  standing: '等待上级批复',
  evidence: '整改佐证材料.pdf',
  noEvidence: '事项为会议落实，见会议纪要编号',
  extension: '采购公告期未满，需顺延',
  refused: '理由不充分，请按原时限完成',
  returned: '佐证材料不完整，请补充后再报',
  decision: '领导小组会议纪要〔演练〕第3号',
  notMine: '职责已划转，请另行指定牵头单位',
  reassigned: '按职责调整',
  newLimit: '重新明确完成时限，仍按原时限计逾期',
  method: '查阅台账并现场走访',
  rebound: '现场发现问题反复',
  suspended: '等待上级政策明确',
  withdrawn: '事项已并入其他措施',
  converted: '需长期坚持，经研究调整',
  approver: '领导小组办公室主任',
  document: '区委办〔演练〕1号',
  approvers: ['区委常委会'],
};
