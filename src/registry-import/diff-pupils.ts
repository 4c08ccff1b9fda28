// Compares pupils, their classes and their enrolments with those recorded.
import { phoneCodeDrawer } from '#enrolment/phone-code.ts';
import type { ClassMembershipRow, PupilRow, ServiceEnrolmentRow } from '#enrolment/registry.ts';
import { groupBy } from '#ground/group-by.ts';
import { sortKeyOf } from '#ground/text-forms.ts';
import { isSameRow } from '#registry-import/diff-schools.ts';
import type { SchoolIds } from '#registry-import/diff-schools.ts';
import type { Existing } from '#registry-import/existing.ts';
import { factChanges } from '#registry-import/fact-changes.ts';
import type { FactChanges } from '#registry-import/fact-changes.ts';
import { horizonOf } from '#registry-import/import-step.ts';
import type { ImportStep } from '#registry-import/import-step.ts';
import type { PupilRecord, Registry } from '#registry-import/model.ts';

export interface PupilDiff {
  readonly pupils: readonly PupilRow[];
  readonly memberships: FactChanges<ClassMembershipRow>;
  readonly enrolments: FactChanges<ServiceEnrolmentRow>;
  readonly pupilId: (code: string) => string;
  /** The schools of a pupil, by id, whatever the day: whose closed days bind its facts. */
  readonly schoolsOfPupil: (pupilId: string) => readonly string[];
}

export function diffPupils(
  registry: Registry,
  existing: Existing,
  ids: SchoolIds,
  step: ImportStep,
): PupilDiff {
  const { people } = existing;
  const pupilIds = new Map(people.pupils.map((pupil) => [pupil.pupilCode, pupil.pupilId]));
  const pupils = changedPupils(registry.pupils, people.pupils, step);
  for (const pupil of pupils) pupilIds.set(pupil.pupilCode, pupil.pupilId);
  const pupilId = (code: string): string => pupilIds.get(code) ?? '';

  const recordedClasses = groupBy(people.memberships, (membership) => membership.pupilId);
  const writtenClasses = groupBy(registry.memberships, (record) => pupilId(record.pupilCode));
  const schoolsOfPupil = (id: string): readonly string[] => [
    ...(recordedClasses.get(id) ?? []).map((one) => ids.schoolOfClass(one.classId)),
    ...(writtenClasses.get(id) ?? []).map((one) => ids.school(one.classKey.schoolCode)),
  ];

  const memberships = factChanges(
    {
      kind: 'membership',
      recorded: people.memberships,
      written: registry.memberships,
      factKey: (fact) => fact.pupilId,
      recordKey: (record) => pupilId(record.pupilCode),
      label: (record) => `${record.pupilCode} ${record.classKey.classCode}`,
      idOf: (fact) => fact.classMembershipId,
      valueOf: (fact) => fact.classId,
      wantedOf: (record) => ids.schoolClass(record.classKey),
      isSame: (one, other) => one === other,
      horizonOf: (records) =>
        horizonOf(
          step,
          schoolsOfPupil(pupilId(records[0]?.pupilCode ?? '')),
          null,
          records[0]?.classKey.schoolYear,
        ),
      make: (record, span): ClassMembershipRow => ({
        classMembershipId: step.makeId(),
        pupilId: pupilId(record.pupilCode),
        classId: span.value,
        validFrom: span.from,
        validTo: span.to,
      }),
    },
    step,
  );
  const enrolments = factChanges(
    {
      kind: 'enrolment',
      recorded: people.enrolments,
      written: registry.enrolments,
      factKey: (fact) => `${fact.pupilId} ${fact.serviceId}`,
      recordKey: (record) => `${pupilId(record.pupilCode)} ${ids.service(record.serviceCode)}`,
      label: (record) => record.pupilCode,
      idOf: (fact) => fact.serviceEnrolmentId,
      valueOf: (fact) => fact.weekdays,
      wantedOf: (record) => record.weekdays,
      isSame: (one, other) => one === other,
      horizonOf: ([record]) =>
        record === undefined
          ? horizonOf(step, [], null)
          : horizonOf(
              step,
              schoolsOfPupil(pupilId(record.pupilCode)),
              ids.service(record.serviceCode),
            ),
      make: (record, span): ServiceEnrolmentRow => ({
        serviceEnrolmentId: step.makeId(),
        pupilId: pupilId(record.pupilCode),
        serviceId: ids.service(record.serviceCode),
        weekdays: span.value,
        validFrom: span.from,
        validTo: span.to,
      }),
    },
    step,
  );
  return { pupils, memberships, enrolments, pupilId, schoolsOfPupil };
}

/** An empty cell leaves what is recorded; a pupil that has no phone code gets one. */
function changedPupils(
  written: readonly PupilRecord[],
  recorded: readonly PupilRow[],
  step: ImportStep,
): PupilRow[] {
  const byCode = new Map(recorded.map((pupil) => [pupil.pupilCode, pupil]));
  const drawPhoneCode = phoneCodeDrawer([...recorded, ...written].map((one) => one.phoneCode));
  return written.flatMap((record) => {
    const before = byCode.get(record.code);
    const after: PupilRow = {
      pupilId: before?.pupilId ?? step.makeId(),
      pupilCode: record.code,
      phoneCode: record.phoneCode ?? before?.phoneCode ?? drawPhoneCode(),
      lastName: record.lastName,
      firstName: record.firstName,
      sortKey: sortKeyOf(record.lastName, record.firstName),
      fiscalCode: record.fiscalCode ?? before?.fiscalCode ?? null,
      bornOn: record.bornOn ?? before?.bornOn ?? null,
    };
    const isUnchanged = before !== undefined && isSameRow(before, after);
    const act = before === undefined ? 'added' : 'changed';
    step.changes.note('pupil', isUnchanged ? 'same' : act, record.code);
    if (before !== undefined && isSomebodyElse(before, record)) {
      const fault = {
        severity: 'warning',
        code: 'pupil-renamed',
        column: 'codice utente',
      } as const;
      step.faults.add({ ...fault, ...record.place, value: record.code });
    }
    return isUnchanged ? [] : [after];
  });
}

function isSomebodyElse(before: PupilRow, record: PupilRecord): boolean {
  return before.lastName !== record.lastName && before.firstName !== record.firstName;
}
