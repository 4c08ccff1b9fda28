// Prints docs/errors.md: every refusal of every room with its code, its status and its sentence in both languages, and
// the faults that an import may find. `node scripts/errors.ts` writes it; a test holds it fresh and complete.
import { existsSync, writeFileSync } from 'node:fs';
import { floors } from '#floors.ts';
import type { Messages } from '#ground/sentence.ts';
import type { RefusalCatalogue } from '#platform/problem.ts';
import { requestRefusals } from '#platform/problem.ts';
import importEnglish from '#registry-import/texts/en.json' with { type: 'json' };
import importItalian from '#registry-import/texts/it.json' with { type: 'json' };

export const errorsFile = new URL('../docs/errors.md', import.meta.url);

/** Of the door and of every room that has a contract, lowest first. */
export async function allCatalogues(): Promise<readonly RefusalCatalogue[]> {
  const found = [requestRefusals];
  for (const { room } of floors) {
    const file = new URL(`../src/${room}/api.ts`, import.meta.url);
    if (!existsSync(file)) continue;
    const contract: unknown = await import(file.href);
    found.push(...Object.values(contract ?? {}).filter(isCatalogue));
  }
  return found;
}

export async function printErrors(): Promise<string> {
  const sections = (await allCatalogues()).map((catalogue) =>
    [
      `## ${catalogue.room}`,
      '',
      '| code | status | italiano | English |',
      '|---|---|---|---|',
      ...Object.entries(catalogue.statuses).map(([refusal, status]) => {
        const { it, en } = catalogue.texts;
        const key = `refusal.${refusal}`;
        return row(`\`${catalogue.room}.${refusal}\``, String(status), it[key], en[key]);
      }),
    ].join('\n'),
  );
  return `${[head, ...sections, importSection()].join('\n\n')}\n`;
}

const head = `# Errors

Printed by \`npm run papers\` from the rooms' catalogues; not written by hand.

A refused request is answered with \`application/problem+json\` (RFC 9457). \`code\` is stable, for programs;
\`detail\` is the sentence for people, in the language of \`Accept-Language\` (Italian or English). What stands in
braces is filled in; the values themselves are in \`facts\` (days as YYYY-MM-DD, instants in epoch milliseconds).`;

/** What the import says of a cell; told with file, line and column, not by HTTP. */
function importSection(): string {
  const [italian, english]: readonly Messages[] = [importItalian, importEnglish];
  const codes = Object.keys(importItalian).filter((key) => key.startsWith('fault.'));
  return [
    '## registry-import',
    '',
    'Said by `refettorio import` with file, line and column.',
    '',
    '| code | italiano | English |',
    '|---|---|---|',
    ...codes.map((key) => row(`\`${key.slice('fault.'.length)}\``, italian?.[key], english?.[key])),
  ].join('\n');
}

const row = (...cells: readonly (string | undefined)[]): string =>
  `| ${cells.map((cell) => (cell ?? '').replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;

function isCatalogue(value: unknown): value is RefusalCatalogue {
  return (
    typeof value === 'object' &&
    value !== null &&
    'room' in value &&
    'statuses' in value &&
    'texts' in value
  );
}

if (import.meta.main) writeFileSync(errorsFile, await printErrors());
