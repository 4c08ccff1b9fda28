// The words of menus for both faces, allergens and courses among them; both languages come with the screens that say them.
import type { Allergen, Course, Food } from '#menus/model.ts';
import { useScreenTexts } from './language.tsx';
import type { Say } from './language.tsx';
import english from './menu-texts/en.json' with { type: 'json' };
import italian from './menu-texts/it.json' with { type: 'json' };

export type MenuKey = keyof typeof italian;
export type SayMenu = Say<MenuKey>;

const words = { it: italian, en: english };

export function useMenuTexts(): SayMenu {
  return useScreenTexts(words).say;
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
