// The frame of every browser journey: each person has a browser of their own, and nothing may leave the house.
import { test as base, expect } from '@playwright/test';
import type { BrowserContext, BrowserContextOptions, Page } from '@playwright/test';

interface Journey {
  /** A page in a fresh browser: another person, another device. A phone unless told otherwise. */
  arrive(options?: BrowserContextOptions): Promise<Page>;
}

export const phone = { viewport: { width: 360, height: 740 }, hasTouch: true };
export const tablet = { viewport: { width: 1280, height: 800 }, hasTouch: true };

export { expect };
export const test = base.extend<Journey>({
  arrive: async ({ browser, baseURL }, use) => {
    const faults: string[] = [];
    const contexts: BrowserContext[] = [];
    await use(async (options = phone) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      watch(context, new URL(baseURL ?? '').origin, faults);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
    expect(faults, 'what browsers complained of, and whom else they called').toEqual([]);
  },
});

/** No third party hears of a family, the content security policy holds, and no script breaks. */
function watch(context: BrowserContext, home: string, faults: string[]): void {
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'blob:' && origin !== home) faults.push(`called ${request.url()}`);
  });
  context.on('console', (message) => {
    const isPolicy = /content security policy/i.test(message.text());
    if (isPolicy || message.type() === 'warning') faults.push(message.text());
  });
  context.on('weberror', (fault) => faults.push(String(fault.error())));
}
