// The menus of Valserena as rows of `menu.csv`: a winter and a summer one, four weeks each, with every substitution.
import { plainServings, cooked, summerWeeks, winterWeeks } from '#demo/valserena-dishes.ts';
import { asDay } from '#ground/day.ts';
import type { Dish } from '#menus/model.ts';

type Rows = readonly (readonly string[])[];

const columns = [
  'stagione',
  'dal',
  'al',
  'settimana',
  'giorno',
  'portata',
  'piatto',
  'allergeni',
  'contiene',
  'variante',
  'al posto di',
];
const courses = ['primo', 'secondo', 'contorno', 'frutta'];
const weekdays = ['lun', 'mar', 'mer', 'gio', 'ven'];
const bread = 'Pane comune';

export function valserenaMenus(): Rows {
  return [
    columns,
    ...seasonRows('Menù invernale', [['19/10/2026', '11/04/2027']], winterWeeks),
    ...seasonRows(
      'Menù estivo',
      [
        ['14/09/2026', '18/10/2026'],
        ['12/04/2027', '30/06/2027'],
      ],
      summerWeeks,
    ),
  ];
}

function seasonRows(season: string, spans: Rows, weeks: readonly Rows[]): Rows {
  const dishRows = weeks.flatMap((days, week) =>
    days.flatMap((dishes, day) =>
      dishes.map((name, place) => [
        String(week + 1),
        weekdays[day] ?? '',
        courses[place] ?? '',
        name,
      ]),
    ),
  );
  const [[firstFrom = '', firstTo = ''] = [], ...others] = spans;
  const served = new Map(dishRows.map(([, , course = '', name = '']) => [name, course]));
  return [
    [season, firstFrom, firstTo, '', '', 'pane', ...servingOf(bread), '', ''],
    ...dishRows.map(([week = '', day = '', course = '', name = ''], index) => {
      const [from = '', to = ''] = others[index] ?? [];
      return [season, from, to, week, day, course, ...servingOf(name), '', ''];
    }),
    ...[...served, [bread, 'pane'] as const].flatMap(([name, course]) =>
      substitutionsOf(name, course).map(({ variant, serving }) => [
        season,
        '',
        '',
        '',
        '',
        '',
        ...cells(serving),
        variant,
        name,
      ]),
    ),
  ];
}

/** Name, allergens and foods of a written. */
function servingOf(name: string): readonly string[] {
  const written = Object.keys(cooked).find((one) => cells(one)[0] === name);
  if (written === undefined) throw new Error(`Valserena has no written for ${name}`);
  return cells(written);
}

function substitutionsOf(
  name: string,
  course: string,
): readonly { readonly variant: string; readonly serving: string }[] {
  const own = Object.entries(cooked).find(([one]) => cells(one)[0] === name)?.[1] ?? [];
  const plain = plainServings[courses.indexOf(course)] ?? [];
  return [...own, ...plain].map((line) => {
    const [variant = '', serving = ''] = line.split(' → ');
    return { variant, serving };
  });
}

function cells(serving: string): readonly [string, string, string] {
  const [name = '', allergens = '', foods = ''] = serving.split('|').map((cell) => cell.trim());
  return [name, allergens, foods];
}

/** What the visitor of the demo reads on its morning: the fish has not come. */
export const changeOfTheMorning = {
  seasonName: 'Menù invernale',
  day: asDay('2026-11-23'),
  reason: 'il pesce non è stato consegnato',
  dish: {
    course: 'second',
    name: 'Petto di pollo al limone',
    allergens: ['gluten'],
    foods: ['meat'],
    substitutions: [
      {
        variants: ['Senza glutine'],
        serving: { name: 'Petto di pollo ai ferri', allergens: [], foods: ['meat'] },
      },
      {
        variants: ['Senza carne'],
        serving: { name: 'Crocchette di ceci', allergens: [], foods: [] },
      },
      {
        variants: ['Vegetariano'],
        serving: { name: 'Crocchette di ceci', allergens: [], foods: [] },
      },
      {
        variants: ['in bianco'],
        serving: { name: 'Petto di pollo ai ferri', allergens: [], foods: ['meat'] },
      },
    ],
  } satisfies Dish,
} as const;
