// Builds the pages where they are missing or older than their sources, in a process of its own beside the preparing of the data.
import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Throws with what the builder said when it could not build. */
export async function buildWebIfStale(): Promise<void> {
  if (await isFresh()) return;
  await new Promise<void>((resolve, reject) => {
    const vite = join(root, 'node_modules/vite/bin/vite.js');
    const builder = spawn(
      process.execPath,
      [vite, 'build', '--config', 'web/vite.config.ts', '--logLevel', 'error'],
      { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let said = '';
    builder.stderr.on('data', (part: Buffer) => (said += part.toString()));
    builder.once('error', reject);
    builder.once('close', (code) => (code === 0 ? resolve() : reject(new Error(said.trim()))));
  });
}

/** The pages draw on `web` and on rooms' rules and texts; a build is as old as the page it wrote last. */
async function isFresh(): Promise<boolean> {
  const built = await Promise.all(
    ['portal/index.html', 'office/index.html', 'demo-phone/telephone.js'].map((file) =>
      changedAt(`dist/${file}`),
    ),
  );
  const sources = await Promise.all([newest('web'), newest('src'), changedAt('package.json')]);
  return Math.max(...sources) < Math.min(...built);
}

async function newest(folder: string): Promise<number> {
  const files = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const times = await Promise.all(
    files
      .filter((file) => file.isFile() && !file.parentPath.includes('/src/demo'))
      .map(async (file) => (await stat(join(file.parentPath, file.name))).mtimeMs),
  );
  return Math.max(0, ...times);
}

/** In milliseconds; 0 for what does not exist. */
async function changedAt(path: string): Promise<number> {
  try {
    return (await stat(join(root, path))).mtimeMs;
  } catch {
    // Not built yet, which is as old as can be.
    return 0;
  }
}
