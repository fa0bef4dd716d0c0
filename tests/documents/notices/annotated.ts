/**
 * A made-up notice with its reading written beside it, before any parser saw it: each line opens with what a careful
 * reader makes of it. `S` a section, `F` a finding's heading, `M` a measure, `L` a measure
 * whose finding has lost its heading, `+` more of the measure above, `.` none of these.
 */
export type Annotated = { text: string; sections: number[]; findings: number[]; measures: number[]; more: number[] };

export function annotated(source: string): Annotated {
  const lines = source.replace(/^\n|\n$/g, '').split('\n');
  const at = (signs: string) => lines.flatMap((line, i) => (signs.includes(line[0]!) ? [i + 1] : []));
  return {
    text: lines.map((line) => line.slice(2)).join('\n'),
    ...{ sections: at('S'), findings: at('FL'), measures: at('ML'), more: at('+') },
  };
}
