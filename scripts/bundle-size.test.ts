// The first page stays light enough for an old phone on a school's wireless.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { firstLoadBytesMax, totalBytes, weighFirstLoad } from './bundle-size.ts';

const portal = join(import.meta.dirname, '..', 'dist', 'portal');
const sample = mkdtempSync(join(tmpdir(), 'refettorio-bundle-'));
afterAll(() => rmSync(sample, { recursive: true, force: true }));

// `npm test` builds first; a single run of vitest may come before any build.
describe.skipIf(!existsSync(join(portal, 'index.html')))('the portal as built', () => {
  test.each(['js', 'css'] as const)('loads at most 45 kB of %s first', (kind) => {
    const total = totalBytes(weighFirstLoad(portal), kind);
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThanOrEqual(firstLoadBytesMax[kind]);
  });
});

test('what a first script imports is weighed too; what loads later is not', () => {
  mkdirSync(join(sample, 'assets'));
  const file = (name: string, text: string) => writeFileSync(join(sample, 'assets', name), text);
  writeFileSync(
    join(sample, 'index.html'),
    '<script type="module" src="/assets/a.js"></script><link rel="modulepreload" href="/assets/b.js">' +
      '<link rel="stylesheet" href="/assets/a.css"><link rel="manifest" href="/m.json"><link rel="icon" href="/i.svg">',
  );
  file('a.js', 'import{x}from"./c.js";import"./b.js";import("./later.js");');
  file('b.js', 'export const b=1;');
  file('c.js', `export const x="${randomBytes(60_000).toString('base64')}";`);
  file('later.js', 'export const l=1;');
  file('a.css', 'a{color:red}');
  const weights = weighFirstLoad(sample);
  expect(weights.map(({ path }) => path).toSorted()).toEqual([
    'assets/a.css',
    'assets/a.js',
    'assets/b.js',
    'assets/c.js',
  ]);
  expect(totalBytes(weights, 'js')).toBeGreaterThan(firstLoadBytesMax.js);
});
