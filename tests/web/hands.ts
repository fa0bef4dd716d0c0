import type { BrowserContextOptions, Locator, Page } from 'playwright-core';

/** How somebody works a page: presses, writes, picks one of several. */
export type Hands = {
  press(page: Page, what: Locator): Promise<void>;
  write(page: Page, what: Locator, text: string): Promise<void>;
  pick(page: Page, what: Locator): Promise<void>;
};

export const pointer: Hands = {
  press: (_, what) => what.click(),
  write: (_, what, text) => what.fill(text),
  pick: (_, what) => what.check(),
};

/** Nothing but keys: what Tab does not come to is not there. */
export const keyboard: Hands = {
  async press(page, what) {
    await tabTo(page, what);
    await page.keyboard.press('Enter');
  },
  async write(page, what, text) {
    await tabTo(page, what);
    await page.keyboard.type(text);
  },
  async pick(page, what) {
    // Tab comes to the first of a group, the arrows to the others.
    await tabTo(page, page.locator(`input[type=radio][name="${await what.getAttribute('name')}"]`));
    await page.keyboard.press('Space');
    for (let n = 0; n < 10 && !(await what.isChecked()); n++) await page.keyboard.press('ArrowDown');
  },
};

const mostStops = 120;

async function tabTo(page: Page, what: Locator): Promise<void> {
  const all = await what.elementHandles();
  for (let n = 0; n < mostStops; n++) {
    await page.keyboard.press('Tab');
    for (const one of all) if (await one.evaluate((element) => element.matches(':focus'))) return;
  }
  throw new Error(`Tab does not come to ${what} on ${page.url()}`);
}

export const desk: BrowserContextOptions = { viewport: { width: 1366, height: 768 } };
export const phone: BrowserContextOptions = { viewport: { width: 360, height: 640 } };

/** By how many pixels a page is wider than its window. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
