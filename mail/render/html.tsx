import type { Language } from '../../words/language.ts';
import type { Line, Outline } from './outline.ts';

// Unquoted: quotes would be escaped in every attribute they stand in.
const fonts = 'Microsoft YaHei,PingFang SC,Noto Sans CJK SC,Source Han Sans SC,WenQuanYi Micro Hei,Arial,sans-serif';
const ink = '#1D2733';
const quiet = '#4A5560';
const paper = '#FFFFFF';
const blue = '#0B5CAD';
const cell = `background-color:${paper};color:${ink};`;
const text = `${cell}font-size:16px;line-height:1.7;`;
const small = `background-color:${paper};color:${quiet};font-size:14px;line-height:1.6;`;
const wrap = 'overflow-wrap:anywhere;word-break:break-word;';

/**
 * The HTML part: one column of tables with inline style, no picture, nothing that must be fetched. Every coloured cell
 * sets ground and ink, because readers that invert for the dark change only what is not set (PAGES.md, section 3).
 */
export function htmlOf(outline: Outline, language: Language): string {
  return `<!DOCTYPE html>${<Page outline={outline} language={language} />}`;
}

function Page({ outline, language }: { outline: Outline; language: Language }) {
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>{outline.subject}</title>
        <style>{`td,a{font-family:${fonts}}`}</style>
      </head>
      <body style={`margin:0;padding:0;${cell}font-family:${fonts};`}>
        <div style="display:none;max-height:0;overflow:hidden;mso-hide:all;">{outline.first}</div>
        <table {...bare} width="100%" bgcolor={paper}>
          <tr>
            <td align="center" bgcolor={paper} style={`${cell}font-family:${fonts};padding:12px;`}>
              <table {...bare} width="100%" style="max-width:600px;">
                <Content outline={outline} />
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html>
  );
}

const bare = { role: 'presentation', cellpadding: '0', cellspacing: '0', border: 0 };

function Content({ outline }: { outline: Outline }) {
  const { sections, figures, action } = outline;
  return (
    <>
      {outline.rehearsal && (
        <Row style={`${text}border:1px solid ${ink};padding:4px 8px;font-weight:bold;`}>{outline.rehearsal}</Row>
      )}
      <Row style={`${small}border-bottom:2px solid #B01217;padding:8px 0;`}>
        {outline.sender}
        <br />
        {outline.date}
      </Row>
      <Row style={`${text}padding:16px 0 4px;font-size:18px;font-weight:bold;`}>{outline.first}</Row>
      {sections.map(({ heading, lines }, index) => (
        <>
          {figures?.after === index && <Figures lines={figures.lines} />}
          <Heading>{heading}</Heading>
          {lines.map((line) => (
            <Item line={line} />
          ))}
        </>
      ))}
      {figures?.after === sections.length && <Figures lines={figures.lines} />}
      {outline.notes.map((note) => (
        <Row style={`${text}padding:12px 0 0;`}>{note}</Row>
      ))}
      {action && <Action action={action} />}
      <Row style={`${small}border-top:1px solid #C9D1D9;padding:12px 0;${wrap}`}>
        {outline.foot.map((line) => (
          <>
            {line}
            <br />
          </>
        ))}
      </Row>
    </>
  );
}

function Row({ style, children }: { style: string; children?: unknown }) {
  return (
    <tr>
      <td bgcolor={paper} style={style}>
        {children}
      </td>
    </tr>
  );
}

function Heading({ children }: { children?: unknown }) {
  return <Row style={`${text}padding:16px 0 4px;font-weight:bold;`}>{children}</Row>;
}

function Figures({ lines }: { lines: string[] }) {
  return lines.map((line) => <Row style={`${text}padding:8px 0 0;`}>{line}</Row>);
}

function Item({ line }: { line: Line }) {
  return (
    <tr>
      <td bgcolor={paper} style={`${cell}padding:6px 0;border-top:1px solid #E3E7EB;`}>
        <table {...bare} width="100%">
          <tr>
            {line.light && (
              <td width="88" valign="top" bgcolor={paper} style={`${cell}width:88px;`}>
                <Light light={line.light} />
              </td>
            )}
            <td valign="top" bgcolor={paper} style={`${text}${wrap}padding:0 0 0 ${line.light ? 10 : 0}px;`}>
              {line.head && (
                <>
                  <b>{line.head}</b>
                  <br />
                </>
              )}
              {line.sentence}
              {line.notes.length > 0 && <div style={small}>{line.notes.join(' ')}</div>}
            </td>
          </tr>
        </table>
      </td>
    </tr>
  );
}

function Light({ light: { label, face } }: { light: NonNullable<Line['light']> }) {
  const colours = `background-color:${face.ground};color:${face.ink};`;
  return (
    <table {...bare} width="88">
      <tr>
        <td align="center" bgcolor={face.ground} style={`${colours}font-size:14px;line-height:1.6;padding:3px 0;`}>
          {label}
        </td>
      </tr>
    </table>
  );
}

function Action({ action }: { action: NonNullable<Outline['action']> }) {
  return (
    <>
      <Heading>{action.heading}</Heading>
      <Row style={`${text}padding:0 0 12px;`}>{action.note}</Row>
      <tr>
        <td bgcolor={paper} style={cell}>
          <table {...bare}>
            <tr>
              <td bgcolor={blue} align="center" style={`background-color:${blue};color:${paper};padding:10px 24px;`}>
                <a href={action.link} style={`color:${paper};font-size:16px;line-height:24px;text-decoration:none;`}>
                  {action.button}
                </a>
              </td>
            </tr>
          </table>
        </td>
      </tr>
      <Row style={`${small}padding:8px 0 16px;word-break:break-all;`}>
        <a href={action.link} style={`color:${blue};`}>
          {action.link}
        </a>
      </Row>
    </>
  );
}
