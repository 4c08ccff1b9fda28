// What staff read before and after they correct: the schools of a day, what was corrected, and whose meals can be (RULES A6).
import type { CorrectableMeals, CorrectionDay } from '#bookings/correction-api.ts';
import {
  listCorrectable,
  listCorrectionsOfDay,
  listStoredDays,
} from '#bookings/correction-list-store.ts';
import { mayCorrect, mayCorrectAt } from '#bookings/correction-rules.ts';
import { findCalendarVersion } from '#bookings/closing-store.ts';
import { isCharged } from '#bookings/day-rules.ts';
import type { CorrectionMeans } from '#bookings/record-correction.ts';
import { suppliedSchools } from '#bookings/supplied-schools.ts';
import type { Day } from '#ground/day.ts';
import { groupBy } from '#ground/group-by.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import { staffActorOf } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt, romeIso } from '#platform/rome.ts';

export async function readCorrectionDay(
  tx: Tx,
  means: CorrectionMeans,
  account: Promise<StaffAccount>,
  day: Day,
): Promise<Outcome<CorrectionDay, 'not-allowed'>> {
  const actor = staffActorOf(await account, 'school');
  if (!mayCorrect(actor)) return refuse('not-allowed');
  const [supplied, stored, version] = await Promise.all([
    suppliedSchools(tx, day),
    listStoredDays(tx, day),
    findCalendarVersion(tx),
  ]);
  const own = supplied.filter((school) => mayCorrectAt(actor, school.schoolId));
  const [calendar, rows] = await Promise.all([
    means.calendarAt(tx, version),
    listCorrectionsOfDay(tx, [...new Set(own.map((school) => school.schoolId))], day),
  ]);
  const now = means.clock.now();
  return accept({
    now: romeIso(now),
    today: dayAt(now),
    schools: own.map(({ schoolId, schoolName, serviceId, serviceName, classIds }) => {
      const known = stored.find((one) => one.schoolId === schoolId && one.serviceId === serviceId);
      const cutOffs = classIds.map((classId) => calendar.cutOff(classId, serviceId, day).cutOffAt);
      const last = cutOffs.toSorted((one, other) => one - other).at(-1) ?? now;
      const isServed = classIds.some(
        (classId) => calendar.classDay(classId, serviceId, day).kind === 'canteen',
      );
      const closedAt = known?.frozenAt ?? null;
      const amnestyUntil = known?.amnestyUntil ?? null;
      return {
        schoolId,
        schoolName,
        serviceId,
        serviceName,
        served: isServed || closedAt !== null,
        cutOffAt: romeIso(known?.cutOffAt ?? last),
        closedAt: closedAt === null ? null : romeIso(closedAt),
        amnestyUntil: amnestyUntil === null ? null : romeIso(amnestyUntil),
      };
    }),
    corrections: rows.map(({ outcome, outcomeBefore, holds, isLast, ...row }) => ({
      ...row,
      recordedAt: romeIso(row.recordedAt),
      change: Number(outcome === 'booked') - Number(outcomeBefore === 'booked'),
      charged: isCharged({ outcome, correction: holds }),
      last: isLast,
    })),
  });
}

export async function readCorrectable(
  tx: Tx,
  account: Promise<StaffAccount>,
  place: { readonly schoolId: string; readonly serviceId: string; readonly day: Day },
): Promise<Outcome<CorrectableMeals, 'not-allowed'>> {
  const actor = staffActorOf(await account, 'school');
  if (!mayCorrectAt(actor, place.schoolId)) return refuse('not-allowed');
  const rows = await listCorrectable(tx, place.schoolId, place.serviceId, place.day);
  return accept({
    classes: [...groupBy(rows, (row) => row.classId).values()].map((pupils) => ({
      classId: pupils[0].classId,
      className: pupils[0].className,
      pupils: pupils.map(({ pupilId, name, outcome, correction }) => ({
        pupilId,
        name,
        booked: outcome === 'booked',
        correction,
      })),
    })),
  });
}
