// The folder of the embedded database: of its owner alone, and of one process at a time.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdDataFolder } from '#platform/data-folder.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'refettorio-folder-'));
});
afterAll(() => rm(root, { recursive: true }));

/** Another process that holds the folder until it is killed; undefined when it was refused. */
async function holdElsewhere(path: string): Promise<(() => Promise<void>) | undefined> {
  const script = `
    import { holdDataFolder } from '#platform/data-folder.ts';
    const held = await holdDataFolder(process.env.FOLDER);
    console.log(held === undefined ? 'refused' : 'held');
    if (held !== undefined) setInterval(() => held.path, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: new URL('../../', import.meta.url),
    env: { ...process.env, FOLDER: path },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [said]: unknown[] = await once(child.stdout, 'data');
  if (String(said).trim() === 'held') {
    return async () => {
      child.kill('SIGKILL');
      await ended;
    };
  }
  await ended;
  return undefined;
}

test('it is made for its owner alone, also where it lay open before', async () => {
  const path = join(root, 'new/data');
  const folder = await holdDataFolder(path);
  expect((await stat(path)).mode & 0o777).toBe(0o700);
  folder?.release();
  await chmod(path, 0o755);
  const again = await holdDataFolder(path);
  expect((await stat(path)).mode & 0o777).toBe(0o700);
  again?.release();
});

test('a second process is refused while the first holds it, and let in afterwards', async () => {
  const path = join(root, 'ours');
  const folder = await holdDataFolder(path);
  expect(folder?.path).toBe(path);
  expect(await holdElsewhere(path)).toBeUndefined();
  folder?.release();
  const kill = await holdElsewhere(path);
  expect(kill).toBeTypeOf('function');
  await kill?.();
});

test('a process that was killed leaves the folder free', async () => {
  const path = join(root, 'theirs');
  const kill = await holdElsewhere(path);
  expect(kill).toBeTypeOf('function');
  expect(await holdDataFolder(path)).toBeUndefined();
  await kill?.();
  const folder = await holdDataFolder(path);
  expect(folder).toBeDefined();
  folder?.release();
});
