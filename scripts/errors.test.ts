// Every refusal that the source can give has its status, its sentence in both languages and its line in docs/errors.md.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { floors } from '#floors.ts';
import type { RefusalCatalogue } from '#platform/problem.ts';
import importItalian from '#registry-import/texts/it.json' with { type: 'json' };
import { allCatalogues, errorsFile, printErrors } from './errors.ts';

const mend = 'stale: run `npm run papers`';
const root = new URL('../src/', import.meta.url).pathname;
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !/(\.test|\/sample)\.ts$/.test(path))
  .map((path) => ({
    path,
    room: path.split('/')[0] ?? '',
    text: readFileSync(join(root, path), 'utf8'),
  }));

let catalogues: readonly RefusalCatalogue[];
beforeAll(async () => {
  catalogues = await allCatalogues();
});
const entries = () =>
  catalogues.flatMap((catalogue) =>
    Object.entries(catalogue.statuses).map(([refusal, status]) => ({
      catalogue,
      refusal,
      status,
      code: `${catalogue.room}.${refusal}`,
    })),
  );

test('docs/errors.md is what the catalogues say', async () => {
  expect({ mend, file: await printErrors() }).toEqual({
    mend,
    file: readFileSync(errorsFile, 'utf8'),
  });
});

test('the catalogues are those of the door and of every room that answers requests', () => {
  expect(catalogues.map((catalogue) => catalogue.room)).toEqual(
    expect.arrayContaining(['request', 'tenancy', 'identity', 'enrolment', 'bookings', 'kitchen']),
  );
  expect(entries().length).toBeGreaterThan(40);
});

describe('every refusal of a catalogue', () => {
  test('has a status of those that a client understands', () => {
    const known = [400, 401, 403, 404, 409, 410, 413, 415, 422, 429, 500, 503];
    expect(
      entries()
        .filter(({ status }) => !known.includes(status))
        .map(({ code }) => code),
    ).toEqual([]);
  });

  test('has a kind sentence in each language, not the same one twice', () => {
    const lacking = entries().filter(({ catalogue: { texts }, refusal }) => {
      const [italian = '', english = ''] = [
        texts.it[`refusal.${refusal}`],
        texts.en[`refusal.${refusal}`],
      ];
      return (
        italian.length < 15 ||
        english.length < 15 ||
        italian === english ||
        !/[.?]$/.test(italian) ||
        !/[.?]$/.test(english)
      );
    });
    expect(lacking.map(({ code }) => code)).toEqual([]);
  });

  test('and no sentence stands there for a refusal that does not exist', () => {
    const orphans = catalogues.flatMap(({ room, statuses, texts }) =>
      [...Object.keys(texts.it), ...Object.keys(texts.en)]
        .filter(
          (key) =>
            key.startsWith('refusal.') && !Object.hasOwn(statuses, key.slice('refusal.'.length)),
        )
        .map((key) => `${room}: ${key}`),
    );
    expect(orphans).toEqual([]);
  });

  test('is given by some line of the source, outside of its own catalogue', () => {
    const unused = entries().filter(({ refusal, catalogue }) => {
      const said = new RegExp(
        `(refuse\\(|refusal: |problemOf\\('request', |[?:] |\\|\\s*|= )'${refusal}'`,
      );
      const own = catalogue.room === 'request' ? 'platform' : catalogue.room;
      return !sources.some(
        ({ path, room, text }) => said.test(text) && !path.endsWith('/api.ts') && room === own,
      );
    });
    expect(unused.map(({ code }) => code)).toEqual([]);
  });
});

/** Met by no request of the API: the telephone and SMS answer them in their own sentences, or mail goes instead. */
const offTheWire: ReadonlySet<string> = new Set([
  'unknown-code',
  'code-not-in-use',
  'pin-needed',
  'not-answered',
  'unknown-number',
  'number-not-valid',
  'no-approved-sender',
  'month-is-full',
]);

describe('every refusal in the source', () => {
  /** What is said by `refuse('…')` or stands in a union type whose name ends with Refusal. */
  const saidIn = (text: string): string[] => [
    ...[...text.matchAll(/\brefuse\(\s*'([a-z0-9-]+)'/g)].map((match) => match[1] ?? ''),
    ...[...text.matchAll(/\brefusal: '([a-z0-9-]+)'/g)].map((match) => match[1] ?? ''),
    ...[...text.matchAll(/\btype \w*Refusal =([^;]+);/g)].flatMap((match) =>
      [...(match[1] ?? '').matchAll(/'([a-z0-9-]+)'/g)].map((literal) => literal[1] ?? ''),
    ),
  ];

  test('is found by this test: a few that there are', () => {
    const all = new Set(sources.flatMap(({ text }) => saidIn(text)));
    expect([...all]).toEqual(
      expect.arrayContaining([
        'after-cut-off',
        'not-signed-in',
        'guardian-restricted',
        'kitchen-not-found',
      ]),
    );
    expect(
      saidIn("type X = 1; type ARefusal =\n  | 'one'\n  | 'two'; return refuse('three', {});"),
    ).toEqual(['three', 'one', 'two']);
  });

  test('has an entry in the catalogue of its room, or of a room above that answers for it', () => {
    const missing = sources.flatMap(({ path, room, text }) =>
      saidIn(text)
        .filter((refusal) => {
          const answering = catalogues.filter(
            (one) => one.room === room || isAbove(one.room, room) || isAbove(room, one.room),
          );
          const isCellFault = Object.hasOwn(importItalian, `fault.${refusal}`);
          if (isCellFault || offTheWire.has(refusal)) return false;
          return !answering.some((one) => Object.hasOwn(one.statuses, refusal));
        })
        .map((refusal) => `${path}: ${refusal}`),
    );
    expect(missing).toEqual([]);
  });
});

function isAbove(room: string, other: string): boolean {
  const height = (name: string): number => floors.findIndex((floor) => floor.room === name);
  return height(room) > height(other);
}
