// Without a mouse: from the sign-in to the receipt and out again; the focus is always seen, and comes back.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './journey.ts';
import { atHome, beginAgain, loginOf } from './valserena.ts';

test.beforeAll(({ request }) => beginAgain(request));

test('a mother takes a child off and signs out with the keyboard alone', async ({ arrive }) => {
  const page = await arrive({ viewport: { width: 1280, height: 800 } });
  const { login, password } = loginOf('twoSchools');
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: 'Entra nella mensa' })).toBeVisible();

  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Vai ai contenuti' })).toBeFocused();
  await expect(page.getByRole('link', { name: 'Vai ai contenuti' })).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await tabTo(page, page.getByRole('textbox', { name: 'Codice utente' }));
  await page.keyboard.type(login);
  await tabTo(page, page.getByLabel('Password', { exact: true }));
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  // A new screen is said: its heading has the focus.
  await expect(page.getByRole('heading', { level: 1, name: /^Oggi, / })).toBeFocused();

  await tabTo(page, page.getByRole('checkbox', { name: 'Tommaso oggi non mangia' }));
  await page.keyboard.press('Space');
  const action = page.getByRole('button', { name: 'Oggi non mangia' });
  await tabTo(page, action);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Oggi non mangia' });
  await expect(dialog.getByRole('heading')).toBeFocused();

  // Changed her mind: Escape leads back to where she was.
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(action).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo(page, dialog.getByRole('button', { name: 'Conferma' }));
  await page.keyboard.press('Enter');
  const receipt = page.getByRole('dialog', { name: 'Fatto' });
  await expect(receipt.getByRole('heading')).toBeFocused();
  const inside = await stopsOf(page, 6);
  expect(new Set(inside)).toEqual(new Set(['Chiudi']));
  await tabTo(page, receipt.getByRole('button', { name: 'Chiudi' }).last());
  await page.keyboard.press('Enter');
  await expect(receipt).toBeHidden();
  await expect(action).toBeFocused();

  await tabBackTo(page, page.getByRole('button', { name: /Il tuo profilo/ }));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /Il tuo profilo/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Esci' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Entra nella mensa' })).toBeFocused();
  // Nothing of the family stays; the municipality does.
  await expect(page.getByRole('banner')).toContainText('Comune di Valserena');
  await expect(page.getByText('Tommaso')).toHaveCount(0);
});

test('when the button that opened the receipt is gone, the focus waits at the page’s heading', async ({
  arrive,
}) => {
  const page = await arrive();
  await atHome(page, 'oneChild');
  await page.getByRole('button', { name: 'Oggi non mangia' }).focus();
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Conferma' }));
  await page.keyboard.press('Enter');
  const receipt = page.getByRole('dialog', { name: 'Fatto' });
  await expect(receipt).toBeVisible();
  // What lies behind has learnt of it: the button is gone before the dialog is.
  await expect(page.getByText('Avviso di Ibrahima Ndiaye')).toBeAttached();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { level: 1, name: /^Oggi, / })).toBeFocused();
});

const stopsMax = 40;

async function tabTo(page: Page, goal: Locator): Promise<void> {
  await press(page, 'Tab', goal);
}

async function tabBackTo(page: Page, goal: Locator): Promise<void> {
  await press(page, 'Shift+Tab', goal);
}

/** Every stop on the way is looked at too. */
async function press(page: Page, key: string, goal: Locator): Promise<void> {
  await expect(goal).toBeVisible();
  for (let stop = 0; stop < stopsMax; stop += 1) {
    await page.keyboard.press(key);
    // The page may still be rolling there.
    await expect.poll(() => focusFaults(page)).toEqual([]);
    if (await goal.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${String(goal)} is not reached by ${key}`);
}

/** The names of the next stops. In a dialog the browser's own frame may be one of them: it has none. */
async function stopsOf(page: Page, count: number): Promise<string[]> {
  const names: string[] = [];
  for (let stop = 0; stop < count; stop += 1) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const { activeElement } = document;
      if (activeElement === document.body || !(activeElement instanceof HTMLElement)) return '';
      return activeElement.getAttribute('aria-label') ?? activeElement.innerText;
    });
    if (name !== '') names.push(name.trim());
  }
  return names;
}

/** What keeps the focus from being seen: no ring, outside of the window, or something lying over it (WCAG 2.4.7, 2.4.11). */
async function focusFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return [];
    const faults: string[] = [];
    const name = element.getAttribute('aria-label') ?? element.innerText.slice(0, 40);
    const ringed = [element, element.parentElement, element.nextElementSibling].some((one) => {
      if (one === null) return false;
      const style = getComputedStyle(one);
      return style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
    });
    if (!ringed) faults.push(`${name}: no ring`);
    const box = element.getBoundingClientRect();
    const x = box.x + box.width / 2;
    const y = box.y + box.height / 2;
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) faults.push(`${name}: out of sight`);
    const top = document.elementFromPoint(x, y);
    if (top !== null && !element.contains(top) && !top.contains(element))
      faults.push(`${name}: covered by ${top.className}`);
    return faults;
  });
}
