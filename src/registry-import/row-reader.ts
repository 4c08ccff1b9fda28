// Reads the cells of one row by column name, and notes what is wrong with each where it stands.
import type { Accepted } from '#ground/refusal.ts';
import type { SentenceValues } from '#ground/sentence.ts';
import { readDay } from '#registry-import/cell.ts';
import type { Reading } from '#registry-import/cell.ts';
import type { FaultCode, FaultLog, Severity } from '#registry-import/fault.ts';
import type { Place, WrittenRange } from '#registry-import/model.ts';
import type { Table, TableRow } from '#registry-import/read-table.ts';

export interface RowReader<Key extends string> {
  readonly place: Place;
  /** The cell as it stands, '' when empty. */
  text(key: Key): string;
  /** Undefined after an error, which is noted: an empty cell is one too. */
  required<T>(key: Key, read: (text: string) => Reading<T>): T | undefined;
  /** Null when the cell is empty; undefined after an error, which is noted. */
  optional<T>(key: Key, read: (text: string) => Reading<T>): T | null | undefined;
  /** As `optional`, for what can be left out: a cell that cannot be read is warned of and counts as empty. */
  ifReadable<T>(key: Key, read: (text: string) => Reading<T>): T | null;
  /** Two cells with days; undefined after an error. */
  range(from: Key, to: Key): WrittenRange | undefined;
  fault(severity: Severity, code: FaultCode, key: Key | null, details?: SentenceValues): void;
}

/** Of nearly all rows, and so the same one for all. */
const whenever: WrittenRange = { from: null, to: null };

/** One reader for each row of the table. */
export function* readersOf<Key extends string>(
  table: Table,
  faults: FaultLog,
): Generator<RowReader<Key>, void, undefined> {
  const places = new Map(Object.keys(table.kind.columns).map((key, index) => [key, index]));
  for (const row of table.rows) yield readerOf<Key>(table, row, places, faults);
}

function readerOf<Key extends string>(
  table: Table,
  row: TableRow,
  places: ReadonlyMap<string, number>,
  faults: FaultLog,
): RowReader<Key> {
  const text = (key: Key): string => row.cells[places.get(key) ?? -1] ?? '';

  const fault: RowReader<Key>['fault'] = (severity, code, key, details) => {
    const value = key === null ? '' : text(key);
    faults.add({
      severity,
      code,
      file: table.file,
      line: key === null ? row.line : (row.cellLines?.[places.get(key) ?? -1] ?? row.line),
      column: key === null ? null : (table.kind.columns[key]?.header ?? key),
      ...(value === '' ? {} : { value }),
      ...(details === undefined ? {} : { details }),
    });
  };

  const accepted = <T>(key: Key, reading: Reading<T> & Accepted<T>): T => {
    if (reading.repaired !== undefined) fault('warning', reading.repaired, key, reading.details);
    return reading.value;
  };

  const optional = <T>(key: Key, read: (text: string) => Reading<T>): T | null | undefined => {
    if (text(key) === '') return null;
    const reading = read(text(key));
    if (reading.ok) return accepted(key, reading);
    fault('error', reading.refusal, key, reading.details);
    return undefined;
  };

  return {
    place: { file: table.file, line: row.line },
    text,
    fault,
    optional,
    required(key, read) {
      if (text(key) !== '') return optional(key, read) ?? undefined;
      fault('error', 'cell-missing', key);
      return undefined;
    },
    ifReadable(key, read) {
      if (text(key) === '') return null;
      const reading = read(text(key));
      if (reading.ok) return accepted(key, reading);
      fault('warning', reading.refusal, key, reading.details);
      return null;
    },
    range(fromKey, toKey) {
      const [from, to] = [optional(fromKey, readDay), optional(toKey, readDay)];
      if (from === undefined || to === undefined) return undefined;
      if (from === null && to === null) return whenever;
      if (from === null || to === null || from <= to) return { from, to };
      fault('error', 'range-backwards', toKey, { from });
      return undefined;
    },
  };
}
