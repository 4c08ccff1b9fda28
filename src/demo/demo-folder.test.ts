// The demo's data folder: a first start that broke off begins again, other people's data stay, the seed comes back.
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import {
  clear,
  demoFolder,
  keepSeed,
  markState,
  readState,
  restoreSeed,
} from '#demo/demo-folder.ts';

let path = '';
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'refettorio-folder-'));
});

const putDatabase = async (content: string): Promise<void> => {
  await mkdir(demoFolder(path).database, { recursive: true });
  await writeFile(join(demoFolder(path).database, 'rows'), content);
};

test('an empty folder is the demo’s to fill, one with a database of somebody else is not', async () => {
  expect(await readState(path)).toBe('empty');
  await putDatabase('a municipality’s own');
  expect(await readState(path)).toBe('foreign');
});

test('a first start that broke off is known, and cleared without touching other files', async () => {
  await markState(path, 'half-made');
  await putDatabase('half');
  await writeFile(join(path, 'notes.txt'), 'mine');
  expect(await readState(path)).toBe('half-made');
  await clear(path);
  expect((await readdir(path)).toSorted()).toEqual(['demo-state.json', 'notes.txt']);
});

test('the seed comes back after use, with the clock and the mail of the beginning', async () => {
  await putDatabase('seed');
  await keepSeed(path);
  await markState(path, 'ready');
  await putDatabase('used');
  await writeFile(demoFolder(path).clockFile, '{}');
  await mkdir(demoFolder(path).mail);
  await restoreSeed(path);
  expect(await readFile(join(demoFolder(path).database, 'rows'), 'utf8')).toBe('seed');
  expect((await readdir(path)).toSorted()).toEqual(['demo-seed', 'demo-state.json', 'pglite']);
  expect(await readState(path)).toBe('ready');
});
