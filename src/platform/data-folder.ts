// The folder of the embedded database: ours alone (0700), and of one process at a time.
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface DataFolder {
  readonly path: string;
  /** Lets the next process in; the end of the process, however it comes, does the same. */
  release(): void;
}

/**
 * Undefined when another process holds the folder: two on one PGlite folder would silently lose rows. The lock is
 * SQLite's lock on a file of its own, because the system drops it with the process, even after kill -9.
 */
export async function holdDataFolder(path: string): Promise<DataFolder | undefined> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700);
  const lock = new DatabaseSync(join(path, 'lock'), { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch {
    lock.close();
    return undefined;
  }
  return { path, release: () => lock.close() };
}
