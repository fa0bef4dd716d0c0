import { cpSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { dataFolder, documentOf, xiaohao } from './terminal.ts';

test('a copied data folder says that it mails nothing, until a person named adopts it', async () => {
  const [first, copy] = [dataFolder(), dataFolder()];
  onTestFinished(() => {
    first.remove();
    copy.remove();
  });
  const begun = await xiaohao(['adopt', '--by', '李某', '--lang', 'en'], first.path);
  expect(begun).toMatchObject({ code: 0, stdout: expect.stringContaining('where they always did') });
  cpSync(first.path, copy.path, { recursive: true });
  const status = async () => documentOf(await xiaohao(['status', '--json'], copy.path));
  expect(await status()).toMatchObject({ copy: true });

  expect((await xiaohao(['adopt'], copy.path)).code).not.toBe(0);
  expect(await status()).toMatchObject({ copy: true });

  const adopted = await xiaohao(['adopt', '--by', '李某', '--json'], copy.path);
  expect(documentOf(adopted)).toMatchObject({ atHome: true, by: '李某' });
  expect(await status()).not.toHaveProperty('copy');
  // The original has not become a copy.
  expect(documentOf(await xiaohao(['status', '--json'], first.path))).not.toHaveProperty('copy');
}, 90_000);
