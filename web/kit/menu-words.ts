// The words of menus for both faces, allergens and courses among them; both languages come with the screens that say them.
import { say } from '#ground/sentence.ts';
import type { SentenceValues } from '#ground/sentence.ts';
import type { Allergen, Course, Food } from '#menus/model.ts';
import { useSpoken } from './language.tsx';
import english from './menu-texts/en.json' with { type: 'json' };
import italian from './menu-texts/it.json' with { type: 'json' };

export type MenuKey = keyof typeof italian;
export type SayMenu = (key: MenuKey, values?: SentenceValues) => string;

const words: Readonly<Record<'it' | 'en', Readonly<Record<MenuKey, string>>>> = {
  it: italian,
  en: english,
};

export function useMenuTexts(): SayMenu {
  const { language } = useSpoken();
  return (key, values) => say(words[language], key, values, language);
}

export const courseWord = (course: Course, sayMenu: SayMenu): string => sayMenu(`course.${course}`);
export const allergenWord = (allergen: Allergen, sayMenu: SayMenu): string =>
  sayMenu(`allergen.${allergen}`);
export const foodWord = (food: Food, sayMenu: SayMenu): string => sayMenu(`food.${food}`);

export function allergenWords(allergens: readonly Allergen[], sayMenu: SayMenu): string {
  return allergens.length === 0
    ? sayMenu('allergens.none')
    : allergens.map((one) => allergenWord(one, sayMenu)).join(', ');
}
