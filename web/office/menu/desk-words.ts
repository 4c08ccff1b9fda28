// The words of the menu's desk with those that both faces say of menus; they come with the desk.
import { say } from '#ground/sentence.ts';
import type { SentenceValues } from '#ground/sentence.ts';
import { dayInWords } from '../../kit/civil-words.ts';
import { useSpoken } from '../../kit/language.tsx';
import { useMenuTexts } from '../../kit/menu-words.ts';
import type { SayMenu } from '../../kit/menu-words.ts';
import english from './texts/en.json' with { type: 'json' };
import italian from './texts/it.json' with { type: 'json' };

export type DeskKey = keyof typeof italian;

export interface DeskWords {
  readonly say: (key: DeskKey, values?: SentenceValues) => string;
  readonly sayMenu: SayMenu;
  dayOf(day: string, today?: string): string;
}

const words: Readonly<Record<'it' | 'en', Readonly<Record<DeskKey, string>>>> = {
  it: italian,
  en: english,
};

export function useDeskWords(): DeskWords {
  const { language } = useSpoken();
  const sayMenu = useMenuTexts();
  return {
    sayMenu,
    say: (key, values) => say(words[language], key, values, language),
    dayOf: (day, today) => dayInWords(day, language, today),
  };
}
