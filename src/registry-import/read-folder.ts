// The files of a folder, as they lie on disk; what is in them is for plan.ts to say.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileBytesMax } from '#registry-import/decode.ts';
import type { GivenFile } from '#registry-import/plan.ts';

/** Undefined when there is no such folder. Hidden files and folders inside it are passed over. */
export async function readFolder(folder: string): Promise<readonly GivenFile[] | undefined> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) return undefined;
  const names = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .toSorted();
  return Promise.all(names.map((name) => readGivenFile(join(folder, name), name)));
}

async function readGivenFile(path: string, name: string): Promise<GivenFile> {
  const { size } = await stat(path);
  // Too large to be a registry: one byte more than allowed is enough to be refused with a sentence.
  return {
    name,
    bytes: size > fileBytesMax ? new Uint8Array(fileBytesMax + 1) : await readFile(path),
  };
}
