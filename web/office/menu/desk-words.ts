// The words of the menu's desk with those that both faces say of menus; they come with the desk.
import { dayInWords } from '../../kit/civil-words.ts';
import { useScreenTexts } from '../../kit/language.tsx';
import type { Say } from '../../kit/language.tsx';
import { useMenuTexts } from '../../kit/menu-words.ts';
import type { SayMenu } from '../../kit/menu-words.ts';
import english from './texts/en.json' with { type: 'json' };
import italian from './texts/it.json' with { type: 'json' };

export type DeskKey = keyof typeof italian;

export interface DeskWords {
  readonly say: Say<DeskKey>;
  readonly sayMenu: SayMenu;
  dayOf(day: string, today?: string): string;
}

const words = { it: italian, en: english };

export function useDeskWords(): DeskWords {
  const { language, say } = useScreenTexts(words);
  const sayMenu = useMenuTexts();
  return { say, sayMenu, dayOf: (day, today) => dayInWords(day, language, today) };
}
