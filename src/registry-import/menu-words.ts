// Cells of menu.csv that hold words of short lists: allergens, foods, course, and which weeks of the rotation.
import { accept, refuse } from '#ground/refusal.ts';
import { foldText } from '#ground/text-forms.ts';
import type { Allergen, Course, Food } from '#menus/model.ts';
import { allergens } from '#menus/model.ts';
import type { Reading } from '#registry-import/cell.ts';

type Words<Value extends string> = Readonly<Record<Value, readonly string[]>>;

/** Folded beginnings; the number of an allergen is that of annex II. */
const allergenWords: Words<Allergen> = {
  gluten: ['glutine', 'cereali', 'frumento', 'gluten'],
  crustaceans: ['crostace', 'crustacean'],
  eggs: ['uov', 'egg'],
  fish: ['pesce', 'fish'],
  peanuts: ['arachid', 'peanut'],
  soy: ['soia', 'soy'],
  milk: ['latte', 'lattosio', 'latticin', 'milk'],
  nuts: ['frutta a guscio', 'frutta secca', 'nut'],
  celery: ['sedano', 'celery'],
  mustard: ['senape', 'mustard'],
  sesame: ['sesamo', 'sesame'],
  sulphites: ['solfit', 'anidride solforosa', 'sulphite'],
  lupin: ['lupin'],
  molluscs: ['mollusch', 'mollusc'],
};

const foodWords: Words<Food> = {
  meat: ['carne', 'pollo', 'tacchino', 'meat'],
  beef: ['manzo', 'vitello', 'bovin', 'beef'],
  pork: ['maiale', 'suin', 'prosciutto', 'pork'],
  'broad-beans': ['fav', 'broad bean'],
  peas: ['pisell', 'pea'],
};

const courseWords: Words<Course> = {
  first: ['primo', 'piatto unico', 'first'],
  second: ['secondo', 'second'],
  side: ['contorno', 'side'],
  bread: ['pane', 'bread'],
  fruit: ['frutta', 'dolce', 'dessert', 'fruit'],
  snack: ['merenda', 'spuntino', 'snack'],
};

/** 'glutine, latte', '1, 7' or nothing. */
export function readAllergens(text: string): Reading<readonly Allergen[]> {
  return readList(text, 'allergen-unknown', (word) =>
    /^\d+$/.test(word) ? allergens[Number(word) - 1] : wordIn(word, allergenWords),
  );
}

export const readFoods = (text: string): Reading<readonly Food[]> =>
  readList(text, 'food-unknown', (word) => wordIn(word, foodWords));

export function readCourse(text: string): Reading<Course> {
  const course = wordIn(text, courseWords);
  return course === undefined ? refuse('course-unknown') : accept(course);
}

const weeksMax = 12;

/** '1', '1, 3' or '1-4'. */
export function readWeeks(text: string): Reading<readonly number[]> {
  const weeks = new Set<number>();
  for (const part of text.split(/[\s,;/e+]+/).filter((one) => one !== '')) {
    const [first, last] = part.split(/[-–—]/).map(Number);
    const end = last ?? first;
    const isRange =
      Number.isInteger(first) &&
      Number.isInteger(end) &&
      first !== undefined &&
      end !== undefined &&
      first >= 1 &&
      first <= end &&
      end <= weeksMax;
    if (!isRange) return refuse('weeks-unreadable', { max: weeksMax });
    for (let week = first; week <= end; week += 1) weeks.add(week);
  }
  return weeks.size === 0 ? refuse('weeks-unreadable', { max: weeksMax }) : accept([...weeks]);
}

function readList<Value extends string>(
  text: string,
  code: 'allergen-unknown' | 'food-unknown',
  read: (word: string) => Value | undefined,
): Reading<readonly Value[]> {
  const values: Value[] = [];
  for (const word of text.split(/[,;/+]/).map((one) => one.trim())) {
    if (word === '') continue;
    const value = read(word);
    if (value === undefined) return refuse(code, { word });
    values.push(value);
  }
  return accept(values);
}

function wordIn<Value extends string>(text: string, words: Words<Value>): Value | undefined {
  const plain = foldText(text);
  for (const value in words) {
    if (words[value].some((word) => plain.startsWith(word))) return value;
  }
  return undefined;
}
