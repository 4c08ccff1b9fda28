// What a child is served of a menu, by its diets: fails closed, a dish that conflicts is never shown as theirs (RULES C3, C4).
import { foldText } from '#ground/text-forms.ts';
import type { Allergen, Dish, Food, PlateLine, Serving } from '#menus/model.ts';
import { plainVariant } from '#menus/model.ts';

/**
 * `variants` are those of the child's diets in force that day; none means the menu as it is. A plain meal keeps every
 * diet: plain is one variant more.
 */
export function plateOf(
  dishes: readonly Dish[],
  variants: readonly string[],
  plain: boolean,
): readonly PlateLine[] {
  const wanted = [...new Set([...variants, ...(plain ? [plainVariant] : [])].map(foldText))];
  return dishes.map((dish) => lineOf(dish, wanted));
}

function lineOf(dish: Dish, wanted: readonly string[]): PlateLine {
  const { course, name, allergens, foods } = dish;
  const own = dish.substitutions
    .map(({ variants, serving }) => ({ variants: variants.map(foldText), serving }))
    .filter(({ variants }) => variants.every((variant) => wanted.includes(variant)));
  const declared = own.flatMap((one) => one.variants);
  // What the office has declared goes before what the allergens say: it may know more than they do.
  const replaced = own.filter((one) => one.serving !== null).flatMap((one) => one.variants);
  const isPlainAnyway = (variant: string): boolean =>
    variant === plainVariant && course === 'bread';
  const suitsAsItIs = wanted.every(
    (variant) =>
      !replaced.includes(variant) &&
      suits(dish, variant, declared.includes(variant) || isPlainAnyway(variant)),
  );
  if (suitsAsItIs) return { course, served: 'menu', serving: { name, allergens, foods } };
  const [best] = own
    .flatMap(({ variants, serving }) => (serving === null ? [] : [{ variants, serving }]))
    .filter(({ variants, serving }) =>
      wanted.every((variant) => suits(serving, variant, variants.includes(variant))),
    )
    .toSorted((one, other) => other.variants.length - one.variants.length);
  return best === undefined
    ? { course, served: 'kitchen', serving: null }
    : { course, served: 'instead', serving: best.serving };
}

/**
 * A variant that we know is judged by allergens and foods, and no declaration overrules them; of any other nobody
 * but the office can say it.
 */
function suits(serving: Serving, variant: string, isDeclared: boolean): boolean {
  const avoided = avoidedBy.get(variant);
  if (avoided === undefined) return isDeclared;
  return !containsAny(serving, avoided) || (isDeclared && lessThanTheAllergen.includes(variant));
}

/** True when a serving holds what the variant avoids, and no declaration could make it suitable. */
export function conflicts(serving: Serving, variant: string): boolean {
  const folded = foldText(variant);
  const avoided = avoidedBy.get(folded);
  return (
    avoided !== undefined && !lessThanTheAllergen.includes(folded) && containsAny(serving, avoided)
  );
}

/** Milk without lactose is still the allergen milk: that a dish suits is said by the office, dish by dish. */
const lessThanTheAllergen: readonly string[] = ['senza lattosio'];

/** True when dishes of this variant can be judged by what they contain. */
export const isKnownVariant = (variant: string): boolean => avoidedBy.has(foldText(variant));

type Avoided = readonly (Allergen | Food)[];

function containsAny(serving: Serving, avoided: Avoided): boolean {
  return [...serving.allergens, ...serving.foods].some((one) => avoided.includes(one));
}

const meat: Avoided = ['meat', 'beef', 'pork'];
const seafood: Avoided = ['fish', 'crustaceans', 'molluscs'];

/** By folded name; where a name could mean less or more, more is avoided. */
const avoidedBy: ReadonlyMap<string, Avoided> = new Map(
  (
    [
      [['senza glutine', 'senza frumento', 'celiachia'], ['gluten']],
      [['senza lattosio', 'senza latte', 'senza latte e derivati', 'senza latticini'], ['milk']],
      [['senza uovo', 'senza uova'], ['eggs']],
      [
        ['senza frutta a guscio', 'senza frutta secca'],
        ['nuts', 'peanuts'],
      ],
      [['senza arachidi'], ['peanuts', 'nuts']],
      [['senza pesce'], seafood],
      [['senza crostacei'], ['crustaceans', 'molluscs']],
      [['senza molluschi'], ['crustaceans', 'molluscs']],
      [['senza soia'], ['soy']],
      [['senza sedano'], ['celery']],
      [['senza senape'], ['mustard']],
      [['senza sesamo'], ['sesame']],
      [['senza solfiti'], ['sulphites']],
      [['senza lupini'], ['lupin']],
      [
        ['senza fave', 'senza piselli', 'senza fave e piselli', 'favismo'],
        ['broad-beans', 'peas'],
      ],
      [['senza maiale', 'senza carne di maiale'], ['pork']],
      [['senza carne bovina', 'senza manzo'], ['beef']],
      [['senza carne'], meat],
      [
        ['senza carne e pesce', 'vegetariano', 'vegetariana'],
        [...meat, ...seafood],
      ],
      [
        ['vegano', 'vegana'],
        [...meat, ...seafood, 'eggs', 'milk'],
      ],
    ] as const satisfies readonly (readonly [readonly string[], Avoided])[]
  ).flatMap(([names, avoided]) => names.map((name): [string, Avoided] => [name, avoided])),
);
