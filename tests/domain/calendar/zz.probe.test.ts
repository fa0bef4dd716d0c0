import { test } from 'vitest';
import { chineseCalendar } from '/work/main/activities/calendar/chineseCalendar.ts';
import { readDeadline } from '/work/main/domain/calendar/deadline/readDeadline.ts';
import { sayDeadline } from '/work/main/words/deadline.ts';
import { readFileSync } from 'node:fs';
test('probe', () => {
  const calendar = chineseCalendar();
  for (const line of readFileSync('/tmp/probe.txt', 'utf8').split('\n').filter(Boolean)) {
    const [on, feedback, text] = line.split('|') as [string, string, string];
    const r = readDeadline(text, { on, feedback: feedback || undefined, calendar, say: sayDeadline('zh-CN') });
    console.log(`${on} ${text}\n    → ${r.kind} due=${r.due} start=${r.start} ${r.rule} ${r.provisional ? 'PROV ' : ''}| ${r.why} | ${r.readings.map((x) => `${x.due}:${x.rule}`).join(' ')}`);
  }
  let t = performance.now(); for (let i = 0; i < 2000; i++) readDeadline('2024年6月底前取得明显成效，12月底前整改到位', { on: '2024-03-01', calendar }); console.log('per phrase µs', (performance.now() - t) / 2);
});
