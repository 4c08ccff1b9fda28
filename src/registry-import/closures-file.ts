// chiusure.csv: days without canteen, for everybody, a grade, a school or a class.
import { daysBetween } from '#ground/day.ts';
import { readDay, readText } from '#registry-import/cell.ts';
import { classNamed, schoolNamed } from '#registry-import/desk.ts';
import type { Desk } from '#registry-import/desk.ts';
import type { ColumnKey } from '#registry-import/files.ts';
import type { ClosureRecord, ClosureTarget } from '#registry-import/model.ts';
import type { Table } from '#registry-import/read-table.ts';
import { readersOf } from '#registry-import/row-reader.ts';
import type { RowReader } from '#registry-import/row-reader.ts';
import { readGrade, readScope } from '#registry-import/word-cell.ts';

type Row = RowReader<ColumnKey<'closures'>>;

/** Longer than any holiday: more likely a wrong month. */
const daysUsualMax = 31;

export function readClosures(table: Table, desk: Desk): readonly ClosureRecord[] {
  const closures = new Map<string, ClosureRecord>();
  for (const row of readersOf<ColumnKey<'closures'>>(table, desk.faults)) {
    const fromOn = row.required('from', readDay);
    const toOn = row.optional('to', readDay);
    const reason = row.required('reason', readText);
    const target = readTarget(row, desk);
    if (fromOn === undefined || toOn === undefined) continue;
    const last = toOn ?? fromOn;
    if (last < fromOn) row.fault('error', 'range-backwards', 'to', { from: fromOn });
    if (daysBetween(fromOn, last) > daysUsualMax) {
      row.fault('warning', 'closure-long', 'to', { days: daysBetween(fromOn, last) + 1 });
    }
    if (reason === undefined || target === undefined) continue;
    const key = JSON.stringify([target, fromOn, last]);
    const twin = closures.get(key);
    if (twin !== undefined) row.fault('warning', 'row-twice', null, { line: twin.place.line });
    else closures.set(key, { target, fromOn, toOn: last, reason, place: row.place });
  }
  return [...closures.values()];
}

function readTarget(row: Row, desk: Desk): ClosureTarget | undefined {
  const kind = row.text('scope') === '' ? 'tenant' : row.required('scope', readScope);
  switch (kind) {
    case undefined:
      return undefined;
    case 'tenant':
      if (row.text('target') === '') return { kind };
      row.fault('error', 'target-without-scope', 'target');
      return undefined;
    case 'grade': {
      const grade = row.required('target', readGrade);
      return grade === undefined ? undefined : { kind, grade };
    }
    case 'school': {
      const schoolCode = schoolNamed(desk, row, 'target');
      return schoolCode === undefined ? undefined : { kind, schoolCode };
    }
    case 'class':
      return readClassTarget(row, desk);
  }
}

/** '1A', or 'BGEE82201Q/1A' where several schools have a 1A. */
function readClassTarget(row: Row, desk: Desk): ClosureTarget | undefined {
  const text = row.required('target', readText);
  if (text === undefined) return undefined;
  const [school, code] = text.includes('/') ? text.split('/', 2) : [undefined, text];
  const schoolCode = school === undefined ? null : (desk.schools.find(school.trim())?.code ?? null);
  const classKey = classNamed(desk, row, 'target', code ?? text, schoolCode);
  return classKey === undefined ? undefined : { kind: 'class', classKey };
}
