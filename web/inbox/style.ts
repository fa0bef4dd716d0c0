/** The inbox's stylesheet: the look of PAGES.md in a few lines, no font or picture fetched. */
export const style = `
* { box-sizing: border-box; }
body { margin: 0; background: #FFFFFF; color: #1D2733; font: 16px/1.7 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif; line-break: strict; overflow-wrap: anywhere; }
header, main { max-width: 960px; margin: 0 auto; padding: 12px 16px; }
header { display: flex; justify-content: space-between; border-bottom: 2px solid #B01217; }
header a { color: #1D2733; text-decoration: none; padding: 8px 0; }
h1 { font-size: 22px; line-height: 1.35; margin: 8px 0; }
h2 { font-size: 17px; line-height: 1.35; margin: 24px 0 8px; }
a { color: #0B5CAD; }
.note, .quiet, dt { color: #4A5560; }
form { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin: 16px 0; }
input, button { font: inherit; min-height: 44px; padding: 0 12px; border: 1px solid #8A949E; border-radius: 4px; }
input { flex: 1 1 200px; min-width: 0; }
button { background: #0B5CAD; color: #FFFFFF; border-color: #0B5CAD; }
table { width: 100%; border-collapse: collapse; font-size: 14px; line-height: 1.5; }
th, td { text-align: left; vertical-align: top; padding: 10px 8px 10px 0; border-bottom: 1px solid #E3E7EB; }
td:first-child a { font-size: 16px; }
.quiet { display: block; text-decoration: none; }
.date { font-variant-numeric: tabular-nums; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 8px 0; }
dd { margin: 0; }
iframe { width: 100%; height: 70vh; min-height: 360px; border: 1px solid #C9D1D9; background: #FFFFFF; }
pre { white-space: pre-wrap; font: inherit; font-size: 15px; background: #F5F7F9; padding: 12px; margin: 0; }
summary { padding: 10px 0; min-height: 44px; cursor: pointer; }
nav { display: flex; gap: 16px; align-items: center; padding: 12px 0; }
nav a { padding: 10px 0; }
@media (max-width: 600px) {
  thead { display: none; }
  tr { display: block; padding: 10px 0; border-bottom: 1px solid #E3E7EB; }
  td { display: block; padding: 0; border: 0; }
}
`;
