// The people of a municipality as a whole: pupils, guardians, classes, enrolments, staff who eat; read and brought up to date in one go.
import { findPeopleRows, writePeopleRows } from '#enrolment/registry-store.ts';
import { refreshSearchAfter } from '#enrolment/refresh-search.ts';
import type { Actor } from '#ground/actor.ts';
import { actorIdOf } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import type { Weekdays } from '#ground/weekdays.ts';
import type { Tx } from '#platform/database.ts';

/** Of a dated fact: both days inclusive, null = open. */
interface Valid {
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

export interface PupilRow {
  readonly pupilId: string;
  readonly pupilCode: string;
  readonly phoneCode: string | null;
  readonly lastName: string;
  readonly firstName: string;
  readonly sortKey: string;
  readonly fiscalCode: string | null;
  readonly bornOn: Day | null;
}

export interface GuardianRow {
  readonly guardianId: string;
  readonly accountId: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly sortKey: string;
  readonly fiscalCode: string | null;
}

/** With the contacts of the account; null also where the account is disabled. */
export interface GuardianWithContacts extends GuardianRow {
  readonly displayName: string | null;
  readonly email: string | null;
  readonly mobile: string | null;
  readonly language: string | null;
}

export interface GuardianshipRow {
  readonly guardianshipId: string;
  readonly pupilId: string;
  readonly guardianId: string;
  readonly relation: 'mother' | 'father' | 'guardian' | 'foster-parent' | 'other';
  readonly restricted: boolean;
}

export interface ClassMembershipRow extends Valid {
  readonly classMembershipId: string;
  readonly pupilId: string;
  readonly classId: string;
}

export interface ServiceEnrolmentRow extends Valid {
  readonly serviceEnrolmentId: string;
  readonly pupilId: string;
  readonly serviceId: string;
  readonly weekdays: Weekdays;
}

export interface AdultDinerRow extends Valid {
  readonly adultDinerId: string;
  readonly adultCode: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly schoolId: string;
  readonly shiftId: string;
  readonly serviceId: string;
  readonly weekdays: Weekdays;
}

export interface PeopleRegistry {
  readonly pupils: readonly PupilRow[];
  readonly guardians: readonly GuardianWithContacts[];
  readonly guardianships: readonly GuardianshipRow[];
  readonly memberships: readonly ClassMembershipRow[];
  readonly enrolments: readonly ServiceEnrolmentRow[];
  readonly adults: readonly AdultDinerRow[];
}

/** Pupils and guardians are new or new versions, by id; all else is only ever added and superseded. */
export interface PeopleChanges {
  readonly pupils: readonly PupilRow[];
  readonly guardians: readonly GuardianRow[];
  readonly guardianships: readonly GuardianshipRow[];
  readonly supersededGuardianshipIds: readonly string[];
  readonly memberships: readonly ClassMembershipRow[];
  readonly supersededMembershipIds: readonly string[];
  readonly enrolments: readonly ServiceEnrolmentRow[];
  readonly supersededEnrolmentIds: readonly string[];
  readonly adults: readonly AdultDinerRow[];
  readonly supersededAdultIds: readonly string[];
}

/** Facts in force; what was superseded is history. */
export function findPeopleRegistry(tx: Tx): Promise<PeopleRegistry> {
  return findPeopleRows(tx);
}

/** Roles office or system. The caller keeps clear of frozen days and writes the audit line of the whole. */
export async function recordPeopleRegistry(
  tx: Tx,
  clock: Clock,
  actor: Actor,
  changes: PeopleChanges,
): Promise<void> {
  await writePeopleRows(tx, changes, clock.now(), actorIdOf(actor));
  await refreshSearchAfter(tx, changes);
}
