// A PostgreSQL of our own for the tests: made from the machine's binaries in a folder that goes away with us.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface RunningPostgres {
  /** Of a superuser, on 127.0.0.1, to the database `postgres`. */
  readonly url: string;
  /** Stops at once, as in a crash, without a word to its clients, and starts again; resolves when it answers. */
  crash(): Promise<void>;
  /** From now on it is started again when it ends by itself. */
  keep(): void;
  /** Stops the server and removes its folder; resolves when both are done. */
  stop(): Promise<void>;
}

interface User {
  readonly uid?: number;
  readonly gid?: number;
}

const DEBIAN = '/usr/lib/postgresql';

/** The folder with initdb and postgres (`PG_BIN`, Debian's newest, PATH), or undefined where there is none. */
export function findPostgres(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (process.platform === 'win32') return undefined;
  const given = env['PG_BIN'];
  if (given !== undefined && given !== '') return given;
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const debian = versions
    .toSorted((a, b) => Number(b) - Number(a))
    .map((version) => join(DEBIAN, version, 'bin'));
  return [...debian, ...(env['PATH'] ?? '').split(delimiter)].find(
    (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  );
}

/** The server's own settings, by name. */
export type PostgresSettings = Readonly<Record<string, string | number>>;

/**
 * Makes a cluster in a new folder (in `within`) and starts it, without fsync unless `asked` says otherwise; faults are thrown with the
 * server's own words.
 */
export async function startPostgres(
  bin = findPostgres(),
  asked: PostgresSettings = {},
  within = tmpdir(),
): Promise<RunningPostgres> {
  if (bin === undefined) throw new Error('no PostgreSQL server binaries (initdb, postgres) found');
  const user = ordinaryUser();
  const folder = mkdtempSync(join(within, 'refettorio-postgres-'));
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const port = await freePort();
  const keeper = await launch(
    bin,
    [join(bin, 'postgres'), '-D', 'data', ...settings(folder, port, asked)],
    folder,
    user,
  );
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    crash: async () => {
      const ready = nextReady(keeper);
      keeper.stdin?.write('crash\n');
      await ready;
    },
    keep: () => void keeper.stdin?.write('keep\n'),
    stop: async () => stop(keeper),
  };
}

/**
 * The server refuses to run as root, so root hands over to `postgres` or `nobody`.
 * Others stay who they are (no uid and gid).
 */
function ordinaryUser(): User {
  if (process.getuid?.() !== 0) return {};
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  const line =
    lines.find((one) => one.startsWith('postgres:')) ??
    lines.find((one) => one.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid ?? 65_534), gid: Number(gid ?? 65_534) };
}

function settings(folder: string, port: number, asked: PostgresSettings): string[] {
  const values: PostgresSettings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: folder,
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'off',
    max_connections: 200,
    lc_messages: 'C',
    ...asked,
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/**
 * A shell in a process group of its own makes and keeps the server, and watches a pipe that only we hold open: when we
 * end, even by kill -9, the pipe ends, the server is stopped and the folder removed. So nothing is ever left behind.
 * A line on the pipe is a crash, after which the server is started again; after `keep` it is also started again when it
 * has ended by itself. At the end it is told until it is gone, because one that is just starting is deaf.
 */
const KEEPER = `exec 3<&0 </dev/null
clear() { cd /; rm -rf "$FOLDER"; }
"$INITDB" -D data -U postgres -A trust -E UTF8 --locale=C.UTF-8 -N >/dev/null || { clear; exit 1; }
over='' again='' kept=''
trap 'over=yes' TERM
trap 'kept=yes' USR2
trap 'again=yes; kill -QUIT $server' USR1
"$@" & server=$!
(while read -r word; do [ "$word" = keep ] && kill -USR2 $$ || kill -USR1 $$; done <&3; kill -TERM $$) &
while :; do
  while [ ! "$over" ] && kill -0 $server 2>/dev/null; do wait $server; done
  [ ! "$over" ] && [ "$again$kept" ] || break
  [ "$again" ] || sleep 0.3
  again=''
  "$@" & server=$!
done
while kill -QUIT $server 2>/dev/null; do sleep 0.1; done
clear`;

async function launch(
  bin: string,
  command: readonly string[],
  folder: string,
  user: User,
): Promise<ChildProcess> {
  const keeper = spawn('/bin/sh', ['-c', KEEPER, 'keeper', ...command], {
    ...user,
    cwd: folder,
    env: { FOLDER: folder, INITDB: join(bin, 'initdb'), PATH: '/usr/bin:/bin' },
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  keeper.stderr.setEncoding('utf8');
  await nextReady(keeper);
  // Neither the keeper nor its pipes keep our process alive once its work is done.
  keeper.unref();
  for (const pipe of [keeper.stdin, keeper.stderr]) if (pipe instanceof Socket) pipe.unref();
  return keeper;
}

function nextReady(keeper: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    keeper.stderr?.on('data', (text: string) => {
      said = (said + text).slice(-4000);
      if (said.includes('ready to accept connections')) resolve();
    });
    keeper.once('error', reject);
    keeper.once('exit', () => reject(new Error(`PostgreSQL did not start: ${said}`)));
  });
}

async function stop(keeper: ChildProcess): Promise<void> {
  if (keeper.exitCode !== null || keeper.signalCode !== null) return;
  keeper.ref();
  const ended = new Promise((resolve) => keeper.once('exit', resolve));
  keeper.stdin?.end();
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no free port on 127.0.0.1');
  return address.port;
}
