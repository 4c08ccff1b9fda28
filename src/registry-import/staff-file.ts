// personale.csv: the staff who eat with the children, per school and shift.
import { foldText } from '#ground/text-forms.ts';
import { readCode, readName, readText } from '#registry-import/cell.ts';
import { schoolNamed, serviceNamed } from '#registry-import/desk.ts';
import type { Desk } from '#registry-import/desk.ts';
import type { ColumnKey } from '#registry-import/files.ts';
import { lineUp } from '#registry-import/line-up.ts';
import type { AdultRecord } from '#registry-import/model.ts';
import type { Table } from '#registry-import/read-table.ts';
import { readersOf } from '#registry-import/row-reader.ts';
import type { RowReader } from '#registry-import/row-reader.ts';
import { readWeekdays } from '#registry-import/weekday-cell.ts';

type Row = RowReader<ColumnKey<'staff'>>;

export function readStaff(table: Table, desk: Desk): readonly AdultRecord[] {
  const adults: AdultRecord[] = [];
  for (const row of readersOf<ColumnKey<'staff'>>(table, desk.faults)) {
    const adult = readAdult(row, desk);
    if (adult !== undefined) adults.push(adult);
  }
  return lineUp(adults, (record) => `${record.code} ${record.serviceCode}`, desk.faults);
}

function readAdult(row: Row, desk: Desk): AdultRecord | undefined {
  const code = row.required('code', readCode);
  const lastName = row.required('lastName', readName);
  const firstName = row.required('firstName', readName);
  const schoolCode = schoolNamed(desk, row, 'school');
  const shiftName = schoolCode === undefined ? undefined : shiftNamed(row, schoolCode, desk);
  const weekdays = row.required('weekdays', readWeekdays);
  const serviceCode = serviceNamed(desk, row, 'service', false);
  const range = row.range('from', 'to');
  if (code === undefined || lastName === undefined || firstName === undefined) return undefined;
  if (schoolCode === undefined || shiftName === undefined || weekdays === undefined)
    return undefined;
  if (serviceCode === undefined || range === undefined) return undefined;
  return {
    code,
    lastName,
    firstName,
    schoolCode,
    shiftName,
    serviceCode,
    weekdays,
    range,
    place: row.place,
  };
}

/** The shift by name; an empty cell is enough where the school has only one. */
function shiftNamed(row: Row, schoolCode: string, desk: Desk): string | undefined {
  const shifts = [...(desk.shifts.get(schoolCode) ?? [])];
  const text = row.optional('shift', readText);
  if (text === undefined) return undefined;
  const found = text === null ? shifts : shifts.filter((name) => foldText(name) === foldText(text));
  if (found.length === 1) return found[0];
  const known = shifts.join(', ');
  row.fault('error', text === null ? 'shift-missing' : 'shift-unknown', 'shift', { shifts: known });
  return undefined;
}
