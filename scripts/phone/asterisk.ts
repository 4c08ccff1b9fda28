// A real Asterisk for the test: a Debian folder of its own, made once and kept in the cache; started on this machine only.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { filesOf, folder, own } from './asterisk-files.ts';
import type { AgiPorts, AsteriskPorts } from './asterisk-files.ts';
import { awaitStart } from './await-start.ts';
import { runProgram } from './run-program.ts';
import type { Ended } from './run-program.ts';
import { freeUdpPort } from './sipp.ts';

export type Prepared =
  | { readonly ok: true; readonly root: string }
  /** Why it cannot be had here, as the end of a sentence. */
  | { readonly ok: false; readonly why: string };

export interface RunningAsterisk {
  readonly sipPort: number;
  stop(): Promise<void>;
}

/** Asterisk is in no release between bullseye and forky. */
const suite = 'forky';
const cache = join(
  process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
  'refettorio',
  'asterisk',
);

/** Takes about a minute and 500 MB the first time, nothing afterwards. */
export async function prepareAsterisk(say: (line: string) => void): Promise<Prepared> {
  if (process.platform !== 'linux' || !existsSync('/etc/debian_version'))
    return { ok: false, why: 'this is no Debian' };
  if (process.getuid?.() !== 0)
    return { ok: false, why: 'only root can make a folder for Asterisk' };
  const tools = await haveTools(say);
  if (tools !== undefined) return { ok: false, why: tools };
  const root = join(cache, suite);
  if (existsSync(join(root, 'usr/sbin/asterisk'))) return { ok: true, root };
  const mirror = await debianMirror();
  if (mirror === undefined) return { ok: false, why: 'apt knows no mirror of Debian' };
  say(`Asterisk: made once from ${mirror} into ${root}, about a minute`);
  const half = `${root}.half-made`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { recursive: true });
  const made = await runProgram(
    'debootstrap',
    [
      '--variant=minbase',
      '--include=asterisk',
      suite,
      half,
      mirror,
      // The debootstrap of bookworm has no script for forky.
      '/usr/share/debootstrap/scripts/sid',
    ],
    { secondsMax: 900 },
  );
  if (made.code !== 0 || !existsSync(join(half, 'usr/sbin/asterisk'))) {
    await rm(half, { recursive: true, force: true });
    return { ok: false, why: `debootstrap made no Asterisk (${lastLine(made.said)})` };
  }
  await rm(root, { recursive: true, force: true });
  await rename(half, root);
  return { ok: true, root };
}

/** What is missing and cannot be installed. */
async function haveTools(say: (line: string) => void): Promise<string | undefined> {
  const missing = [
    ...(existsSync('/usr/sbin/debootstrap') ? [] : ['debootstrap']),
    ...(existsSync('/usr/bin/sipp') ? [] : ['sip-tester']),
    ...(existsSync('/usr/bin/espeak-ng') ? [] : ['espeak-ng']),
    ...(existsSync('/usr/bin/sox') ? [] : ['sox']),
  ];
  if (missing.length === 0) return undefined;
  say(`Installing ${missing.join(' and ')}`);
  await runProgram('apt-get', ['update', '-qq'], { secondsMax: 120 });
  const { code, said } = await runProgram(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...missing],
    { secondsMax: 300 },
  );
  return code === 0
    ? undefined
    : `${missing.join(' and ')} cannot be installed (${lastLine(said)})`;
}

/** The one that apt uses here. */
async function debianMirror(): Promise<string | undefined> {
  const { said } = await runProgram(
    'apt-get',
    ['indextargets', '--format', '$(LABEL) $(SITE)', 'Created-By: Packages'],
    { secondsMax: 30 },
  );
  return said
    .split('\n')
    .find((line) => line.startsWith('Debian http'))
    ?.replace('Debian ', '');
}

export type StartedAsterisk =
  | { readonly ok: true; readonly asterisk: RunningAsterisk }
  | Extract<Prepared, { ok: false }>;

/**
 * Answers on 127.0.0.1 only, and asks our FastAGI server about every call. Refused where this machine does not let it
 * start: that says nothing about us.
 */
export async function startAsterisk(root: string, agi: AgiPorts): Promise<StartedAsterisk> {
  for (let tries = 0; tries < portsTried; tries += 1) {
    const started = await startAt(root, { ...agi, sipPort: await freeUdpPort() });
    if (started !== 'port-taken') return started;
  }
  return { ok: false, why: `Asterisk could take none of ${portsTried} ports that were free` };
}

/** Between our look and its own somebody else may take a port. */
const portsTried = 3;

async function startAt(
  root: string,
  ports: AsteriskPorts,
): Promise<StartedAsterisk | 'port-taken'> {
  await writeConfiguration(root, ports);
  const inside = [root, 'asterisk', '-C', `${folder}/asterisk.conf`];
  const child = spawn('chroot', [...inside, '-f'], { stdio: 'ignore' });
  let hasEnded = false;
  const gone = new Promise<void>((resolve) => {
    for (const event of ['close', 'error']) child.on(event, () => resolve());
  }).then(() => void (hasEnded = true));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), 5000);
    await gone;
    clearTimeout(killer);
  };
  const ask = (command: string): Promise<Ended> =>
    runProgram('chroot', [...inside, '-rx', command], { secondsMax: 20 });
  const start = await awaitStart({
    name: 'Asterisk',
    secondsMax: 90,
    answers: async () => (await ask('core waitfullybooted')).code === 0,
    hasEnded: () => hasEnded,
    log: () => readFile(join(root, own, 'messages'), 'utf8').catch(() => ''),
    nowMs: () => performance.now(),
    pause: () => new Promise((resolve) => setTimeout(resolve, 500)),
  });
  const { sipPort } = ports;
  if (start.ok && (await ask('pjsip show transports')).said.includes(`127.0.0.1:${sipPort}`))
    return { ok: true, asterisk: { sipPort, stop } };
  await stop();
  return start.ok ? 'port-taken' : start;
}

async function writeConfiguration(root: string, ports: AsteriskPorts): Promise<void> {
  await mkdir(join(root, folder), { recursive: true });
  await rm(join(root, own), { recursive: true, force: true });
  await mkdir(join(root, own), { recursive: true });
  const libraries = await readdir(join(root, 'usr/lib'));
  const machine = libraries.find((one) => existsSync(join(root, 'usr/lib', one, 'asterisk')));
  const modules = join('/usr/lib', machine ?? '', 'asterisk/modules');
  for (const [name, text] of Object.entries(filesOf({ modules, ...ports })))
    await writeFile(join(root, folder, name), text);
  // It looks its own host's name up.
  await writeFile(join(root, 'etc/hosts'), `127.0.0.1 localhost ${hostname()}\n`);
}

function lastLine(said: string): string {
  return said.trim().split('\n').at(-1)?.trim() ?? '';
}
