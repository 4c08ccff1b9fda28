// Files as they are saved in offices: encodings, separators, headers, damaged rows, and bytes of any kind.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultLog } from '#registry-import/fault.ts';
import type { Fault } from '#registry-import/fault.ts';
import { files } from '#registry-import/files.ts';
import type { FileKind } from '#registry-import/files.ts';
import { readTable } from '#registry-import/read-table.ts';
import type { Table, TableRow } from '#registry-import/read-table.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin = (text: string): Uint8Array => Uint8Array.from(text, (sign) => latinByte(sign));

/** Windows-1252 of the signs used here. */
function latinByte(sign: string): number {
  return { '€': 0x80, '’': 0x92 }[sign] ?? sign.charCodeAt(0);
}

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2 + 2));
  for (const [index, sign] of Array.from(`\uFEFF${text}`).entries()) {
    view.setUint16(index * 2, sign.charCodeAt(0), littleEndian);
  }
  return new Uint8Array(view.buffer);
}

interface ReadBack {
  readonly table: (Omit<Table, 'rows'> & { readonly rows: readonly TableRow[] }) | undefined;
  readonly faults: readonly Fault[];
}

function read(bytes: Uint8Array | string, kind: FileKind = files.closures): ReadBack {
  const faults = faultLog();
  const table = readTable(kind, 'f.csv', typeof bytes === 'string' ? utf8(bytes) : bytes, faults);
  const whole = table === undefined ? undefined : { ...table, rows: [...table.rows] };
  return { table: whole, faults: faults.list() };
}

const codes = ({ faults }: ReadBack): string[] => faults.map((fault) => fault.code);
const rows = ({ table }: ReadBack): string[][] =>
  table?.rows.map((row) => row.cells.filter((cell) => cell !== '')) ?? [];

const closures = 'dal;al;motivo\n07/12/2026;;Città’ è €\n';

describe('how a file is saved', () => {
  test.each([
    ['UTF-8', utf8(closures), 'utf-8'],
    ['UTF-8 with byte order mark', utf8(`\uFEFF${closures}`), 'utf-8'],
    ['Windows-1252, as an Italian Excel saves', latin(closures), 'windows-1252'],
    ['UTF-16, as Excel saves “Unicode text”', utf16(closures, true), 'utf-16le'],
    ['UTF-16 the other way round', utf16(closures, false), 'utf-16be'],
  ])('%s', (_, bytes, encoding) => {
    const back = read(bytes);
    expect(back.table?.encoding).toBe(encoding);
    expect(rows(back)).toEqual([['07/12/2026', 'Città’ è €']]);
    expect(back.faults).toEqual([]);
  });

  test.each([';', ',', '\t', '|'])('the separator "%s" is found', (separator) => {
    const back = read(closures.replaceAll(';', separator));
    expect(back.table?.separator).toBe(separator);
    expect(rows(back)).toEqual([['07/12/2026', 'Città’ è €']]);
  });

  test('a comma inside a text does not make the file comma-separated', () => {
    expect(rows(read('dal;motivo\n07/12/2026;Ponte, ente chiuso, uffici chiusi\n'))).toEqual([
      ['07/12/2026', 'Ponte, ente chiuso, uffici chiusi'],
    ]);
  });

  test.each([
    ['an .xlsx', Uint8Array.of(0x50, 0x4b, 3, 4, 20), 'file-spreadsheet'],
    ['an old .xls', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), 'file-spreadsheet'],
    ['a PDF', utf8('%PDF-1.7'), 'file-spreadsheet'],
    ['zero bytes in it', Uint8Array.of(97, 0, 98), 'file-not-text'],
    ['nothing in it', new Uint8Array(), 'file-empty'],
    ['only a mark and spaces', utf8('\uFEFF \n '), 'file-empty'],
  ])('%s is refused with a word of help', (_, bytes, code) => {
    expect(codes(read(bytes))).toEqual([code]);
  });
});

describe('the row of names', () => {
  test('capitals, accents, points, spaces and synonyms are forgiven', () => {
    const back = read(
      'COD. UTENTE ; Cognome;NOME;Classe Frequentata;Cod. Fiscale\n1;Rossi;Ada;1A;X',
      files.pupils,
    );
    expect(back.table?.rows[0]?.cells).toEqual([
      '1',
      '',
      'Rossi',
      'Ada',
      'X',
      '',
      '',
      '1A',
      '',
      '',
    ]);
    expect(back.faults).toEqual([]);
  });

  test('titles above it and Excel’s sep= line are passed over', () => {
    const back = read(`sep=;\nComune di Valserena;;\nChiusure, anno 2026;;\n\n${closures}`);
    expect(back.table?.rows[0]?.line).toBe(6);
    expect(back.faults).toEqual([]);
  });

  test('repeated in the middle it is no row', () => {
    expect(rows(read(`${closures}DAL;AL;Motivo\n08/12/2026;;Immacolata\n`))).toHaveLength(2);
  });

  test('the order of columns does not matter', () => {
    const back = read('motivo;dal\nPonte;07/12/2026');
    expect(back.table?.rows[0]?.cells).toEqual(['07/12/2026', '', 'Ponte', '', '']);
  });

  test('unknown and doubled columns are told and not read', () => {
    const back = read('dal;motivo;colore;motivo\n07/12/2026;Ponte;blu;altro');
    expect(back.faults.map(({ code, severity, column }) => [code, severity, column])).toEqual([
      ['column-unknown', 'warning', 'colore'],
      ['column-twice', 'warning', 'motivo'],
    ]);
    expect(rows(back)).toEqual([['07/12/2026', 'Ponte']]);
  });

  test('missing columns are named, and so is what was found', () => {
    const back = read('codice utente;cognome;nome\n1;Rossi;Ada', files.pupils);
    expect(back.table).toBeUndefined();
    expect(back.faults).toMatchObject([
      {
        severity: 'error',
        code: 'column-missing',
        details: { columns: 'classe', found: 'codice utente, cognome, nome' },
      },
    ]);
  });

  test('a file without names is told what it needs', () => {
    expect(read('1;Rossi;Ada;1A', files.pupils).faults).toMatchObject([
      { code: 'header-missing', details: { columns: 'codice utente, cognome, nome, classe' } },
    ]);
  });
});

describe('rows', () => {
  test('stray spaces, hard ones included, and line breaks inside a text become single spaces', () => {
    expect(rows(read('dal;motivo\n\u00A007/12/2026 ;" Ponte\n  lungo\u00A0"\n'))).toEqual([
      ['07/12/2026', 'Ponte lungo'],
    ]);
  });

  test('empty rows are none, also those of separators only', () => {
    expect(rows(read(`${closures}\n;;\n \u00A0;;\n`))).toHaveLength(1);
  });

  test('a code protected as a formula is read as text', () => {
    expect(rows(read('dal;motivo\n="07/12/2026";x'))).toEqual([['07/12/2026', 'x']]);
  });

  test('lines are those of the editor, also behind a text of several lines', () => {
    const back = read('dal;motivo;quale\n07/12/2026;"a\nb";"1A"\n08/12/2026;c;\n');
    expect(back.table?.rows.map((row) => row.line)).toEqual([2, 4]);
    expect(back.table?.rows[0]?.cellLines?.at(-1)).toBe(3);
  });

  test('a row with more cells than names is an error at its line, and the others are read', () => {
    const back = read('dal,motivo\n07/12/2026,Ponte, lungo\n08/12/2026,Festa\n');
    expect(back.faults).toMatchObject([{ code: 'row-too-many-cells', line: 2, severity: 'error' }]);
    expect(rows(back)).toEqual([['08/12/2026', 'Festa']]);
  });

  test('a quote that swallows rows is an error at the line where it opens', () => {
    const swallowed = '08/12/2026;x\n'.repeat(20);
    const back = read(`dal;motivo\n07/12/2026;"Ponte\n${swallowed}09/12/2026;y"\n`);
    expect(back.faults).toMatchObject([{ code: 'cell-quote-open', line: 2 }]);
  });

  test('a cell longer than any text is an error', () => {
    expect(codes(read(`dal;motivo\n07/12/2026;${'x'.repeat(3000)}\n`))).toEqual(['cell-too-long']);
  });
});

test('no bytes whatsoever make the reading throw', () => {
  const soup = fc.oneof(
    fc.uint8Array({ maxLength: 2000 }),
    fc
      .array(fc.constantFrom('dal', 'motivo', ';', '"', '\n', '\r', ',', '\t', 'è', '=', ' '), {
        maxLength: 200,
      })
      .map((parts) => utf8(parts.join(''))),
    fc
      .uint8Array({ maxLength: 500 })
      .map((noise) => Uint8Array.from([...utf8(closures), ...noise])),
  );
  fc.assert(
    fc.property(soup, fc.constantFrom(...Object.values(files)), (bytes, kind) => {
      const back = read(bytes, kind);
      expect(back.table !== undefined || back.faults.length > 0).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test.each([
  ['one cell', 'x'.repeat(10_000_000)],
  ['a header and one line of quotes', `dal;motivo\n${'"'.repeat(10_000_000)}`],
  ['a header and one line of separators', `dal;motivo\n${';'.repeat(10_000_000)}x`],
  ['a header and a line of spaces', `dal;motivo\n${' '.repeat(10_000_000)}x`],
])(
  'a hostile file of 10 MB gives faults in bounded time: %s',
  (_, text) => {
    const started = performance.now();
    expect(read(text).faults.length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(20_000);
  },
  60_000,
);
