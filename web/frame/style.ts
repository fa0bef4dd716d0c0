import { type LightFace, lightFaces } from '../../words/lights.ts';

const border: Record<LightFace['print'], string> = {
  none: '0',
  thin: '1px solid',
  dashed: '1px dashed',
  dotted: '1px dotted',
  bold: '2px solid',
  left: '0 solid; border-left-width: 4px',
};

const lights = Object.entries(lightFaces).map(
  ([light, { ink, ground }]) => `.light.${light} { color: ${ink}; background: ${ground}; }`,
);
const printed = Object.entries(lightFaces).map(([light, { print }]) => `.light.${light} { border: ${border[print]}; }`);

/**
 * What Bootstrap lacks or says otherwise: the office's own paper (PAGES.md, Look), the lights, the bars. No font or picture
 * is fetched; for Chromium 86 and newer.
 */
export const style = `
:root { --bs-body-font-family: "Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif; --bs-body-line-height: 1.7; --bs-body-color: #1D2733; --bs-link-color: #0B5CAD; --bs-link-color-rgb: 11,92,173; --bs-link-hover-color-rgb: 8,66,125; --bs-border-color: #C9D1D9; --bs-danger: #A61B1B; }
body { line-break: strict; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
header { border-bottom: 2px solid #B01217; gap: 0 16px; min-height: 48px; }
header a { color: #1D2733; text-decoration: none; display: inline-block; padding: 9px 0; }
header nav { gap: 0 20px; }
main { padding-top: 4px; padding-bottom: 48px; }
.band { padding-top: 2px; padding-bottom: 2px; margin: 0; background: #FFF0C2; color: #7A4E00; }
h1, h2 { font-weight: 600; }
h1 { font-size: 22px; line-height: 1.35; margin: 12px 0 4px; }
h2 { font-size: 17px; line-height: 1.35; margin: 28px 0 8px; }
p { margin: 6px 0; }
:focus-visible { outline: 2px solid #0B5CAD; outline-offset: 2px; }
.note, .quiet, .as-of, dt { color: #4A5560; font-weight: normal; }
.as-of { margin-left: 16px; white-space: nowrap; }
.quiet { display: block; text-decoration: none; }
.lead { max-width: 40em; font-size: 16px; font-weight: normal; }
.answer { font-size: 18px; }
.nobr, .number, .date { white-space: nowrap; }
.btn { --bs-btn-padding-y: 8px; --bs-btn-padding-x: 16px; min-height: 44px; }
.btn-primary { --bs-btn-bg: #0B5CAD; --bs-btn-border-color: #0B5CAD; --bs-btn-hover-bg: #084A8C; --bs-btn-hover-border-color: #084A8C; }
.btn-outline-primary { --bs-btn-color: #0B5CAD; --bs-btn-border-color: #0B5CAD; --bs-btn-hover-bg: #0B5CAD; }
.form-control, .form-select { min-height: 44px; border-color: #8A949E; }
.form-check-input { border-color: #4A5560; }
.narrow { max-width: 24em; display: grid; gap: 8px; margin: 12px 0; }
.sign-out { display: flex; align-items: center; gap: 4px; }
.qr svg { width: 220px; height: 220px; }

.light { display: inline-block; padding: 1px 8px; border-radius: 4px; font-size: 14px; line-height: 1.6; white-space: nowrap; text-decoration: none; }
${lights.join('\n')}
${['closed', 'draft', 'suspended', 'withdrawn'].map((light) => `.light.${light}`).join(', ')} { padding-left: 0; }
.counters { display: flex; flex-wrap: wrap; gap: 8px; margin: 10px 0 4px; }
.counters a { min-height: 44px; padding: 8px 12px !important; font-size: 16px; border: 1px solid #C9D1D9; }
.counters [aria-current] { outline: 2px solid #1D2733; outline-offset: 1px; }
.past a { display: inline-block; padding: 8px 0; }
.filters { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin: 8px 0; }
.filters .form-control { flex: 1 1 200px; width: auto; min-width: 0; }
.filters .form-select { width: auto; max-width: 8.6em; }
.filters [type="date"] { flex: none; }
.more { display: none; }

.table { font-size: 14px; line-height: 1.5; --bs-table-bg: transparent; }
.table th { color: #4A5560; font-weight: normal; white-space: nowrap; }
.table > :not(caption) > * > * { padding: 10px 12px 10px 0; }
.table a { font-size: 16px; }
tr.done td, tr.done a { color: #4A5560; }

dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 12px 0; }
dd { margin: 0; }
details { display: inline-block; max-width: 40em; }
details[open] { display: block; }
summary { color: #0B5CAD; cursor: pointer; padding: 10px 0; }
.why summary { list-style: none; padding: 0; font-size: 14px; }
.why summary::-webkit-details-marker { display: none; }
figure { margin: 12px 0; }
figcaption { margin-bottom: 6px; }
svg { display: block; }
svg.key { display: inline-block; vertical-align: -1px; margin-right: 6px; }
.bar rect { stroke: #FFFFFF; }
.bar text { fill: #FFFFFF; font-size: 13px; }
.unit { fill: #0B5CAD; } .unitPrincipal { fill: #3A6EA5; } .findingLead { fill: #1F7A8C; } .team { fill: #4F7A28; } .officeCheck { fill: #7A5AA8; }
.leader { fill: #7A4E00; } .office { fill: #5B3A8C; } .higherLevel { fill: #4A5560; }
.legend { list-style: none; padding: 0; margin: 8px 0 0; display: flex; flex-wrap: wrap; gap: 4px 20px; font-size: 14px; }
.steps { list-style: none; margin: 0; padding: 0; }
.steps > li { display: grid; grid-template-columns: 11em 1fr; gap: 0 16px; padding: 8px 0; border-bottom: 1px solid #E3E7EB; }
.steps time { white-space: nowrap; color: #4A5560; }
.steps .who, .steps ul { color: #4A5560; font-size: 14px; }
.steps ul { list-style: none; margin: 4px 0 0; padding: 0; }
.tabs, .paging { display: flex; flex-wrap: wrap; gap: 4px 20px; align-items: center; }
.tabs a, .paging a { padding: 9px 0; min-width: 32px; }
.tabs [aria-current] { color: #1D2733; font-weight: bold; text-decoration: none; }
iframe { width: 100%; height: 70vh; min-height: 360px; border: 1px solid #C9D1D9; background: #FFFFFF; }
pre { white-space: pre-wrap; font: inherit; font-size: 15px; background: #F5F7F9; padding: 12px; margin: 0; }
.item { border-top: 1px solid #8A949E; padding: 12px 0; margin: 0; }
.item legend { font-size: 17px; margin: 0; float: none; }
.item { scroll-margin-bottom: 80px; }
.pick { margin: 14px 4px 0 0; width: 20px; height: 20px; float: none; vertical-align: top; }
.pick-label { padding: 9px 16px 9px 0; cursor: pointer; }
.item > .fields, .item > .evidence, .item [class*="only-"] { display: none; }
${['progress', 'none', 'done', 'extend', 'consult', 'notMine'].map((one) => `.pick-${one}:checked ~ .fields.for-${one}`).join(', ')} { display: grid; }
.pick-progress:checked ~ .evidence, .pick-done:checked ~ .evidence { display: block; }
${['progress', 'none', 'done', 'extend', 'consult', 'notMine'].map((one) => `.pick-${one}:checked ~ .fields .only-${one}`).join(', ')} { display: inline; }
.upload { display: flex; flex-wrap: wrap; gap: 8px; }
.upload .form-control { width: auto; flex: 1 1 200px; min-width: 0; }
.evidence.over { outline: 2px dashed #0B5CAD; }
.written { white-space: pre-wrap; }
.act-row { display: flex; flex-wrap: wrap; gap: 8px; align-items: flex-start; }
.act-row .narrow { margin: 0; }
.act-row details[open] { flex: 1 1 100%; }
.act-row details[open] > .narrow { margin: 8px 0; }
summary.btn { padding: 8px 16px; list-style: none; }
summary.btn::-webkit-details-marker { display: none; }
summary.btn-primary { color: #FFFFFF; }
.acts { margin: 12px 0; }
.desk { padding-left: 1.4em; margin: 8px 0; }
.desk > li { padding: 12px 0; border-top: 1px solid #C9D1D9; }
.choice { display: block; padding: 8px 0; cursor: pointer; }
.choice input { width: 20px; height: 20px; vertical-align: -4px; margin-right: 6px; }
.scan { max-width: 100%; height: auto; border: 1px solid #C9D1D9; }
.print-only { display: none; }
.chart { width: 100%; max-width: 860px; height: auto; }
.chart text { font-size: 12px; fill: #4A5560; }
.chart .grid { stroke: #E3E7EB; } .chart .today { stroke: #8A949E; stroke-dasharray: 2 3; }
.chart path { fill: none; stroke: #0B5CAD; stroke-width: 2.5; } .chart .planned { stroke: #1D2733; stroke-width: 1.5; stroke-dasharray: 6 4; } .chart .late { stroke: #A61B1B; }
.player { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
.player .form-control { width: auto; }
progress { width: 100%; height: 14px; }
.heats { display: flex; flex-wrap: wrap; gap: 8px 32px; }
.heat caption { caption-side: top; color: #1D2733; padding: 4px 0; }
.heat th { font-weight: normal; color: #4A5560; font-size: 13px; padding: 2px 6px 2px 0; text-align: center; white-space: nowrap; }
.heat td { width: 34px; height: 30px; text-align: center; font-size: 13px; border: 1px solid #E3E7EB; }
.heat small { display: block; font-size: 10px; line-height: 1; }
.h1 { background: #E3EDF9; } .h2 { background: #B9D3F0; } .h3 { background: #7FAEDF; } .h4 { background: #1A4F8B; color: #FFFFFF; }
.wide { overflow-x: auto; }
.pick-row input { width: 20px; height: 20px; }
.today { font-size: 18px; }
.heat .busiest { outline: 3px solid #A61B1B; font-weight: bold; }
.rungs { columns: 20em auto; padding-left: 1.4em; }
legend { font-size: 16px; }
.fields { display: grid; gap: 8px 16px; grid-template-columns: repeat(auto-fit, minmax(240px, 1fr)); }
.alert-info { --bs-alert-bg: #E3EDF9; --bs-alert-border-color: #B9D3F0; --bs-alert-color: #1D2733; }
.form-label { margin: 4px 0 2px; }
.saved { position: sticky; bottom: 0; z-index: 1; background: #FFFFFF; border-top: 1px solid #8A949E; padding: 8px 0; display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; }

.paper { max-width: 156mm; padding: 16px 0; font-family: "FangSong_GB2312","FangSong","仿宋","STFangsong",serif; font-size: 21px; line-height: 1.75; }
.paper h2 { font: 400 29px/1.5 "FZXiaoBiaoSong-B05S","STZhongsong",serif; text-align: center; margin: 0 0 8px; }
.paper h3 { font: 400 21px/1.75 "SimHei","黑体","Noto Sans CJK SC",sans-serif; margin: 12px 0 0; }
.paper p { text-indent: 2em; margin: 0; }
.paper .paper-day { text-align: center; text-indent: 0; }
.paper ol { padding-left: 1.6em; }

@media (max-width: 640px) {
  .paper { font-size: 18px; }
  h1 { font-size: 20px; }
  .as-of { display: block; margin: 0; }
  thead { display: none; }
  .table tr { display: block; padding: 10px 0; border-bottom: 1px solid #E3E7EB; }
  .table td { display: block; padding: 0 !important; border: 0; }
  td[data-label]::before { content: attr(data-label) " "; color: #4A5560; }
  td:empty, td.none { display: none !important; }
  .filters .form-control { flex: 1 1 100%; }
  .filters .form-select { flex: 1 1 45%; max-width: none; min-width: 0; }
  .more { display: block; flex: none; width: 20px; }
  label.more { flex: 1; width: auto; line-height: 44px; }
  input.more:not(:checked) ~ select { display: none; }
  .as-of, header nav { font-size: 14px; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 8px; }
  .steps > li { grid-template-columns: 1fr; }
  .why summary { padding: 9px 0; margin: -9px 0; }
  .item > .pick { float: left; clear: left; }
  .item > .pick-label { display: block; margin-left: 28px; }
  .counters a { font-size: 15px; padding: 9px 8px !important; }
}
@page across { size: A4 landscape; margin: 12mm; }
@media print {
  header nav, form:not(.print-form), .paging, .tabs, .no-print { display: none !important; }
  .paper { max-width: none; font-size: 16pt; line-height: 28pt; padding: 0; }
  .print-only { display: block; white-space: pre; }
  body, .note, td, th, a { color: #000000; }
  a { text-decoration: none; }
  thead { display: table-header-group; }
  .across { page: across; }
  tr, li { break-inside: avoid; }
  .light.light { background: none; color: #000000; }
  ${printed.join('\n  ')}
}
`;
