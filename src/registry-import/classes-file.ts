// classi.csv: classes with their shift, and the weekdays on which each has canteen.
import { readCode, readText, readTime } from '#registry-import/cell.ts';
import { foldCode } from '#registry-import/code-book.ts';
import {
  addClass,
  addShift,
  schoolNamed,
  schoolYearOf,
  serviceNamed,
} from '#registry-import/desk.ts';
import type { Desk } from '#registry-import/desk.ts';
import type { ColumnKey } from '#registry-import/files.ts';
import { lineUp } from '#registry-import/line-up.ts';
import { classKeyText } from '#registry-import/model.ts';
import type {
  CanteenWeekdaysRecord,
  ClassKey,
  ClassRecord,
  ShiftRecord,
} from '#registry-import/model.ts';
import type { Table } from '#registry-import/read-table.ts';
import { readersOf } from '#registry-import/row-reader.ts';
import type { RowReader } from '#registry-import/row-reader.ts';
import { readWeekdays } from '#registry-import/weekday-cell.ts';

type Row = RowReader<ColumnKey<'classes'>>;

export interface ClassesFile {
  readonly shifts: readonly ShiftRecord[];
  readonly classes: readonly ClassRecord[];
  readonly canteenWeekdays: readonly CanteenWeekdaysRecord[];
}

/** The name of the shift where a school has only one and does not name it. */
export const onlyShiftName = 'Turno unico';

/** A class may have several rows: one per service, or per day from which its canteen weekdays change. */
export function readClasses(table: Table, desk: Desk): ClassesFile {
  const shifts = new Map<string, ShiftRecord>();
  const classes = new Map<string, ClassRecord>();
  const canteenWeekdays: CanteenWeekdaysRecord[] = [];
  for (const row of readersOf<ColumnKey<'classes'>>(table, desk.faults)) {
    const one = readClass(row, desk);
    const weekdays = row.required('weekdays', readWeekdays);
    const serviceCode = serviceNamed(desk, row, 'service', true);
    const range = row.range('from', 'to');
    if (one === undefined) continue;
    keepClass(one, row, classes);
    keepShift(one, row, shifts, desk);
    if (weekdays === undefined || serviceCode === undefined || range === undefined) continue;
    canteenWeekdays.push({ classKey: one.key, serviceCode, weekdays, range, place: row.place });
  }
  const keyOf = (record: CanteenWeekdaysRecord): string =>
    `${classKeyText(record.classKey)} ${record.serviceCode}`;
  return {
    shifts: [...shifts.values()],
    classes: [...classes.values()],
    canteenWeekdays: lineUp(canteenWeekdays, keyOf, desk.faults),
  };
}

function readClass(row: Row, desk: Desk): ClassRecord | undefined {
  const schoolCode = schoolNamed(desk, row, 'school');
  const code = row.required('code', readCode);
  const schoolYear = schoolYearOf(desk, row, 'schoolYear');
  const name = row.optional('name', readText);
  const shiftName = row.optional('shift', (text) => readText(text, 60));
  if (schoolCode === undefined || code === undefined || schoolYear === undefined) return undefined;
  const key = spelledAsKnown({ schoolCode, schoolYear, classCode: code }, desk);
  // Also of a row with faults, so that other files may name it and only the true fault is told.
  addClass(desk, { key, name: name ?? code });
  if (name === undefined || shiftName === undefined) return undefined;
  return { key, name: name ?? code, shiftName: shiftName ?? onlyShiftName, place: row.place };
}

/** '1ª A' where '1A' exists is the same class, not a second one. */
function spelledAsKnown(key: ClassKey, desk: Desk): ClassKey {
  const sameWord = desk.classes.get(`${key.schoolYear}/${foldCode(key.classCode)}`) ?? [];
  const known = sameWord.find(
    (one) =>
      one.key.schoolCode === key.schoolCode &&
      foldCode(one.key.classCode) === foldCode(key.classCode),
  );
  return known?.key ?? key;
}

function keepClass(one: ClassRecord, row: Row, classes: Map<string, ClassRecord>): void {
  const before = classes.get(classKeyText(one.key));
  if (before !== undefined && (before.name !== one.name || before.shiftName !== one.shiftName)) {
    row.fault('error', 'row-contradicts', null, { line: before.place.line });
  }
  classes.set(classKeyText(one.key), before ?? one);
}

function keepShift(one: ClassRecord, row: Row, shifts: Map<string, ShiftRecord>, desk: Desk): void {
  const startsAt = row.optional('shiftTime', readTime);
  const { schoolCode } = one.key;
  const key = `${schoolCode}/${one.shiftName}`;
  const before = shifts.get(key);
  addShift(desk, schoolCode, one.shiftName);
  if (startsAt === undefined) return;
  if (before?.startsAt !== undefined && before.startsAt !== null && startsAt !== null) {
    if (before.startsAt === startsAt) return;
    row.fault('error', 'shift-two-times', 'shiftTime', {
      line: before.place.line,
      time: before.startsAt,
    });
    return;
  }
  shifts.set(key, {
    schoolCode,
    name: one.shiftName,
    startsAt: before?.startsAt ?? startsAt,
    place: before?.place ?? row.place,
  });
}
