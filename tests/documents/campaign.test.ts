import { expect, test } from 'vitest';
import { CampaignFileError, readCampaignFile } from '../../documents/in/campaign.ts';

const sound = `id: qinghe-2024
name: 青禾区委巡察整改
feedbackOn: 2024-03-28
office:
  name: 整改办
  replyTo: zgb@example.com
`;

function problems(text: string) {
  try {
    readCampaignFile(text);
  } catch (error) {
    if (error instanceof CampaignFileError)
      return error.problems.map(({ line, field, code }) => `${line} ${field} ${code}`);
    throw error;
  }
  return [];
}

test('what is not said has its default', () => {
  expect(readCampaignFile(sound)).toEqual({
    id: 'qinghe-2024',
    name: '青禾区委巡察整改',
    feedbackOn: '2024-03-28',
    concentratedMonths: 3,
    zone: 'Asia/Shanghai',
    language: 'zh-CN',
    office: { name: '整改办', replyTo: 'zgb@example.com' },
  });
});

test('a policy is passed on as it stands, a name or a part', () => {
  expect(readCampaignFile(`${sound}policy: strict\n`).policy).toBe('strict');
  expect(readCampaignFile(`${sound}policy:\n  immediateDays: 20\n`).policy).toEqual({ immediateDays: 20 });
});

test('how much mails may say is one level, or one for all and others for findings', () => {
  expect(readCampaignFile(`${sound}secrecy: number\n`).secrecy).toEqual({ level: 'number' });
  const written = `${sound}secrecy:\n  findings: { f-3: bare }\n`;
  expect(readCampaignFile(written).secrecy).toEqual({ findings: { 'f-3': 'bare' } });
  expect(problems(`${sound}secrecy: secret\n`)).toEqual(['7 secrecy field-wrong']);
});

test.each([
  ['feedbackOn: 2024-02-30', 'feedbackOn: 2024-03-28', '3 feedbackOn field-wrong'],
  ['replyTo: a@x.test, b@x.test', 'replyTo: zgb@example.com', '6 office.replyTo field-wrong'],
  ['id: 青禾', 'id: qinghe-2024', '1 id field-wrong'],
  ['name:\n', 'name: 青禾区委巡察整改\n', '2 name field-wrong'],
  ['  nickname: 整改办', '  name: 整改办', '5 office.nickname field-unknown'],
])('%s is said with its line', (wrong, right, problem) => {
  expect(problems(sound.replace(right, wrong))).toContain(problem);
});

test('a zone, a language or a period that there is not is wrong', () => {
  expect(problems(`${sound}zone: Asia/Qinghe\nlanguage: zh-TW\nconcentratedMonths: 2.5\n`)).toEqual([
    '9 concentratedMonths field-wrong',
    '7 zone field-wrong',
    '8 language field-wrong',
  ]);
});

test('everything that is missing is said at once', () => {
  expect(problems('id: qinghe-2024\n')).toEqual([
    '1 name field-missing',
    '1 feedbackOn field-missing',
    '1 office field-missing',
  ]);
  expect(problems('')).not.toEqual([]);
});

test('broken YAML is said with its line', () => {
  expect(problems(`${sound}zone: [Asia\n`)[0]).toMatch(/^[78] {2}yaml-invalid$/);
  expect(problems(`${sound}id: twice\n`)).toEqual(['7  yaml-invalid']);
});
