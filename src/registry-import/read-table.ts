// The bytes of one file into rows whose cells know their column and line; nothing is thrown, whatever the bytes.
import { decodeText } from '#registry-import/decode.ts';
import type { Encoding } from '#registry-import/decode.ts';
import type { FaultCode, FaultLog } from '#registry-import/fault.ts';
import { foldHeader } from '#registry-import/files.ts';
import type { Column, FileKind } from '#registry-import/files.ts';
import { splitCells } from '#registry-import/split-cells.ts';
import type { CellRow } from '#registry-import/split-cells.ts';
import type { SentenceValues } from '#ground/sentence.ts';

export interface TableRow {
  /** The physical line on which the row begins. */
  readonly line: number;
  /** One text per column of the kind of file, in its order; '' where there is none. */
  readonly cells: readonly string[];
  /** The line of each cell, where a cell with line breaks makes them differ. */
  readonly cellLines?: readonly number[];
}

export interface Table {
  readonly kind: FileKind;
  /** The name as found on disk. */
  readonly file: string;
  readonly encoding: Encoding;
  readonly separator: string;
  /** The columns that the file has. */
  readonly present: ReadonlySet<string>;
  /** Read as they are asked for, once; what is wrong with them is noted then. */
  readonly rows: Iterable<TableRow>;
}

interface Header {
  readonly separator: string;
  readonly line: number;
  /** For each column of the kind of file, the place in the row; -1 where the file does not have it. */
  readonly places: readonly number[];
  readonly cells: readonly string[];
}

const separators = [';', ',', '\t', '|'];
const rowsMax = 1_000_000;
const cellLengthMax = 2000;
/** More line breaks in one cell mean a quote that was never closed and has swallowed the rows behind it. */
const lineBreaksMax = 12;
/** Titles that people put above the header. */
const rowsAboveHeaderMax = 20;

/** Undefined when the file cannot be read as that kind; the faults then say why. */
export function readTable(
  kind: FileKind,
  file: string,
  bytes: Uint8Array,
  faults: FaultLog,
): Table | undefined {
  const fail = (code: FaultCode, details?: SentenceValues): undefined => {
    const fault = { severity: 'error', code, file, line: 0, column: null } as const;
    faults.add(details === undefined ? fault : { ...fault, details });
  };
  const decoded = decodeText(bytes);
  if (!decoded.ok) return fail(decoded.refusal, decoded.details);
  const { text, encoding } = decoded.value;
  if (text.trim() === '') return fail('file-empty');
  const header = findHeader(kind, text);
  if (header === undefined)
    return fail('header-missing', { columns: requiredHeaders(kind).join(', ') });
  const missing = columnsOf(kind).filter(
    (column, index) => column.need === 'required' && header.places[index] === -1,
  );
  if (missing.length > 0) {
    return fail('column-missing', {
      columns: missing.map((column) => column.header).join(', '),
      found: shortList(header.cells),
    });
  }
  reportHeader(file, header, faults);
  return {
    kind,
    file,
    encoding,
    separator: header.separator,
    present: new Set(Object.keys(kind.columns).filter((_, index) => header.places[index] !== -1)),
    rows: rowsBelow(kind, file, text, header, faults),
  };
}

function* rowsBelow(
  kind: FileKind,
  file: string,
  text: string,
  header: Header,
  faults: FaultLog,
): Generator<TableRow, void, undefined> {
  let count = 0;
  for (const row of splitCells(text, header.separator)) {
    if (row.line <= header.line || row.cells.every((cell) => cell.trim() === '')) continue;
    const code = faultOfRow(row, header);
    if (code !== undefined) {
      faults.add({ severity: 'error', code, file, line: row.line, column: null });
      continue;
    }
    const cells = header.places.map((place) =>
      cleanCell(place === -1 ? '' : (row.cells[place] ?? '')),
    );
    if (cells.every((cell) => cell === '') || isHeaderAgain(kind, header, cells)) continue;
    count += 1;
    if (count > rowsMax) {
      const details = { count: rowsMax };
      faults.add({
        severity: 'error',
        code: 'file-too-long',
        file,
        line: row.line,
        column: null,
        details,
      });
      return;
    }
    yield row.cellLines === undefined
      ? { line: row.line, cells }
      : { line: row.line, cells, cellLines: linesOf(row, header) };
  }
}

function linesOf(row: CellRow, header: Header): number[] {
  return header.places.map((place) => row.cellLines?.[place] ?? row.line);
}

function faultOfRow(row: CellRow, header: Header): FaultCode | undefined {
  if (row.cells.some((cell, index) => index >= header.cells.length && cell.trim() !== '')) {
    return 'row-too-many-cells';
  }
  if (row.cells.some((cell) => (cell.match(/\n|\r(?!\n)/g)?.length ?? 0) > lineBreaksMax)) {
    return 'cell-quote-open';
  }
  return row.cells.some((cell) => cell.length > cellLengthMax) ? 'cell-too-long' : undefined;
}

/** The same names once more, as when sheets were put one under the other. */
function isHeaderAgain(kind: FileKind, header: Header, cells: readonly string[]): boolean {
  return columnsOf(kind).every(
    (column, index) =>
      header.places[index] === -1 || namesOf(column).has(foldHeader(cells[index] ?? '')),
  );
}

/** The separator and row that name most columns; the first of equals. One name is enough only where it stands alone. */
function findHeader(kind: FileKind, text: string): Header | undefined {
  // Enough for twenty long rows; a hostile first line is not looked at more than this.
  const beginning = text.slice(0, 200_000);
  let best: Header | undefined;
  let bestCount = 0;
  for (const separator of separators) {
    let rows = 0;
    for (const row of splitCells(beginning, separator)) {
      rows += 1;
      if (rows > rowsAboveHeaderMax) break;
      const places = placesOf(kind, row.cells);
      const count = places.filter((place) => place !== -1).length;
      const isAlone = row.cells.filter((cell) => cell.trim() !== '').length === count;
      if (count > bestCount && (count > 1 || isAlone)) {
        best = { separator, line: row.line, places, cells: row.cells };
        bestCount = count;
      }
    }
  }
  return best;
}

/** A column's own header comes before any synonym: 'codice' and 'codice utente' may stand side by side. */
function placesOf(kind: FileKind, cells: readonly string[]): number[] {
  const headers = cells.slice(0, 200).map(foldHeader);
  const columns = columnsOf(kind);
  const places = columns.map((column) => headers.indexOf(foldHeader(column.header)));
  const taken = new Set(places);
  for (const [index, column] of columns.entries()) {
    if (places[index] !== -1) continue;
    const names = namesOf(column);
    const place = headers.findIndex((header, at) => names.has(header) && !taken.has(at));
    places[index] = place;
    taken.add(place);
  }
  return places;
}

function reportHeader(file: string, header: Header, faults: FaultLog): void {
  const seen = new Set<string>();
  for (const [index, cell] of header.cells.entries()) {
    const name = foldHeader(cell);
    const fault = { severity: 'warning', file, line: header.line, column: cell.trim() } as const;
    if (name === '') continue;
    if (seen.has(name)) faults.add({ ...fault, code: 'column-twice' });
    else if (!header.places.includes(index)) faults.add({ ...fault, code: 'column-unknown' });
    seen.add(name);
  }
}

function columnsOf(kind: FileKind): Column[] {
  return Object.values(kind.columns);
}

function requiredHeaders(kind: FileKind): string[] {
  return columnsOf(kind)
    .filter((column) => column.need === 'required')
    .map((column) => column.header);
}

const knownNames = new WeakMap<Column, ReadonlySet<string>>();

function namesOf(column: Column): ReadonlySet<string> {
  const names =
    knownNames.get(column) ?? new Set([column.header, ...column.synonyms].map(foldHeader));
  knownNames.set(column, names);
  return names;
}

/** Without spaces around it (hard ones included); runs of spaces and line breaks inside become one space. */
function cleanCell(cell: string): string {
  if (cell === '') return '';
  const excelText = /^\s*="(.*)"\s*$/.exec(cell);
  const text = (excelText?.[1] ?? cell).replaceAll(/[\s\u00A0\u200B\uFEFF]+/g, ' ').trim();
  return apart(text).normalize('NFC');
}

/** A long cell cut out of the text of a file keeps that whole text in memory for as long as its record lives: a copy. */
function apart(cell: string): string {
  return cell.length < slicedFrom ? cell : Buffer.from(cell).toString();
}

/** V8 copies what is shorter. */
const slicedFrom = 13;

function shortList(cells: readonly string[]): string {
  return cells
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .slice(0, 12)
    .join(', ')
    .slice(0, 200);
}
