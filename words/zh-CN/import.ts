/** 导入清单：哪一行变了什么，哪些要人定。 */
export const importWords = {
  /** 清单与台账不一致、须由人定的。 */
  ask: {
    conflict: '“{no}”的{field}：台账中已改为“{old}”，清单写“{new}”。以哪个为准？',
    moved: '“{no}”在清单中移到了问题“{new}”名下。措施不能换问题：请给它新的编号，或保留原处。',
    settled: '“{no}”已销号或撤销，清单把{field}改为“{new}”。已办结的不再改动。',
    refused: '“{no}”的{field}改为“{new}”：{why}',
  },
  choice: { keep: '保留台账现状', take: '以清单为准' },
  change: '{field}“{old}”→“{new}”',
  none: '空',
  yes: '是',
  no: '否',
  field: {
    finding: '所属问题',
    no: '序号',
    title: '标题',
    text: '整改措施',
    kind: '类型',
    leaders: '牵头领导',
    leadUnit: '牵头单位',
    participants: '参与单位',
    handler: '责任人',
    publish: '是否公开',
    effectDue: '取得明显成效时限',
    doneDue: '整改落实到位时限',
    milestones: '节点',
    history: '整改状态',
    category: '所属方面',
  },
  kind: { immediate: '立行立改', dated: '限期', continuing: '持续推进', longTerm: '长期坚持' },
};
