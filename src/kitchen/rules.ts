// The kitchen's sheet counted from the meals of its schools, and who may read it (RULES A1, C5, E2).
import type {
  ClassCount,
  Headcount,
  Kitchen,
  KitchenMeal,
  KitchenRefusal,
  KitchenSheet,
  MealCorrection,
  NamedPlate,
  Places,
  PupilName,
  SchoolCount,
  SchoolDay,
  ShiftCount,
  ShiftPlace,
  SiteLoad,
  SitePlace,
} from '#kitchen/model.ts';
import type { SpecialPlate } from '#diets/model.ts';
import type { Grant, StaffRole } from '#ground/actor.ts';
import { ascending } from '#ground/order.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';

/**
 * The sheet of a day, the same whatever the order of its facts. Classes and shifts where nobody eats are left
 * out. Throws when a meal points at a class or shift that is not among the places, or a health diet at nobody:
 * a plate must not vanish from the count.
 */
export function countHeadcount(
  schools: readonly SchoolDay[],
  places: Places,
  names: readonly PupilName[],
  isNamed: IsNamed = isNamedInKitchen,
): KitchenSheet {
  const meals = schools.flatMap((school) => school.meals);
  const adults = schools.reduce((sum, school) => sum + school.adults.length, 0);
  return {
    totals: { ...headcountOf(meals), adults },
    schools: inOrder(schools, (one) => [
      one.name,
      one.serviceName,
      one.schoolId,
      one.serviceId,
    ]).map((school) => countSchool(school, places, names, isNamed)),
  };
}

export type IsNamed = (meal: KitchenMeal) => boolean;

/** The meals whose pupils the kitchen knows by name: a need that only a health diet makes (RULES C5). */
export const isNamedInKitchen: IsNamed = (meal) => meal.plate?.isHealth === true;

/** Whoever serves must know every plate that is not the menu's, whatever its reason (RULES C5). */
export const isNamedAtTable: IsNamed = (meal) => meal.plate !== null || meal.plain;

/** What is eaten at each serving site, shift by shift in the order of the clock; sites by name. */
export function loadsBySite(schools: readonly SchoolCount[]): readonly SiteLoad[] {
  const sites = new Map(schools.map(({ site }) => [site.servingSiteId, site]));
  return inOrder([...sites.values()], (site) => [site.name, site.servingSiteId]).map((site) => {
    const loads = schools
      .filter((school) => school.site.servingSiteId === site.servingSiteId)
      .flatMap((school) =>
        school.shifts.map((shift) => ({
          ...shift,
          schoolName: school.name,
          serviceName: school.serviceName,
          cutOffAt: school.cutOffAt,
          closedAt: school.closedAt,
          specialPlates: school.specialPlates.filter((plate) => plate.shiftName === shift.name),
        })),
      );
    return { ...site, shifts: inOrder(loads, (one) => [one.startsAt, one.schoolName, one.name]) };
  });
}

const cooks: readonly StaffRole[] = ['kitchen', 'caterer'];

/** Whoever may take a correction off the wall: those who cook, not those who look on. */
export function mayMarkSeen(grants: readonly Grant[], kitchenId: string): boolean {
  return grants.some(
    (grant) =>
      cooks.includes(grant.role) &&
      grant.schoolId === null &&
      (grant.kitchenId === null || grant.kitchenId === kitchenId),
  );
}

const rolesAtTable: readonly StaffRole[] = ['serving-site', 'office', 'administrator'];

/** Of the schools of a day those whose plates the grants open; a grant without a school opens all. */
export function decideServedSchools<One extends { readonly schoolId: string }>(
  grants: readonly Grant[],
  schools: readonly One[],
): Outcome<readonly One[], 'not-allowed'> {
  const opening = grants.filter(
    (grant) => rolesAtTable.includes(grant.role) && grant.kitchenId === null,
  );
  if (opening.length === 0) return refuse('not-allowed');
  return accept(
    schools.filter(({ schoolId }) =>
      opening.some((grant) => grant.schoolId === null || grant.schoolId === schoolId),
    ),
  );
}

const rolesOfTheKitchen: readonly StaffRole[] = ['kitchen', 'caterer', 'office', 'administrator'];

/** Of all kitchens those that the grants open; a grant for one school opens no kitchen, which cooks for several. */
export function decideKitchens(
  grants: readonly Grant[],
  kitchens: readonly Kitchen[],
): Outcome<readonly Kitchen[], KitchenRefusal> {
  const opening = grants.filter(
    (grant) => rolesOfTheKitchen.includes(grant.role) && grant.schoolId === null,
  );
  if (opening.length === 0) return refuse('not-allowed');
  return accept(
    kitchens.filter(({ kitchenId }) =>
      opening.some((grant) => grant.kitchenId === null || grant.kitchenId === kitchenId),
    ),
  );
}

/** One kitchen; another's, and another authority's, does not exist for whoever may not read it. */
export function decideKitchen(
  grants: readonly Grant[],
  kitchens: readonly Kitchen[],
  kitchenId: string,
): Outcome<Kitchen, KitchenRefusal> {
  const opened = decideKitchens(grants, kitchens);
  if (!opened.ok) return opened;
  const kitchen = opened.value.find((one) => one.kitchenId === kitchenId);
  return kitchen === undefined ? refuse('kitchen-not-found') : accept(kitchen);
}

function countSchool(
  school: SchoolDay,
  places: Places,
  names: readonly PupilName[],
  isNamed: IsNamed,
): SchoolCount {
  const { schoolId, name, serviceName, cutOffAt, closedAt, served, reason } = school;
  const shiftIds = new Set([...school.meals, ...school.adults].map((one) => one.shiftId));
  const shifts = [...shiftIds].map((shiftId) => shiftAt(places, shiftId));
  return {
    schoolId,
    name,
    serviceName,
    cutOffAt,
    closedAt,
    served,
    reason,
    site: siteAt(places, school.servingSiteId),
    shifts: inOrder(shifts, (one) => [one.startsAt, one.name, one.shiftId]).map((shift) =>
      countShift(school, shift, places),
    ),
    specialPlates: namedPlates(school.meals.filter(isNamed), places, names),
  };
}

function countShift(school: SchoolDay, shift: ShiftPlace, places: Places): ShiftCount {
  const { name, startsAt, shiftId } = shift;
  const meals = school.meals.filter((meal) => meal.shiftId === shiftId);
  const classIds = new Set(meals.map((meal) => meal.classId));
  const classes = [...classIds].map((classId) => {
    const ofClass = meals.filter((meal) => meal.classId === classId);
    const counted: ClassCount = { name: classAt(places, classId).name, ...headcountOf(ofClass) };
    return { classId, counted };
  });
  return {
    name,
    startsAt,
    adults: school.adults.filter((adult) => adult.shiftId === shiftId).length,
    classes: inOrder(classes, (one) => [one.counted.name, one.classId]).map((one) => one.counted),
  };
}

function headcountOf(meals: readonly KitchenMeal[]): Headcount {
  const special = meals.flatMap((meal) => variantOf(meal) ?? []);
  const variants = [...new Set(special)].map((variant) => ({
    variant,
    count: special.filter((one) => one === variant).length,
  }));
  return { pupils: meals.length, variants: inOrder(variants, (one) => [one.variant]) };
}

/**
 * By shift, class and name. A child with a health and an ethical diet gets one plate, and its label says both:
 * half a label would put meat on it.
 */
function namedPlates(
  meals: readonly KitchenMeal[],
  places: Places,
  names: readonly PupilName[],
): readonly NamedPlate[] {
  const nameOf = new Map(names.map((name) => [name.pupilId, name]));
  const plates = meals.map((meal) => {
    const pupil = nameOf.get(meal.pupilId);
    if (pupil === undefined) throw new Error('a special plate without a name');
    const shift = shiftAt(places, meal.shiftId);
    const className = classAt(places, meal.classId).name;
    return {
      order: [shift.startsAt, shift.name, className, pupil.sortKey, pupil.pupilId],
      plate: {
        name: pupil.name,
        className,
        shiftName: shift.name,
        plateLabel: plateLabelOf(meal),
        expired: meal.plate?.isExpired ?? false,
      },
    };
  });
  return inOrder(plates, (one) => one.order).map((one) => one.plate);
}

/** A packed lunch, a plain meal and a diet hold together (RULES C4); undefined: the menu as it is. */
export function variantOf(meal: Dish): string | undefined {
  const parts = [
    ...(meal.packedLunch ? ['al-sacco'] : []),
    ...(meal.plain ? ['in-bianco'] : []),
    ...(meal.plate === null ? [] : [meal.plate.variant]),
  ];
  return parts.length === 0 ? undefined : parts.join(' + ');
}

type Dish = Pick<KitchenMeal, 'plain' | 'packedLunch'> & {
  readonly plate: Pick<SpecialPlate, 'variant'> | null;
};

function plateLabelOf({ packedLunch, plain, plate }: KitchenMeal): string {
  return [
    ...(packedLunch ? ['Al sacco'] : []),
    ...(plain ? ['In bianco'] : []),
    ...(plate === null ? [] : [plate.plateLabel]),
  ].join(' · ');
}

/** Only what makes a meal more or less: a meal that is not charged any more is cooked all the same. */
export function correctionOf(found: CorrectionFacts): readonly MealCorrection[] {
  const { outcome, outcomeBefore, variant, plain, ...said } = found;
  const change = Number(outcome === 'booked') - Number(outcomeBefore === 'booked');
  if (change !== 1 && change !== -1) return [];
  const plate = variant === null ? null : { variant };
  return [{ ...said, change, variant: variantOf({ plate, plain, packedLunch: false }) ?? null }];
}

/** As bookings recorded it; `outcomeBefore` is null for a child who had no meal at all. */
export interface CorrectionFacts extends Omit<MealCorrection, 'change'> {
  readonly outcome: 'booked' | 'absent';
  readonly outcomeBefore: 'booked' | 'absent' | null;
  readonly plain: boolean;
}

function siteAt({ sites }: Places, servingSiteId: string): SitePlace {
  const found = sites.find((one) => one.servingSiteId === servingSiteId);
  if (found === undefined) throw new Error(`a school without its serving site: ${servingSiteId}`);
  return found;
}

function classAt({ classes }: Places, classId: string): Places['classes'][number] {
  const found = classes.find((one) => one.classId === classId);
  if (found === undefined) throw new Error(`a meal of a class without a name: ${classId}`);
  return found;
}

function shiftAt({ shifts }: Places, shiftId: string): ShiftPlace {
  const found = shifts.find((one) => one.shiftId === shiftId);
  if (found === undefined) throw new Error(`a meal of a shift without a name: ${shiftId}`);
  return found;
}

/** Sorted by the texts of each, the first one first. */
function inOrder<One>(
  all: readonly One[],
  textsOf: (one: One) => readonly string[],
): readonly One[] {
  return all
    .map((one) => ({ one, key: textsOf(one).join('\0') }))
    .toSorted((first, second) => ascending(first.key, second.key))
    .map(({ one }) => one);
}
