// The menu's screens: their code and words are fetched when the first of them is shown.
import { createElement } from 'preact';
import { lazyScreen } from '../../kit/lazy-screen.tsx';
import type { MenuOfDayProps } from './menu-of-day.tsx';

export const MenuOfDay = lazyScreen<MenuOfDayProps>(
  async () => (await import('./menu-of-day.tsx')).MenuOfDay,
  // As high as the menu's usual line, so that nothing moves under the thumb.
  () => createElement('div', { class: 'menu-waits', 'aria-hidden': 'true' }),
);

export const MenuPage = lazyScreen<{ readonly place: string }>(
  async () => (await import('./menu-page.tsx')).MenuPage,
);
