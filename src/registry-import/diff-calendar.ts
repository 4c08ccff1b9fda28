// Compares canteen weekdays and the authority's own closures of the files with those recorded.
import type { CalendarChanges, CanteenWeekdaysFact, ClosureRow } from '#calendar/registry.ts';
import { addDays } from '#ground/day.ts';
import type { SchoolIds } from '#registry-import/diff-schools.ts';
import type { Existing } from '#registry-import/existing.ts';
import { factChanges } from '#registry-import/fact-changes.ts';
import type { FactChanges } from '#registry-import/fact-changes.ts';
import { horizonOf } from '#registry-import/import-step.ts';
import type { ImportStep } from '#registry-import/import-step.ts';
import { classKeyText } from '#registry-import/model.ts';
import type { ClosureRecord, Registry } from '#registry-import/model.ts';
import type { School } from '#schools/model.ts';

export function diffCalendar(
  registry: Registry,
  existing: Existing,
  schools: readonly School[],
  ids: SchoolIds,
  step: ImportStep,
): CalendarChanges {
  const weekdays = diffWeekdays(registry, existing, ids, step);
  const closures = registry.closures.map((closure) =>
    diffClosure(closure, existing.calendar.closures, schools, ids, step),
  );
  return {
    canteenWeekdays: weekdays.added,
    supersededCanteenWeekdaysIds: weekdays.supersededIds,
    closures: closures.flatMap((diff) => diff.added),
    supersededClosureIds: closures.flatMap((diff) => diff.supersededIds),
  };
}

function diffWeekdays(
  registry: Registry,
  existing: Existing,
  ids: SchoolIds,
  step: ImportStep,
): FactChanges<CanteenWeekdaysFact> {
  return factChanges(
    {
      kind: 'canteen-weekdays',
      recorded: existing.calendar.canteenWeekdays,
      written: registry.canteenWeekdays,
      factKey: (fact) => `${fact.classId} ${fact.serviceId}`,
      recordKey: (record) =>
        `${ids.schoolClass(record.classKey)} ${ids.service(record.serviceCode)}`,
      label: (record) => classKeyText(record.classKey),
      idOf: (fact) => fact.canteenWeekdaysId,
      valueOf: (fact) => fact.weekdays,
      wantedOf: (record) => record.weekdays,
      isSame: (one, other) => one === other,
      horizonOf: (records) =>
        horizonOf(
          step,
          records.map(({ classKey }) => ids.school(classKey.schoolCode)),
          records[0] === undefined ? null : ids.service(records[0].serviceCode),
          records[0]?.classKey.schoolYear,
        ),
      make: (record, span) => ({
        canteenWeekdaysId: step.makeId(),
        classId: ids.schoolClass(record.classKey),
        serviceId: ids.service(record.serviceCode),
        weekdays: span.value,
        validFrom: span.from,
        validTo: span.to,
      }),
    },
    step,
  );
}

/**
 * A closure is the same by scope and days; another reason supersedes it. Of one that begins under closed days only
 * the open ones are recorded, and nothing where a recorded closure covers them already.
 */
function diffClosure(
  record: ClosureRecord,
  recorded: readonly ClosureRow[],
  schools: readonly School[],
  ids: SchoolIds,
  step: ImportStep,
): FactChanges<ClosureRow> {
  const wanted = closureRow(record, ids, step);
  const label = `${record.fromOn} ${record.target.kind}`;
  const ofTarget = recorded.filter(
    (one) =>
      one.scope === wanted.scope &&
      one.grade === wanted.grade &&
      one.schoolId === wanted.schoolId &&
      one.classId === wanted.classId,
  );
  const { openFrom } = horizonOf(step, schoolsOf(wanted, schools, ids), null);
  const fromOn = openFrom !== null && openFrom > wanted.fromOn ? openFrom : wanted.fromOn;
  const twin = ofTarget.find((one) => one.fromOn === wanted.fromOn && one.toOn === wanted.toOn);
  const covers = ofTarget.some(
    (one) => one.fromOn <= fromOn && one.toOn >= wanted.toOn && one.reason === wanted.reason,
  );
  const isOver = fromOn > wanted.toOn;
  if (twin?.reason === wanted.reason || covers || (twin !== undefined && isOver)) {
    step.changes.note('closure', 'same', label);
    return { added: [], supersededIds: [] };
  }
  if (fromOn !== wanted.fromOn) {
    const fault = { severity: 'warning', code: 'closed-days-kept', column: 'dal' } as const;
    step.faults.add({ ...fault, ...record.place, details: { until: addDays(fromOn, -1) } });
  }
  if (isOver) return { added: [], supersededIds: [] };
  step.changes.note('closure', twin === undefined ? 'added' : 'changed', label);
  return {
    // The reason of days already closed is history too: the old closure keeps them, the new one what is open.
    added: [
      ...(twin === undefined || fromOn === wanted.fromOn
        ? []
        : [{ ...twin, closureId: step.makeId(), toOn: addDays(fromOn, -1) }]),
      { ...wanted, fromOn },
    ],
    supersededIds: twin === undefined ? [] : [twin.closureId],
  };
}

function closureRow(
  { target, fromOn, toOn, reason }: ClosureRecord,
  ids: SchoolIds,
  step: ImportStep,
): ClosureRow {
  return {
    closureId: step.makeId(),
    scope: target.kind,
    grade: target.kind === 'grade' ? target.grade : null,
    schoolId: target.kind === 'school' ? ids.school(target.schoolCode) : null,
    classId: target.kind === 'class' ? ids.schoolClass(target.classKey) : null,
    fromOn,
    toOn,
    reason,
    origin: 'own',
  };
}

function schoolsOf(closure: ClosureRow, schools: readonly School[], ids: SchoolIds): string[] {
  switch (closure.scope) {
    case 'tenant':
      return schools.map((school) => school.schoolId);
    case 'grade':
      return schools
        .filter((school) => school.grade === closure.grade)
        .map((school) => school.schoolId);
    case 'school':
      return [closure.schoolId ?? ''];
    case 'class':
      return [ids.schoolOfClass(closure.classId ?? '')];
  }
}
