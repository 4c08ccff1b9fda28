// What the page shows of a plate is what the server decided, and nothing where it said nothing.
import { describe, expect, it } from 'vitest';
import type { FamilyMenuDay } from '#menus/api.ts';
import { linesOf } from './menu-lines.ts';

type Served = Extract<FamilyMenuDay, { kind: 'menu' }>;
const serving = (name: string) => ({ name, allergens: [], foods: [] });
const day: Served = {
  kind: 'menu',
  day: '2026-11-23',
  seasonName: 'Menù invernale',
  week: 1,
  dishes: [
    { course: 'first', ...serving('Pasta'), allergens: ['gluten'], insteadOf: null },
    { course: 'fruit', ...serving('Mela'), insteadOf: null },
  ],
  changedBecause: null,
  plate: null,
  plainPlate: [
    { course: 'first', served: 'instead', serving: serving('Riso') },
    { course: 'fruit', served: 'menu', serving: serving('Mela') },
  ],
};
const shown = (of: Served, plain = false): readonly string[] =>
  linesOf(of, plain).map((line) => `${line.served} ${line.name}`);

describe('the menu of a day', () => {
  it('is the menu itself for a child without a diet, and the plain plate on a plain day', () => {
    expect(shown(day)).toEqual(['menu Pasta', 'menu Mela']);
    expect(shown(day, true)).toEqual(['instead Riso', 'menu Mela']);
  });

  it('never shows a dish of the menu as theirs to a child whose plate does not say so', () => {
    const plate: Served['plate'] = [{ course: 'first', served: 'kitchen', serving: null }];
    expect(shown({ ...day, plate })).toEqual(['kitchen ', 'kitchen ']);
  });
});
