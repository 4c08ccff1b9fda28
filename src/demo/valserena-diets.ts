// The special diets of Valserena, of both kinds: the food rule and the label of the plate, never a reason.
import type { DemoFamily, DemoPupil } from '#demo/model.ts';
import { seededChance } from '#demo/seeded-chance.ts';

export interface DemoDiet {
  readonly pupilCode: string;
  readonly kind: 'sanitaria' | 'etica';
  readonly variant: string;
  readonly plateLabel: string;
  /** As the office writes days; '' = from the beginning, or without end. */
  readonly from: string;
  readonly to: string;
}

type Plate = readonly [variant: string, plateLabel: string];

const glutenFree: Plate = ['Senza glutine', 'NO GLUTINE'];
const healthPlates: readonly Plate[] = [
  glutenFree,
  ['Senza lattosio', 'NO LATTOSIO'],
  ['Senza latte e derivati', 'NO LATTE'],
  ['Senza uovo', 'NO UOVO'],
  ['Senza frutta a guscio', 'NO FRUTTA A GUSCIO'],
  ['Senza pesce', 'NO PESCE'],
  ['Senza fave e piselli', 'NO FAVE NO PISELLI'],
];
const ethicalPlates: readonly Plate[] = [
  ['Senza maiale', 'NO MAIALE'],
  ['Senza carne', 'NO CARNE'],
  ['Vegetariano', 'VEGETARIANO'],
];

const seed = 1927;
const healthCount = 22;
const ethicalCount = 15;

/**
 * The first pupil of the known families eats without gluten, also by the demo's guide. One health diet has
 * expired (it is still served, and flagged), one pupil has both kinds.
 */
export function valserenaDiets(families: readonly DemoFamily[]): readonly DemoDiet[] {
  const chance = seededChance(seed);
  const [first, ...rest] = families.flatMap((family) => family.pupils);
  if (first === undefined) throw new Error('a town without children');
  const chosen = chance.shuffled(rest).slice(0, healthCount - 1 + ethicalCount - 1);
  const forHealth = [first, ...chosen.slice(0, healthCount - 1)];
  const forConscience = [...chosen.slice(healthCount - 1), ...forHealth.slice(3, 4)];
  return [
    ...forHealth.map((pupil, index) =>
      healthDiet(pupil, index, index === 0 ? glutenFree : chance.oneOf(healthPlates)),
    ),
    ...forConscience.map((pupil) => diet(pupil, 'etica', chance.oneOf(ethicalPlates))),
  ];
}

function healthDiet(pupil: DemoPupil, index: number, plate: Plate): DemoDiet {
  const base = diet(pupil, 'sanitaria', plate);
  if (index === 5) return { ...base, to: '31/10/2026' };
  if (index === 8) return { ...base, from: '12/10/2026' };
  return index % 4 === 1 ? { ...base, to: '30/06/2027' } : base;
}

function diet(pupil: DemoPupil, kind: DemoDiet['kind'], [variant, plateLabel]: Plate): DemoDiet {
  return { pupilCode: pupil.code, kind, variant, plateLabel, from: '01/09/2026', to: '' };
}
