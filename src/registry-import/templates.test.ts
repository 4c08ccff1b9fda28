// Templates and guide stay as the description of the files makes them.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fileKeys, files } from '#registry-import/files.ts';
import type { FileKind } from '#registry-import/files.ts';
import { nothingKnown } from '#registry-import/model.ts';
import { planImport } from '#registry-import/plan.ts';
import { foldHeader } from '#registry-import/files.ts';
import { guideTables, templateCsv } from '#registry-import/templates.ts';

const root = new URL('../../', import.meta.url);
const mend = 'stale: run `node scripts/import-papers.ts`';

describe.each(fileKeys)('the template of %s', (key) => {
  const kind: FileKind = files[key];

  test('is the one in the repository', () => {
    const path = new URL(`src/registry-import/templates/${kind.name}`, root);
    expect({ mend, file: readFileSync(path, 'utf8') }).toEqual({ mend, file: templateCsv(key) });
  });

  test('has the same number of examples in every column', () => {
    const counts = Object.values(kind.columns).map((column) => column.examples.length);
    expect(new Set(counts).size).toBe(1);
  });

  test('has no name that could mean two columns', () => {
    const headers = Object.values(kind.columns).map((column) => foldHeader(column.header));
    const synonyms = Object.values(kind.columns).flatMap((column) =>
      column.synonyms.map(foldHeader),
    );
    expect(new Set(headers).size).toBe(headers.length);
    expect(new Set(synonyms).size).toBe(synonyms.length);
  });
});

test('the templates as they are can be imported without a word of complaint', () => {
  const given = fileKeys.map((key) => ({
    name: files[key].name,
    bytes: new TextEncoder().encode(templateCsv(key)),
  }));
  const plan = planImport(given, nothingKnown, { schoolYear: 2026, phoneCodeDigits: 6 });
  expect(plan.faults).toEqual([]);
  expect(plan.registry.pupils).toHaveLength(2);
});

test.each([
  ['docs/guide/importare.md', 'it'],
  ['docs/guide/import.md', 'en'],
] as const)('the tables of %s are those of the description', (path, language) => {
  const guide = readFileSync(new URL(path, root), 'utf8');
  const tables = guide.split(/<!-- \/?columns -->\n/)[1];
  expect({ mend, tables }).toEqual({ mend, tables: guideTables(language) });
});
