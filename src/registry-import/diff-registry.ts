// Everything that the files change, room by room: a pure comparison, the same for a trial and for the real thing.
import type { CalendarChanges } from '#calendar/registry.ts';
import type { DietChanges } from '#diets/registry.ts';
import type { PeopleChanges } from '#enrolment/registry.ts';
import type { MenuChanges } from '#menus/registry.ts';
import { diffAdults } from '#registry-import/diff-adults.ts';
import { diffCalendar } from '#registry-import/diff-calendar.ts';
import { diffDiets } from '#registry-import/diff-diets.ts';
import { diffGuardians } from '#registry-import/diff-guardians.ts';
import type { GuardianDiff } from '#registry-import/diff-guardians.ts';
import { diffMenus } from '#registry-import/diff-menus.ts';
import { diffPupils } from '#registry-import/diff-pupils.ts';
import { diffSchools } from '#registry-import/diff-schools.ts';
import type { Existing } from '#registry-import/existing.ts';
import type { ImportStep } from '#registry-import/import-step.ts';
import type { Registry } from '#registry-import/model.ts';
import type { SchoolRegistryChanges } from '#schools/model.ts';

export interface RegistryDiff {
  readonly schools: SchoolRegistryChanges;
  readonly calendar: CalendarChanges;
  readonly guardians: GuardianDiff;
  readonly people: Omit<PeopleChanges, 'guardians' | 'guardianships' | 'supersededGuardianshipIds'>;
  readonly diets: DietChanges;
  readonly menus: MenuChanges;
}

export function diffRegistry(
  registry: Registry,
  existing: Existing,
  step: ImportStep,
): RegistryDiff {
  const schools = diffSchools(registry, existing, step);
  const { ids } = schools;
  const allSchools = [...existing.schools.schools, ...schools.changes.schools];
  const calendar = diffCalendar(registry, existing, allSchools, ids, step);
  const pupils = diffPupils(registry, existing, ids, step);
  const guardians = diffGuardians(registry, existing.people, pupils.pupilId, step);
  const adults = diffAdults(registry, existing.people, ids, step);
  const diets = diffDiets(registry, existing.diets, pupils, step);
  return {
    schools: schools.changes,
    calendar,
    guardians,
    people: {
      pupils: pupils.pupils,
      memberships: pupils.memberships.added,
      supersededMembershipIds: pupils.memberships.supersededIds,
      enrolments: pupils.enrolments.added,
      supersededEnrolmentIds: pupils.enrolments.supersededIds,
      adults: adults.added,
      supersededAdultIds: adults.supersededIds,
    },
    diets,
    menus: diffMenus(registry.menus, existing.menus, ids, step),
  };
}
