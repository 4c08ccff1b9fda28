// The browser of the tests starts on any machine, shows a page, obeys a click and writes Italian.
import { chromium } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from '@playwright/test';
import { chromiumExecutable } from './chromium.ts';

describe('the browser of the tests', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch(chromiumExecutable());
  });
  afterAll(async () => browser.close());

  test('shows a page and obeys a click', async () => {
    const page = await browser.newPage();
    await page.setContent(
      `<button onclick="document.querySelector('output').value = 'Fatto'">Togli il pasto</button><output></output>`,
    );
    await page.getByRole('button', { name: 'Togli il pasto' }).click();
    expect(await page.getByRole('status').textContent()).toBe('Fatto');
  });

  test('has a font with the accents of Italian', async () => {
    const page = await browser.newPage();
    const widths: unknown = await page.evaluate(`{
      const pen = document.createElement('canvas').getContext('2d');
      pen.font = '100px sans-serif';
      ['aeou', 'àèòù', '\uffff'].map((text) => Array.from(text, (one) => pen.measureText(one).width));
    }`);
    // An accent does not widen its letter; the box drawn for a missing letter has a width of its own.
    const [plain, accented, missing] = widths as [number[], number[], number[]];
    expect(accented).toEqual(plain);
    expect(accented[1]).not.toBe(missing[0]);
  });
});

test('CHROMIUM_PATH is preferred over the packaged browser', () => {
  const { executablePath, args } = chromiumExecutable({ CHROMIUM_PATH: '/usr/bin/chromium' });
  expect(executablePath).toBe('/usr/bin/chromium');
  expect(args).not.toContain('--single-process');
});
