// What the database holds before an import, and the part of it that reading the files needs.
import { findCalendarRegistry } from '#calendar/registry.ts';
import type { CalendarRegistry } from '#calendar/registry.ts';
import { findDietRegistry } from '#diets/registry.ts';
import type { DietFact } from '#diets/registry.ts';
import { findPeopleRegistry } from '#enrolment/registry.ts';
import type { PeopleRegistry } from '#enrolment/registry.ts';
import { findMenuRegistry } from '#menus/registry.ts';
import type { MenuRegistry } from '#menus/registry.ts';
import type { Tx } from '#platform/database.ts';
import type { ClassKey, Known } from '#registry-import/model.ts';
import type { School, SchoolRegistry } from '#schools/model.ts';
import { findSchoolRegistry } from '#schools/school-registry.ts';
import type { FieldKey } from '#tenancy/tenant-keys.ts';

export interface Existing {
  readonly schools: SchoolRegistry;
  readonly calendar: CalendarRegistry;
  readonly people: PeopleRegistry;
  readonly diets: readonly DietFact[];
  readonly menus: MenuRegistry;
}

export async function findExisting(tx: Tx, key: FieldKey): Promise<Existing> {
  const [schools, calendar, people, diets, menus] = await Promise.all([
    findSchoolRegistry(tx),
    findCalendarRegistry(tx),
    findPeopleRegistry(tx),
    findDietRegistry(tx, key),
    findMenuRegistry(tx),
  ]);
  return { schools, calendar, people, diets, menus };
}

export function knownOf({ schools, people }: Existing): Known {
  const codes = new Map(schools.schools.map((school) => [school.schoolId, school.code]));
  const codeOf = (school: Pick<School, 'schoolId'>): string => codes.get(school.schoolId) ?? '';
  return {
    services: schools.services,
    schools: schools.schools,
    shifts: schools.shifts.map((shift) => ({ schoolCode: codeOf(shift), name: shift.name })),
    classes: schools.classes.map((one) => ({
      key: {
        schoolCode: codeOf(one),
        schoolYear: one.schoolYear,
        classCode: one.code,
      } satisfies ClassKey,
      name: one.name,
    })),
    pupils: people.pupils.map((pupil) => ({ code: pupil.pupilCode, phoneCode: pupil.phoneCode })),
  };
}
