// Writes the import templates and the column tables of the guides anew; a test fails when they are stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileKeys, files } from '#registry-import/files.ts';
import { guideTables, templateCsv } from '#registry-import/templates.ts';

const root = new URL('..', import.meta.url);

for (const key of fileKeys) {
  writeFileSync(
    new URL(`src/registry-import/templates/${files[key].name}`, root),
    templateCsv(key),
  );
}
for (const [name, language] of [
  ['importare.md', 'it'],
  ['import.md', 'en'],
] as const) {
  const path = new URL(`docs/guide/${name}`, root);
  const [before = '', , after = ''] = readFileSync(path, 'utf8').split(/<!-- \/?columns -->\n/);
  const tables = guideTables(language);
  writeFileSync(path, `${before}<!-- columns -->\n${tables}<!-- /columns -->\n${after}`);
}
