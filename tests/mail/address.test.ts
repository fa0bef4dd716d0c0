import { expect, test } from 'vitest';
import { strictAddress } from '../../domain/plan/address.ts';

test.each([
  ['office@qinghe.gov.cn', 'office@qinghe.gov.cn'],
  ['first.last+tag@QingHe.GOV.cn', 'first.last+tag@qinghe.gov.cn'],
  ['zgb@整改办.中国', 'zgb@xn--wfrv64bbf.xn--fiqs8s'],
])('%s is one address', (text, address) => {
  expect(strictAddress(text)).toBe(address);
});

test.each([
  'a@x.test, evil@y.test',
  'a@x.test;evil@y.test',
  '整改办 <a@x.test>',
  '<a@x.test>',
  'a@x.test\r\nBcc: evil@y.test',
  'a@x.test\n',
  ' a@x.test',
  '"a b"@x.test',
  '"a"@x.test',
  'a@b@x.test',
  '张三@x.test',
  'a@x',
  'a@127.0.0.1',
  'a@[127.0.0.1]',
  'a@0x7f.1',
  'a@ex%61mple.com',
  'a@x.test/path',
  'a@x.test:25',
  'a@-x.test',
  'a@x..test',
  '.a@x.test',
  'a.@x.test',
  'a＠x.test',
  'a@x.te\u202est',
  'a@x。test',
  `${'a'.repeat(65)}@x.test`,
  `a@${'x'.repeat(64)}.test`,
  '@x.test',
  'a@',
  '',
])('%j is not one address', (text) => {
  expect(strictAddress(text)).toBeNull();
});
