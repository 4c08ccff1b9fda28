// Use case: the list of a class beside the count: who is booked, who was seen, nothing else (RULES A7, C5, D6).
import { classBookings } from '#bookings/class-bookings.ts';
import { suppliedSchools } from '#bookings/supplied-schools.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import type { SchoolMorning, ClassMorning } from '#morning/facts.ts';
import { loadMorning } from '#morning/facts.ts';
import type { ListedPupil, MorningRefusal } from '#morning/model.ts';
import type { MorningMeans } from '#morning/read-today.ts';
import { findClass, listNames, listPresences } from '#morning/store.ts';
import type { Tx } from '#platform/database.ts';
import { schoolsToCall } from '#roll-call/rules.ts';

export interface NamedPupil extends ListedPupil {
  readonly name: string;
}

export interface ClassReading {
  readonly now: Instant;
  readonly day: Day;
  readonly school: SchoolMorning;
  readonly schoolClass: ClassMorning;
  readonly pupils: readonly NamedPupil[];
}

export async function readClass(
  tx: Tx,
  means: MorningMeans,
  account: Promise<StaffAccount>,
  asked: { readonly classId: string; readonly serviceId: string; readonly day: Day },
): Promise<Outcome<ClassReading, MorningRefusal>> {
  const { classId, serviceId, day } = asked;
  const [who, found, supplied, presences] = await Promise.all([
    account,
    findClass(tx, classId),
    suppliedSchools(tx, day),
    listPresences(tx, classId, serviceId, day),
  ]);
  const opened = schoolsToCall(who.grants, found === undefined ? [] : [found.schoolId]);
  if (!opened.ok) return opened;
  const school = supplied.find(
    (one) => opened.value.includes(one.schoolId) && one.serviceId === serviceId,
  );
  if (school === undefined || !school.classIds.includes(classId)) return refuse('class-not-found');
  const [[morning], bookings] = await Promise.all([
    loadMorning(tx, means.calendarAt, [{ ...school, classIds: [classId] }], day),
    classBookings(tx, means.calendarAt, [classId], day),
  ]);
  const schoolClass = morning?.classes[0];
  if (morning === undefined || schoolClass === undefined) return refuse('class-not-found');
  const booked = new Map(
    bookings.pupils
      .filter((one) => one.serviceId === serviceId)
      .map((one) => [one.pupilId, one.booked]),
  );
  const present = new Map(presences.map((one) => [one.pupilId, one.present]));
  const names = await listNames(tx, [...booked.keys()]);
  return accept({
    now: means.clock.now(),
    day,
    school: morning,
    schoolClass,
    pupils: names.map(({ pupilId, name }) => ({
      pupilId,
      name,
      booked: booked.get(pupilId) ?? false,
      present: present.get(pupilId) ?? null,
    })),
  });
}
