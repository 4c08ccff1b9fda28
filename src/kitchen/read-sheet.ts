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
import type { Kitchen, KitchenRefusal, KitchenSheet, MealCorrection } from '#kitchen/model.ts';
import type { PlatesReading } from '#kitchen/record-reading.ts';
import { recordPlatesRead } from '#kitchen/record-reading.ts';
import {
  correctionOf,
  countHeadcount,
  decideKitchen,
  decideKitchens,
  isNamedInKitchen,
  mayMarkSeen,
} from '#kitchen/rules.ts';
import { findFrozenDay, listCorrections, listKitchens, listPupilNames } from '#kitchen/store.ts';
import type { Tx } from '#platform/database.ts';

export interface KitchenMeans {
  readonly clock: Clock;
  readonly calendarAt: CalendarAt;
}

export interface AskedDay {
  readonly kitchenId: string;
  readonly day: Day;
}

export interface OpenKitchen extends Kitchen {
  /** The account may mark corrections as seen. */
  readonly cooks: boolean;
}

export interface SheetReading extends KitchenSheet {
  readonly kitchen: Kitchen;
  readonly day: Day;
  readonly now: Instant;
  /** The newest first. */
  readonly corrections: readonly MealCorrection[];
}

/** The kitchens that the account may read, by name. */
export async function readKitchens(
  tx: Tx,
  account: Promise<StaffAccount>,
): Promise<Outcome<readonly OpenKitchen[], KitchenRefusal>> {
  const [who, kitchens] = await Promise.all([account, listKitchens(tx)]);
  const opened = decideKitchens(who.grants, kitchens);
  if (!opened.ok) return opened;
  return accept(
    opened.value.map((one) => ({ ...one, cooks: mayMarkSeen(who.grants, one.kitchenId) })),
  );
}

/** A handful of trips to the database, however many schools: who asks and what is frozen; what is expected; the names. */
export async function readSheet(
  tx: Tx,
  means: KitchenMeans,
  account: Promise<StaffAccount>,
  asked: AskedDay,
): Promise<Outcome<SheetReading, KitchenRefusal>> {
  const { kitchenId, day } = asked;
  const [who, kitchens, known] = await Promise.all([
    account,
    listKitchens(tx),
    loadKnown(tx, asked),
  ]);
  const kitchen = decideKitchen(who.grants, kitchens, kitchenId);
  if (!kitchen.ok) return kitchen;
  const sheet = await composeSheet(tx, means, kitchen.value, day, known);
  const actor = staffActorOf(who, 'kitchen');
  await auditPlates(tx, {
    actor,
    subject: { kind: 'kitchen', id: kitchenId },
    day,
    at: sheet.now,
    plates: platesOn(sheet),
  });
  return accept(sheet);
}

/** For screens that were let in one by one (`watch-kitchen.ts`): the sheet that all of them show. */
export async function readSharedSheet(
  tx: Tx,
  means: KitchenMeans,
  { kitchen, day }: { readonly kitchen: Kitchen; readonly day: Day },
): Promise<SheetReading> {
  const known = await loadKnown(tx, { kitchenId: kitchen.kitchenId, day });
  return composeSheet(tx, means, kitchen, day, known);
}

/** Names beside diets are not read without an audit line; a sheet without special plates needs none. */
export async function auditPlates(tx: Tx, reading: PlatesReading): Promise<void> {
  if (reading.plates > 0) await recordPlatesRead(tx, reading);
}

export function platesOn(sheet: KitchenSheet): number {
  return sheet.schools.reduce((sum, school) => sum + school.specialPlates.length, 0);
}

const loadKnown = (tx: Tx, { kitchenId, day }: AskedDay) =>
  Promise.all([
    suppliedSchools(tx, day),
    findFrozenDay(tx, { kitchenId }, day),
    listCorrections(tx, kitchenId, day),
  ]);

async function composeSheet(
  tx: Tx,
  means: KitchenMeans,
  kitchen: Kitchen,
  day: Day,
  [supplied, frozen, corrections]: Awaited<ReturnType<typeof loadKnown>>,
): Promise<SheetReading> {
  const own = supplied.filter((school) => school.kitchenId === kitchen.kitchenId);
  const { schools, places } = await loadKitchenFacts(tx, means.calendarAt, own, frozen, day);
  const named = schools.flatMap((school) => school.meals).filter(isNamedInKitchen);
  const names =
    named.length === 0
      ? []
      : await listPupilNames(
          tx,
          named.map((meal) => meal.pupilId),
        );
  return {
    kitchen,
    day,
    now: means.clock.now(),
    ...countHeadcount(schools, places, names),
    corrections: corrections.flatMap(correctionOf),
  };
}
