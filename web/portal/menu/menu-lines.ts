// The courses of a day as one child is served them, each beside the dish of the menu.
import type { FamilyMenuDay } from '#menus/api.ts';
import type { Allergen, Course } from '#menus/model.ts';

export interface MenuLine {
  readonly course: Course;
  readonly served: 'menu' | 'instead' | 'kitchen';
  /** '' where the kitchen chooses. */
  readonly name: string;
  readonly allergens: readonly Allergen[];
  readonly onMenu: string;
}

type Served = Extract<FamilyMenuDay, { kind: 'menu' }>;

export function linesOf(day: Served, plain: boolean): readonly MenuLine[] {
  const plate = plain ? day.plainPlate : day.plate;
  return day.dishes.map(({ course, name, allergens }): MenuLine => {
    if (plate === null) return { course, served: 'menu', name, allergens, onMenu: name };
    const line = plate.find((one) => one.course === course);
    // Without a line nobody has said that the dish is theirs.
    if (line === undefined || line.served === 'kitchen' || line.serving === null)
      return { course, served: 'kitchen', name: '', allergens: [], onMenu: name };
    const { serving, served } = line;
    return { course, served, name: serving.name, allergens: serving.allergens, onMenu: name };
  });
}
