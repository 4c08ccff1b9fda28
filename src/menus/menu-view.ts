// Menus and plates as the wire carries them.
import type { Day } from '#ground/day.ts';
import type { DishView, FamilyMenuDay } from '#menus/api.ts';
import type { Dish, MenuOfDay, PlateLine, ServedDish, Serving } from '#menus/model.ts';

type Served = Extract<MenuOfDay, { readonly kind: 'menu' }>;
type ShownMenu = Omit<Extract<FamilyMenuDay, { kind: 'menu' }>, 'plate' | 'plainPlate'>;

/** Without substitutions: what other children get instead is nobody's business. */
export function shownMenuOf(menu: Served, day: Day): ShownMenu {
  return {
    kind: 'menu',
    day,
    seasonName: menu.season.name,
    week: menu.week,
    dishes: menu.dishes.map(({ course, insteadOf, ...dish }) => ({
      course,
      insteadOf,
      ...wireServing(dish),
    })),
    changedBecause: menu.changedBecause,
  };
}

export const wirePlate = (lines: readonly PlateLine[]) =>
  lines.map(({ course, served, serving }) => ({
    course,
    served,
    serving: serving === null ? null : wireServing(serving),
  }));

/** For who manages or cooks: with all substitutions. */
export function wireDish(dish: Dish): DishView {
  return {
    course: dish.course,
    ...wireServing(dish),
    substitutions: dish.substitutions.map(({ variants, serving }) => ({
      variants: [...variants],
      serving: serving === null ? null : wireServing(serving),
    })),
  };
}

export const wireServedDish = (dish: ServedDish) => ({
  ...wireDish(dish),
  insteadOf: dish.insteadOf,
});

const wireServing = ({ name, allergens, foods }: Serving) => ({
  name,
  allergens: [...allergens],
  foods: [...foods],
});
