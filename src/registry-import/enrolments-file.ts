// iscrizioni.csv: which pupil uses which meal service, on which weekdays.
import { weekdaysOf, allWeekdays } from '#ground/weekdays.ts';
import { pupilNamed, serviceNamed } from '#registry-import/desk.ts';
import type { Desk } from '#registry-import/desk.ts';
import type { ColumnKey } from '#registry-import/files.ts';
import { lineUp } from '#registry-import/line-up.ts';
import type { EnrolmentRecord } from '#registry-import/model.ts';
import type { Table } from '#registry-import/read-table.ts';
import { readersOf } from '#registry-import/row-reader.ts';
import { readWeekdays } from '#registry-import/weekday-cell.ts';

/** An empty cell: whenever the class has canteen, whatever its weekdays are or will be. */
export const wheneverClassEats = weekdaysOf(allWeekdays);

export function readEnrolments(table: Table, desk: Desk): readonly EnrolmentRecord[] {
  const enrolments: EnrolmentRecord[] = [];
  for (const row of readersOf<ColumnKey<'enrolments'>>(table, desk.faults)) {
    const pupilCode = pupilNamed(desk, row, 'pupil');
    const serviceCode = serviceNamed(desk, row, 'service', false);
    const weekdays = row.optional('weekdays', readWeekdays);
    const range = row.range('from', 'to');
    if (pupilCode === undefined || serviceCode === undefined) continue;
    if (weekdays === undefined || range === undefined) continue;
    enrolments.push({
      pupilCode,
      serviceCode,
      weekdays: weekdays ?? wheneverClassEats,
      range,
      place: row.place,
    });
  }
  const keyOf = (record: EnrolmentRecord): string => `${record.pupilCode} ${record.serviceCode}`;
  return lineUp(enrolments, keyOf, desk.faults);
}
