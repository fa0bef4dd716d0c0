/**
 * The units and leaders a rehearsal is played with: posts every district has, never people's names.
 * `leader` is the index of the leader in charge.
 */
export const dealtUnits = [
  { name: '区委办公室', short: '区委办', leader: 1 },
  { name: '区纪委监委', short: '区纪委', leader: 3 },
  { name: '区委组织部', short: '组织部', leader: 4 },
  { name: '区委宣传部', short: '宣传部', leader: 5 },
  { name: '区委政法委', short: '政法委', leader: 1 },
  { name: '区发展和改革委员会', short: '区发改委', leader: 2 },
  { name: '区教育局', short: '教育局', leader: 7 },
  { name: '区工业和信息化局', short: '区工信局', leader: 2 },
  { name: '区民政局', short: '民政局', leader: 7 },
  { name: '区财政局', short: '财政局', leader: 2 },
  { name: '区人力资源和社会保障局', short: '区人社局', leader: 7 },
  { name: '区自然资源和规划局', short: '区资规局', leader: 6 },
  { name: '区住房和城乡建设局', short: '区住建局', leader: 6 },
  { name: '区交通运输局', short: '区交通局', leader: 6 },
  { name: '区水务局', short: '水务局', leader: 6 },
  { name: '区农业农村局', short: '农业农村局', leader: 1 },
  { name: '区卫生健康委员会', short: '区卫健委', leader: 7 },
  { name: '区应急管理局', short: '应急局', leader: 2 },
] as const;

/** The secretary first, then the leaders in charge; `heads` is the unit a leader heads himself. */
export const dealtLeaders: { title: string; heads?: string }[] = [
  { title: '区委书记' },
  { title: '区委副书记' },
  { title: '常务副区长' },
  { title: '区纪委书记' },
  { title: '区委组织部部长', heads: '区委组织部' },
  { title: '区委宣传部部长' },
  { title: '分管副区长一' },
  { title: '分管副区长二' },
];

/** What a rehearsal must meet at least once: a vacant post, a person on leave, a person without an address. */
export const dealtCases = { vacantPrincipal: '区水务局', principalOnLeave: '区交通运输局', noAddress: '区民政局' };

export const dealtPosts = {
  office: ['整改办主任', '整改办专员'],
  supervision: '监督检查室主任',
  leadingGroup: '领导小组副组长',
  principal: '主要负责人',
  deputy: '副职负责人',
  liaison: '联络员',
  handler: '经办人',
  milestones: ['形成方案', '完成过半'],
};
