// Compares the staff who eat with those recorded.
import type { AdultDinerRow, PeopleRegistry } from '#enrolment/registry.ts';
import { isSameRow } from '#registry-import/diff-schools.ts';
import type { SchoolIds } from '#registry-import/diff-schools.ts';
import { factChanges } from '#registry-import/fact-changes.ts';
import type { FactChanges } from '#registry-import/fact-changes.ts';
import { horizonOf } from '#registry-import/import-step.ts';
import type { ImportStep } from '#registry-import/import-step.ts';
import type { Registry } from '#registry-import/model.ts';

type Seat = Pick<AdultDinerRow, 'firstName' | 'lastName' | 'schoolId' | 'shiftId' | 'weekdays'>;

export function diffAdults(
  registry: Registry,
  people: PeopleRegistry,
  ids: SchoolIds,
  step: ImportStep,
): FactChanges<AdultDinerRow> {
  return factChanges(
    {
      kind: 'adult',
      recorded: people.adults,
      written: registry.adults,
      factKey: (fact) => `${fact.adultCode} ${fact.serviceId}`,
      recordKey: (record) => `${record.code} ${ids.service(record.serviceCode)}`,
      label: (record) => record.code,
      idOf: (fact) => fact.adultDinerId,
      valueOf: ({ firstName, lastName, schoolId, shiftId, weekdays }): Seat => ({
        firstName,
        lastName,
        schoolId,
        shiftId,
        weekdays,
      }),
      wantedOf: (record) => ({
        firstName: record.firstName,
        lastName: record.lastName,
        schoolId: ids.school(record.schoolCode),
        shiftId: ids.shift(record.schoolCode, record.shiftName),
        weekdays: record.weekdays,
      }),
      isSame: isSameRow,
      horizonOf: (records, recorded) =>
        horizonOf(
          step,
          [
            ...records.map((record) => ids.school(record.schoolCode)),
            ...recorded.map((fact) => fact.schoolId),
          ],
          records[0] === undefined ? null : ids.service(records[0].serviceCode),
        ),
      make: (record, span): AdultDinerRow => ({
        adultDinerId: step.makeId(),
        adultCode: record.code,
        serviceId: ids.service(record.serviceCode),
        ...span.value,
        validFrom: span.from,
        validTo: span.to,
      }),
    },
    step,
  );
}
