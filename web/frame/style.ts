import { createHash } from 'node:crypto';
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

/** The one stylesheet: the look of PAGES.md by hand, no font or picture fetched, for Chromium 86 and newer. */
export const style = `
* { box-sizing: border-box; }
body { margin: 0; background: #FFFFFF; color: #1D2733; font: 16px/1.7 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif; line-break: strict; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
header, main, .band { margin: 0; padding: 4px max(16px, calc((100% - 1200px) / 2)); }
header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 0 16px; border-bottom: 2px solid #B01217; }
header p { margin: 0; }
header a { color: #1D2733; text-decoration: none; display: inline-block; padding: 8px 0; }
header nav { display: flex; gap: 16px; }
header nav a { min-width: 44px; text-align: center; }
main { padding-bottom: 48px; }
.band { padding-top: 2px; padding-bottom: 2px; }
h1 { font-size: 22px; line-height: 1.35; margin: 12px 0 4px; }
h2 { font-size: 17px; line-height: 1.35; margin: 28px 0 8px; }
p { margin: 6px 0; }
a { color: #0B5CAD; }
:focus-visible { outline: 2px solid #0B5CAD; outline-offset: 2px; }
.note, .quiet, .as-of, dt { color: #4A5560; }
.as-of { margin-left: 16px; white-space: nowrap; }
.band { background: #FFF0C2; color: #7A4E00; }
.quiet { display: block; text-decoration: none; }
.lead { max-width: 40em; }
.answer { font-size: 18px; }
.nobr { white-space: nowrap; }

.light { display: inline-block; padding: 1px 8px; border-radius: 4px; font-size: 14px; line-height: 1.6; white-space: nowrap; text-decoration: none; }
${lights.join('\n')}
${['closed', 'draft', 'suspended', 'withdrawn'].map((light) => `.light.${light}`).join(', ')} { padding-left: 0; }
.counters { display: flex; flex-wrap: wrap; gap: 8px; margin: 10px 0 4px; }
.counters a { min-height: 44px; padding: 8px 12px !important; font-size: 16px; border: 1px solid #C9D1D9; }
.counters [aria-current] { outline: 2px solid #1D2733; outline-offset: 1px; }
.past a { display: inline-block; padding: 8px 0; }

form { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin: 8px 0; }
label { color: #4A5560; }
.more { display: none; }
input, select, button, .button { font: inherit; font-size: 16px; color: #1D2733; background: #FFFFFF; height: 44px; padding: 0 10px; border: 1px solid #8A949E; border-radius: 4px; max-width: 100%; }
input { flex: 1 1 200px; min-width: 0; }
select { max-width: 10em; }
button, .button { background: #0B5CAD; color: #FFFFFF; border-color: #0B5CAD; padding: 0 16px; }
.button { display: inline-block; line-height: 42px; text-decoration: none; }

table { width: 100%; border-collapse: collapse; font-size: 14px; line-height: 1.5; }
caption { text-align: left; padding: 8px 0; font-size: 14px; color: #4A5560; }
th, td { text-align: left; vertical-align: top; padding: 10px 12px 10px 0; border-bottom: 1px solid #E3E7EB; }
thead th { white-space: nowrap; color: #4A5560; font-weight: normal; border-bottom: 1px solid #8A949E; }
td a { font-size: 16px; }
tr.done td, tr.done a { color: #4A5560; }
.number, .date { white-space: nowrap; }

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
.unit { fill: #0B5CAD; } .unitPrincipal { fill: #3A6EA5; } .findingLead { fill: #1F7A8C; } .officeCheck { fill: #7A5AA8; }
.leader { fill: #7A4E00; } .office { fill: #5B3A8C; } .higherLevel { fill: #4A5560; }
.legend { list-style: none; padding: 0; margin: 8px 0 0; display: flex; flex-wrap: wrap; gap: 4px 20px; font-size: 14px; }

.steps { list-style: none; margin: 0; padding: 0; }
.steps > li { display: grid; grid-template-columns: 11em 1fr; gap: 0 16px; padding: 8px 0; border-bottom: 1px solid #E3E7EB; }
.steps time { white-space: nowrap; color: #4A5560; }
.steps .who { color: #4A5560; font-size: 14px; }
.steps ul { list-style: none; margin: 4px 0 0; padding: 0; font-size: 14px; color: #4A5560; }
.tabs, .paging { display: flex; flex-wrap: wrap; gap: 4px 20px; align-items: center; }
.tabs a, .paging a { padding: 9px 0; min-width: 32px; }
.tabs [aria-current] { color: #1D2733; font-weight: bold; text-decoration: none; }

iframe { width: 100%; height: 70vh; min-height: 360px; border: 1px solid #C9D1D9; background: #FFFFFF; }
pre { white-space: pre-wrap; font: inherit; font-size: 15px; background: #F5F7F9; padding: 12px; margin: 0; }

@media (max-width: 640px) {
  h1 { font-size: 20px; }
  .as-of { display: block; margin: 0; }
  thead { display: none; }
  tr { display: block; padding: 10px 0; border-bottom: 1px solid #E3E7EB; }
  td { display: block; padding: 0; border: 0; }
  td[data-label]::before { content: attr(data-label) " "; color: #4A5560; }
  td:empty, td.none { display: none; }
  form input[name] { flex: 1 1 100%; }
  form select { flex: 1 1 45%; max-width: none; min-width: 0; }
  .more { display: block; flex: none; width: 20px; }
  label.more { flex: 1; width: auto; line-height: 44px; }
  input.more:not(:checked) ~ select { display: none; }
  header nav { gap: 4px; }
  .as-of, header nav { font-size: 14px; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 8px; }
  .steps > li { grid-template-columns: 1fr; }
  .why summary { padding: 9px 0; margin: -9px 0; }
  .counters a { font-size: 15px; padding: 9px 8px; }
}
@media print {
  header nav, form, .paging, .tabs { display: none; }
  body, .note, td, th, a { color: #000000; }
  a { text-decoration: none; }
  thead { display: table-header-group; }
  tr, li { break-inside: avoid; }
  .light { background: none; color: #000000; }
  ${printed.join('\n  ')}
}
`;

/** Where it is; another one has another address, so that it may be kept for ever. */
export const stylePath = `/style.css?v=${createHash('sha256').update(style).digest('hex').slice(0, 8)}`;
