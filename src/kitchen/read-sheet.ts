// Use case: the cook reads what to cook for whom on a day, live until the closing and frozen from then on.
import type { CalendarAt } from '#bookings/expected-meals.ts';
import { suppliedSchools } from '#bookings/supplied-schools.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import { staffActorOf } from '#identity/model.ts';
import { loadKitchenFacts } from '#kitchen/facts.ts';
import type {
  Kitchen,
  KitchenMeal,
  KitchenRefusal,
  KitchenSheet,
  PupilName,
} from '#kitchen/model.ts';
import type { PlatesReading } from '#kitchen/record-reading.ts';
import { recordPlatesRead } from '#kitchen/record-reading.ts';
import { countHeadcount, decideKitchen, decideKitchens, namedMeals } from '#kitchen/rules.ts';
import { findFrozenDay, listKitchens, listPupilNames } from '#kitchen/store.ts';
import type { Tx } from '#platform/database.ts';

export interface KitchenMeans {
  readonly clock: Clock;
  readonly calendarAt: CalendarAt;
}

export interface SheetReading extends KitchenSheet {
  readonly kitchen: Kitchen;
  readonly day: Day;
  readonly now: Instant;
}

/** The kitchens that the account may read, by name. */
export async function readKitchens(
  tx: Tx,
  account: Promise<StaffAccount>,
): Promise<Outcome<readonly Kitchen[], KitchenRefusal>> {
  const [who, kitchens] = await Promise.all([account, listKitchens(tx)]);
  return decideKitchens(who.grants, kitchens);
}

/** Three trips to the database, however many schools: who asks and what is frozen; what is expected; the names. */
export async function readSheet(
  tx: Tx,
  means: KitchenMeans,
  account: Promise<StaffAccount>,
  asked: { readonly kitchenId: string; readonly day: Day },
): Promise<Outcome<SheetReading, KitchenRefusal>> {
  const { kitchenId, day } = asked;
  const [who, kitchens, supplied, frozen] = await Promise.all([
    account,
    listKitchens(tx),
    suppliedSchools(tx, day),
    findFrozenDay(tx, kitchenId, day),
  ]);
  const kitchen = decideKitchen(who.grants, kitchens, kitchenId);
  if (!kitchen.ok) return kitchen;
  const own = supplied.filter((school) => school.kitchenId === kitchenId);
  const { schools, places } = await loadKitchenFacts(tx, means.calendarAt, own, frozen, day);
  const named = namedMeals(schools.flatMap((school) => school.meals));
  const now = means.clock.now();
  const actor = staffActorOf(who, 'kitchen');
  const names = await namesOf(tx, named, { actor, kitchenId, day, at: now, plates: named.length });
  return accept({ kitchen: kitchen.value, day, now, ...countHeadcount(schools, places, names) });
}

/** Names beside diets are not read without an audit line; a sheet without special plates needs neither. */
async function namesOf(
  tx: Tx,
  meals: readonly KitchenMeal[],
  reading: PlatesReading,
): Promise<readonly PupilName[]> {
  if (meals.length === 0) return [];
  const pupilIds = meals.map((meal) => meal.pupilId);
  const [names] = await Promise.all([listPupilNames(tx, pupilIds), recordPlatesRead(tx, reading)]);
  return names;
}
