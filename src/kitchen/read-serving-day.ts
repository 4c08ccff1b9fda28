// Use case: whoever serves reads what comes to the table, shift by shift, with name, class and label of every special plate (RULES C5).
import type { SuppliedSchool } from '#bookings/supplied-schools.ts';
import { suppliedSchools } from '#bookings/supplied-schools.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import { staffActorOf } from '#identity/model.ts';
import { loadKitchenFacts } from '#kitchen/facts.ts';
import type { SiteLoad } from '#kitchen/model.ts';
import type { KitchenMeans } from '#kitchen/read-sheet.ts';
import { recordPlatesRead } from '#kitchen/record-reading.ts';
import {
  countHeadcount,
  decideServedSchools,
  isNamedAtTable,
  loadsBySite,
} from '#kitchen/rules.ts';
import { findFrozenDay, listPupilNames } from '#kitchen/store.ts';
import type { Tx } from '#platform/database.ts';

export interface ServingReading {
  readonly day: Day;
  readonly now: Instant;
  readonly sites: readonly SiteLoad[];
}

export async function readServingDay(
  tx: Tx,
  means: KitchenMeans,
  account: Promise<StaffAccount>,
  day: Day,
): Promise<Outcome<ServingReading, 'not-allowed'>> {
  const [who, supplied] = await Promise.all([account, suppliedSchools(tx, day)]);
  const own = decideServedSchools(who.grants, supplied);
  if (!own.ok) return own;
  const schoolIds = own.value.map((school: SuppliedSchool) => school.schoolId);
  const frozen = await findFrozenDay(tx, { schoolIds }, day);
  const { schools, places } = await loadKitchenFacts(tx, means.calendarAt, own.value, frozen, day);
  const pupilIds = schools
    .flatMap((school) => school.meals)
    .filter(isNamedAtTable)
    .map((meal) => meal.pupilId);
  const names = pupilIds.length === 0 ? [] : await listPupilNames(tx, pupilIds);
  const { schools: counted } = countHeadcount(schools, places, names, isNamedAtTable);
  const now = means.clock.now();
  const actor = staffActorOf(who, 'kitchen');
  for (const { schoolId, specialPlates } of counted) {
    const plates = specialPlates.length;
    if (plates > 0)
      await recordPlatesRead(tx, {
        actor,
        subject: { kind: 'school', id: schoolId },
        day,
        at: now,
        plates,
      });
  }
  return accept({ day, now, sites: loadsBySite(counted) });
}
