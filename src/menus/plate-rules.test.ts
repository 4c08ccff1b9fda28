// The plate of a child by its diets: what is suitable is shown, what conflicts or is not declared never is (RULES C3, C4).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Allergen, Course, Dish, Food, Serving } from '#menus/model.ts';
import { allergens, courses, foods, plainVariant } from '#menus/model.ts';
import { conflicts, isKnownVariant, plateOf } from '#menus/plate-rules.ts';

const serving = (
  name: string,
  contained: readonly Allergen[] = [],
  held: readonly Food[] = [],
): Serving => ({ name, allergens: contained, foods: held });
const ragu: Dish = {
  course: 'first',
  ...serving('Pasta al ragù', ['gluten', 'celery'], ['meat', 'beef']),
  substitutions: [
    { variants: ['Senza glutine'], serving: serving('Riso al ragù', ['celery'], ['meat', 'beef']) },
    { variants: ['Vegetariano'], serving: serving('Pasta al pomodoro', ['gluten']) },
    { variants: [plainVariant], serving: serving("Pasta all'olio", ['gluten']) },
    {
      variants: ['Senza glutine', 'Vegetariano'],
      serving: serving('Riso al pomodoro'),
    },
  ],
};
const apple: Dish = { course: 'fruit', ...serving('Mela'), substitutions: [] };
const bread: Dish = { course: 'bread', ...serving('Pane', ['gluten']), substitutions: [] };

const plate = (dish: Dish, variants: readonly string[], plain = false): string => {
  const [line] = plateOf([dish], variants, plain);
  return line === undefined ? 'nothing' : `${line.served}: ${line.serving?.name ?? ''}`;
};

describe('a child', () => {
  it.each([
    [[], 'menu: Pasta al ragù', 'without a diet eats the menu'],
    [['Senza glutine'], 'instead: Riso al ragù', 'without gluten gets what is declared'],
    [['senza-glutine'], 'instead: Riso al ragù', 'also when the diet is written in another way'],
    [['Vegetariano'], 'instead: Pasta al pomodoro', 'who is vegetarian gets what is declared'],
    [
      ['Senza glutine', 'Vegetariano'],
      'instead: Riso al pomodoro',
      'with both diets gets what suits both: never one of the two halves',
    ],
    [['Senza maiale'], 'menu: Pasta al ragù', 'without pork eats beef'],
    [['Senza carne'], 'kitchen: ', 'without meat, with nothing declared: the kitchen replaces it'],
    [['Senza sedano'], 'kitchen: ', 'without celery: the kitchen replaces it'],
    [['Senza uovo'], 'menu: Pasta al ragù', 'without eggs eats what holds none'],
    [['Senza fruttosio'], 'kitchen: ', 'with a diet that we do not know: the kitchen decides'],
    [
      ['Senza glutine', 'Senza carne'],
      'kitchen: ',
      'whose declared dish breaks the other diet: the kitchen replaces it',
    ],
  ])('%j: %s, %s', (variants, expected) => {
    expect(plate(ragu, variants)).toBe(expected);
  });

  it.each([
    [ragu, [], "instead: Pasta all'olio", 'gets the plain dish that is declared'],
    [
      ragu,
      ['Senza glutine'],
      'kitchen: ',
      'keeps the diet: a plain dish with gluten is not theirs',
    ],
    [bread, [], 'menu: Pane', 'keeps the bread'],
    [bread, ['Senza glutine'], 'kitchen: ', 'without gluten does not'],
    [apple, [], 'kitchen: ', 'whose fruit nobody has declared: the kitchen chooses'],
  ])('with a plain meal, %#: %j %s', (dish, variants, expected) => {
    expect(plate(dish, variants, true)).toBe(expected);
  });

  it('gets what the office has declared even where the allergens alone would not ask for it', () => {
    const minestrone: Dish = {
      course: 'first',
      ...serving('Minestrone'),
      substitutions: [{ variants: ['Senza fave e piselli'], serving: serving('Crema di zucca') }],
    };
    expect(plate(minestrone, ['Senza fave e piselli'])).toBe('instead: Crema di zucca');
  });

  it('of several dishes declared that suit it gets the one made for more of its diets', () => {
    const forBoth = { variants: ['Senza glutine', 'Senza uovo'], serving: serving('Polenta') };
    const forOne = { variants: ['Senza glutine'], serving: serving('Riso') };
    for (const substitutions of [
      [forOne, forBoth],
      [forBoth, forOne],
    ]) {
      const dish: Dish = { ...ragu, substitutions };
      expect(plate(dish, ['Senza glutine', 'Senza uovo'])).toBe('instead: Polenta');
      expect(plate(dish, ['Senza glutine'])).toBe('instead: Riso');
    }
  });

  it('without lactose gets milk only where the office has declared that it holds none', () => {
    const yogurt: Dish = {
      course: 'fruit',
      ...serving('Yogurt', ['milk']),
      substitutions: [
        { variants: ['Senza lattosio'], serving: serving('Yogurt delattosato', ['milk']) },
      ],
    };
    expect(plate(yogurt, ['Senza lattosio'])).toBe('instead: Yogurt delattosato');
    expect(plate({ ...yogurt, substitutions: [] }, ['Senza lattosio'])).toBe('kitchen: ');
    expect(plate(yogurt, ['Senza lattosio', 'Senza latte'])).toBe('kitchen: ');
  });

  it('eats a dish as it is when the office has said so of a diet that we do not know, not of one that conflicts', () => {
    const suiting = (variant: string): Dish => ({
      ...ragu,
      substitutions: [{ variants: [variant], serving: null }],
    });
    expect(plate(suiting('Senza fruttosio'), ['Senza fruttosio'])).toBe('menu: Pasta al ragù');
    expect(plate(suiting('Senza glutine'), ['Senza glutine'])).toBe('kitchen: ');
  });
});

describe('what conflicts with a diet', () => {
  it.each<[string, readonly (Allergen | Food)[]]>([
    ['Senza glutine', ['gluten']],
    ['celiachia', ['gluten']],
    ['Senza latte e derivati', ['milk']],
    ['Senza uova', ['eggs']],
    ['Senza frutta secca', ['nuts', 'peanuts']],
    ['Senza arachidi', ['nuts', 'peanuts']],
    ['Senza pesce', ['fish', 'crustaceans', 'molluscs']],
    ['Senza crostacei', ['crustaceans', 'molluscs']],
    ['Senza molluschi', ['crustaceans', 'molluscs']],
    ['Favismo', ['broad-beans', 'peas']],
    ['Senza maiale', ['pork']],
    ['Senza manzo', ['beef']],
    ['Senza carne', ['meat', 'beef', 'pork']],
    ['VEGETARIANA', ['meat', 'beef', 'pork', 'fish', 'crustaceans', 'molluscs']],
    ['vegano', ['meat', 'beef', 'pork', 'fish', 'crustaceans', 'molluscs', 'eggs', 'milk']],
  ])('%s: each of %j by itself, and nothing else', (variant, avoided) => {
    const found = [...allergens, ...foods].filter((one) => conflicts(holding(one), variant));
    expect(found.toSorted()).toEqual(avoided.toSorted());
  });

  it('nothing conflicts with a diet that we do not know, nor with one that a declaration may settle', () => {
    for (const variant of ['Senza fruttosio', 'Senza lattosio'])
      expect([...allergens, ...foods].some((one) => conflicts(holding(one), variant))).toBe(false);
  });
});

const holding = (one: Allergen | Food): Serving => ({
  name: 'Piatto',
  allergens: allergens.filter((allergen) => allergen === one),
  foods: foods.filter((food) => food === one),
});

describe('whatever the menu and the diets', () => {
  const names = [
    'Senza glutine',
    'Senza lattosio',
    'Senza uovo',
    'Senza pesce',
    'Senza fave e piselli',
    'Senza carne',
    'Senza maiale',
    'Vegetariano',
    'Vegano',
    'Senza fruttosio',
  ];
  const anyServing: fc.Arbitrary<Serving> = fc.record({
    name: fc.constantFrom('Risotto', 'Pasta', 'Pollo', 'Frittata'),
    allergens: fc.subarray([...allergens]),
    foods: fc.subarray([...foods]),
  });
  const anyDish: fc.Arbitrary<Dish> = fc
    .tuple(
      anyServing,
      fc.constantFrom<Course>(...courses),
      fc.array(
        fc.record({
          variants: fc.subarray([...names, plainVariant], { minLength: 1, maxLength: 3 }),
          serving: fc.option(anyServing),
        }),
        { maxLength: 5 },
      ),
    )
    .map(([held, course, substitutions]) => ({ ...held, course, substitutions }));
  const menus = fc.array(anyDish, { maxLength: 6 });
  const diets = fc.subarray(names, { maxLength: 3 });

  const declares = (dish: Dish | undefined, variant: string): boolean =>
    dish?.substitutions.some((one) => one.variants.includes(variant)) === true;

  it('a dish that conflicts with a diet of the child is never on its plate', () => {
    fc.assert(
      fc.property(menus, diets, fc.boolean(), (dishes, variants, plain) => {
        for (const [index, line] of plateOf(dishes, variants, plain).entries()) {
          const isMilky = line.serving?.allergens.includes('milk') === true;
          const mustBeDeclared =
            line.served === 'menu' && isMilky && variants.includes('Senza lattosio');
          expect(!mustBeDeclared || declares(dishes[index], 'Senza lattosio')).toBe(true);
          const harmful = variants.filter(
            (variant) => line.serving !== null && conflicts(line.serving, variant),
          );
          expect(harmful).toEqual([]);
        }
      }),
    );
  });

  it('a diet that we cannot judge gets only what the office has declared for it', () => {
    fc.assert(
      fc.property(menus, diets, (dishes, variants) => {
        const unknown = variants.filter((variant) => !isKnownVariant(variant));
        for (const [index, line] of plateOf(dishes, variants, false).entries()) {
          if (line.served === 'kitchen') continue;
          for (const variant of unknown)
            expect(dishes[index]?.substitutions.some((one) => one.variants.includes(variant))).toBe(
              true,
            );
        }
      }),
    );
  });

  it('every course of the menu has one line on the plate, and without a diet it is the menu', () => {
    fc.assert(
      fc.property(menus, diets, fc.boolean(), (dishes, variants, plain) => {
        expect(plateOf(dishes, variants, plain).map((line) => line.course)).toEqual(
          dishes.map((dish) => dish.course),
        );
        expect(plateOf(dishes, [], false).every((line) => line.served === 'menu')).toBe(true);
      }),
    );
  });
});
