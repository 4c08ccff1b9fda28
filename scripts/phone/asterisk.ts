// A real Asterisk for the test: a Debian folder of its own, made once and kept in the cache; started on this machine only.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { runProgram } from './run-program.ts';

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

export interface AsteriskPorts {
  readonly sipPort: number;
  readonly agiPort: number;
  /** Of the same server, behind a line on which its commands come late: for numbers with `lateDigit` before them. */
  readonly lateAgiPort: number;
}

export const lateDigit = '9';

/** Answers on 127.0.0.1 only, and asks our FastAGI server about every call. */
export async function startAsterisk(root: string, ports: AsteriskPorts): Promise<RunningAsterisk> {
  const folder = '/etc/asterisk-refettorio';
  const own = '/run/asterisk-refettorio';
  await mkdir(join(root, folder), { recursive: true });
  await rm(join(root, own), { recursive: true, force: true });
  await mkdir(join(root, own), { recursive: true });
  const libraries = await readdir(join(root, 'usr/lib'));
  const machine = libraries.find((one) => existsSync(join(root, 'usr/lib', one, 'asterisk')));
  const modules = join('/usr/lib', machine ?? '', 'asterisk/modules');
  for (const [name, text] of Object.entries(filesOf({ folder, own, modules, ...ports })))
    await writeFile(join(root, folder, name), text);
  // It looks its own host's name up.
  await writeFile(join(root, 'etc/hosts'), `127.0.0.1 localhost ${hostname()}\n`);
  const inside = [root, 'asterisk', '-C', `${folder}/asterisk.conf`];
  const child = spawn('chroot', [...inside, '-f'], { stdio: 'ignore' });
  const gone = new Promise<void>((resolve) => {
    child.on('close', () => resolve());
    child.on('error', () => resolve());
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), 5000);
    await gone;
    clearTimeout(killer);
  };
  for (let tries = 0; tries < 60; tries += 1) {
    const { code } = await runProgram('chroot', [...inside, '-rx', 'core waitfullybooted'], {
      secondsMax: 20,
    });
    if (code === 0) return { sipPort: ports.sipPort, stop };
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await stop();
  throw new Error('Asterisk did not start within half a minute');
}

function filesOf(
  at: AsteriskPorts & { readonly folder: string; readonly own: string; readonly modules: string },
): Readonly<Record<string, string>> {
  return {
    'asterisk.conf': `[directories]
astetcdir => ${at.folder}
astmoddir => ${at.modules}
astvarlibdir => /var/lib/asterisk
astdbdir => ${at.own}
astkeydir => /var/lib/asterisk
astdatadir => /usr/share/asterisk
astagidir => /usr/share/asterisk/agi-bin
astspooldir => /var/spool/asterisk
astrundir => ${at.own}
astlogdir => ${at.own}
`,
    'extensions.conf': `[in]
exten => _X.,1,AGI(agi://127.0.0.1:${at.agiPort}/call)
 same => n,Hangup()
exten => _${lateDigit}X.,1,AGI(agi://127.0.0.1:${at.lateAgiPort}/call,\${EXTEN:1})
 same => n,Hangup()
`,
    'logger.conf': '[logfiles]\nmessages => warning,error\n',
    // With autoload off, chan_pjsip misses what it needs.
    'modules.conf': `[modules]
autoload=yes
${[
  'chan_iax2',
  'res_hep',
  'chan_unistim',
  'pbx_dundi',
  'chan_skinny',
  'chan_mgcp',
  'app_queue',
  'cdr_csv',
]
  .map((name) => `noload=${name}.so`)
  .join('\n')}
`,
    'pjsip.conf': `[transport-udp]
type=transport
protocol=udp
bind=127.0.0.1:${at.sipPort}
[anonymous]
type=endpoint
context=in
disallow=all
allow=alaw
dtmf_mode=rfc4733
`,
    'rtp.conf': '[general]\nrtpstart=21000\nrtpend=21998\n',
  };
}

function lastLine(said: string): string {
  return said.trim().split('\n').at(-1)?.trim() ?? '';
}
