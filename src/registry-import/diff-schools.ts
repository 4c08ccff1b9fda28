// Compares schools, shifts, classes and supplies of the files with those recorded; keys are codes, so a new name changes a row and adds none.
import type { Existing } from '#registry-import/existing.ts';
import { factChanges } from '#registry-import/fact-changes.ts';
import { horizonOf } from '#registry-import/import-step.ts';
import type { ImportStep } from '#registry-import/import-step.ts';
import { classKeyText } from '#registry-import/model.ts';
import type { ClassKey, Registry, ShiftRecord } from '#registry-import/model.ts';
import type { ChangeKind } from '#registry-import/change-log.ts';
import type { SchoolRegistryChanges, Shift, Supply } from '#schools/model.ts';

/** The identifiers of everything that files name by code, recorded or about to be. */
export interface SchoolIds {
  readonly service: (code: string) => string;
  readonly school: (code: string) => string;
  readonly shift: (schoolCode: string, name: string) => string;
  readonly schoolClass: (key: ClassKey) => string;
  /** The school of a class, by id. */
  readonly schoolOfClass: (classId: string) => string;
}

export interface SchoolDiff {
  readonly changes: SchoolRegistryChanges;
  readonly ids: SchoolIds;
}

/** Used for a new shift whose time no file says, with a warning. */
const usualShiftTime = '12:30';

export function diffSchools(registry: Registry, existing: Existing, step: ImportStep): SchoolDiff {
  const { schools: recorded } = existing;
  const services = rowsBy('service', recorded.services, (row) => row.code, step);
  const kitchens = rowsBy('kitchen', recorded.kitchens, (row) => row.name, step);
  const sites = rowsBy('serving-site', recorded.servingSites, (row) => row.name, step);
  const schools = rowsBy('school', recorded.schools, (row) => row.code, step);
  const shifts = rowsBy('shift', recorded.shifts, (row) => `${row.schoolId} ${row.name}`, step);
  const classes = rowsBy(
    'class',
    recorded.classes,
    (row) => `${row.schoolId} ${row.schoolYear} ${row.code}`,
    step,
  );

  for (const { code, name } of registry.services) {
    services.keep(
      code,
      (row) => ({ serviceId: row?.serviceId ?? step.makeId(), code, name: row?.name ?? name }),
      code,
    );
  }
  for (const { code, name, grade, instituteName } of registry.schools) {
    schools.keep(
      code,
      (row) => ({ schoolId: row?.schoolId ?? step.makeId(), code, name, grade, instituteName }),
      code,
    );
  }
  const schoolId = (code: string): string => schools.find(code).schoolId;
  for (const { kitchenName, servingSiteName } of registry.supplies) {
    kitchens.keep(
      kitchenName,
      (row) => row ?? { kitchenId: step.makeId(), name: kitchenName },
      kitchenName,
    );
    sites.keep(
      servingSiteName,
      (row) => row ?? { servingSiteId: step.makeId(), name: servingSiteName },
      servingSiteName,
    );
  }
  for (const shift of registry.shifts) {
    const id = schoolId(shift.schoolCode);
    shifts.keep(
      `${id} ${shift.name}`,
      (row) => shiftRow(shift, id, row, step),
      `${shift.schoolCode} ${shift.name}`,
    );
  }
  const shiftId = (schoolCode: string, name: string): string =>
    shifts.find(`${schoolId(schoolCode)} ${name}`).shiftId;
  for (const { key, name, shiftName } of registry.classes) {
    const id = schoolId(key.schoolCode);
    classes.keep(
      `${id} ${key.schoolYear} ${key.classCode}`,
      (row) => ({
        classId: row?.classId ?? step.makeId(),
        schoolId: id,
        schoolYear: key.schoolYear,
        code: key.classCode,
        name,
        shiftId: shiftId(key.schoolCode, shiftName),
      }),
      classKeyText(key),
    );
  }
  const ids: SchoolIds = {
    service: (code) => services.find(code).serviceId,
    school: schoolId,
    shift: shiftId,
    schoolClass: (key) =>
      classes.find(`${schoolId(key.schoolCode)} ${key.schoolYear} ${key.classCode}`).classId,
    schoolOfClass: schoolsOf(() => classes.all()),
  };
  const supplies = factChanges(
    {
      kind: 'supply',
      recorded: recorded.supplies,
      written: registry.supplies,
      factKey: (fact) => `${fact.schoolId} ${fact.serviceId}`,
      recordKey: (record) => `${ids.school(record.schoolCode)} ${ids.service(record.serviceCode)}`,
      label: (record) => record.schoolCode,
      idOf: (fact) => fact.supplyId,
      valueOf: ({ kitchenId, servingSiteId }) => ({ kitchenId, servingSiteId }),
      wantedOf: ({ kitchenName, servingSiteName }) => ({
        kitchenId: kitchens.find(kitchenName).kitchenId,
        servingSiteId: sites.find(servingSiteName).servingSiteId,
      }),
      isSame: (one, other) =>
        one.kitchenId === other.kitchenId && one.servingSiteId === other.servingSiteId,
      horizonOf: ([record]) =>
        horizonOf(
          step,
          record === undefined ? [] : [ids.school(record.schoolCode)],
          record === undefined ? null : ids.service(record.serviceCode),
        ),
      make: (record, span): Supply => ({
        supplyId: step.makeId(),
        schoolId: ids.school(record.schoolCode),
        serviceId: ids.service(record.serviceCode),
        ...span.value,
        validFrom: span.from,
        validTo: span.to,
      }),
    },
    step,
  );
  return {
    ids,
    changes: {
      services: services.written(),
      kitchens: kitchens.written(),
      servingSites: sites.written(),
      schools: schools.written(),
      shifts: shifts.written(),
      classes: classes.written(),
      supplies: supplies.added,
      supersededSupplyIds: supplies.supersededIds,
    },
  };
}

function shiftRow(
  shift: ShiftRecord,
  schoolId: string,
  row: Shift | undefined,
  step: ImportStep,
): Shift {
  const startsAt = shift.startsAt ?? row?.startsAt;
  if (startsAt === undefined) {
    const fault = {
      severity: 'warning',
      code: 'shift-time-assumed',
      column: 'orario turno',
    } as const;
    step.faults.add({ ...fault, ...shift.place, details: { time: usualShiftTime } });
  }
  return {
    shiftId: row?.shiftId ?? step.makeId(),
    schoolId,
    name: shift.name,
    startsAt: startsAt ?? usualShiftTime,
  };
}

function schoolsOf(
  classes: () => Iterable<{ readonly classId: string; readonly schoolId: string }>,
): (classId: string) => string {
  let byClass: Map<string, string> | undefined;
  return (classId) => {
    byClass ??= new Map(Array.from(classes(), (one) => [one.classId, one.schoolId]));
    return byClass.get(classId) ?? '';
  };
}

interface Rows<Row> {
  keep(key: string, make: (row: Row | undefined) => Row, label: string): void;
  /** Throws where reading the files should have refused: an unknown code comes no further than the plan. */
  find(key: string): Row;
  all(): Iterable<Row>;
  /** New rows and new versions of rows. */
  written(): readonly Row[];
}

function rowsBy<Row extends object>(
  kind: ChangeKind,
  recorded: readonly Row[],
  keyOf: (row: Row) => string,
  step: ImportStep,
): Rows<Row> {
  const rows = new Map(recorded.map((row) => [keyOf(row), row]));
  const written = new Map<string, Row>();
  const kept = new Set<string>();
  return {
    keep(key, make, label) {
      const before = rows.get(key);
      if (kept.has(key)) return;
      kept.add(key);
      const row = make(before);
      const isUnchanged = before !== undefined && isSameRow(before, row);
      if (!isUnchanged) written.set(key, row);
      rows.set(key, row);
      const act = before === undefined ? 'added' : 'changed';
      step.changes.note(kind, isUnchanged ? 'same' : act, label);
    },
    find(key) {
      const row = rows.get(key);
      if (row === undefined) throw new Error(`the plan let an unknown ${kind} pass`);
      return row;
    },
    all: () => rows.values(),
    written: () => [...written.values()],
  };
}

/** Rows of texts and numbers only. */
export function isSameRow<Row extends object>(one: Row, other: Row): boolean {
  for (const key in one) if (one[key] !== other[key]) return false;
  return true;
}
