// The browser of the tests: the Chromium inside an npm package, unpacked with the libraries and fonts it needs.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

/** What Playwright's `launch` takes. */
export interface Browser {
  readonly executablePath: string;
  readonly env: Record<string, string>;
  readonly args: string[];
}

const ROOT = join(import.meta.dirname, '..');

/**
 * `CHROMIUM_PATH`, else the packaged one even where the machine has its own: everybody tests with the same browser.
 * The package's own `args` force a single process and hide faults, so we have ours.
 */
export function chromiumExecutable(env: NodeJS.ProcessEnv = process.env): Browser {
  const given = env['CHROMIUM_PATH'];
  if (given !== undefined && given !== '') {
    return { executablePath: given, env: withoutUndefined(env), args: argumentsFor() };
  }
  const folder = unpack();
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      ...withoutUndefined(env),
      LD_LIBRARY_PATH: join(folder, 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
    args: argumentsFor(),
  };
}

function argumentsFor(): string[] {
  const quiet = [
    'quic',
    'gpu',
    'background-networking',
    'component-update',
    'sync',
    'default-apps',
  ];
  const isRoot = process.getuid?.() === 0;
  return [
    ...quiet.map((name) => `--disable-${name}`),
    '--no-first-run',
    '--force-color-profile=srgb',
    // Where /dev/shm is small (containers), a page with pictures would crash.
    '--disable-dev-shm-usage',
    // Chromium refuses to build its sandbox as root; the pages are our own.
    ...(isRoot ? ['--no-sandbox'] : []),
  ];
}

/** Unpacks once into `.cache`, aside and then moved, so that two runs at once do not meet. */
function unpack(): string {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'the packaged Chromium is for Linux on x64: set CHROMIUM_PATH to the path of a Chromium',
    );
  }
  const home = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..');
  const cache = join(ROOT, '.cache');
  const folder = join(cache, `chromium-${versionOf(home)}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const aside = mkdtempSync(join(cache, 'unpacking-'));
  const read = (name: string): Buffer =>
    brotliDecompressSync(readFileSync(join(home, 'bin', name)));
  writeFileSync(join(aside, 'chromium'), read('chromium.br'), { mode: 0o755 });
  for (const name of ['al2023.tar.br', 'fonts.tar.br']) {
    execFileSync('tar', ['-x', '--no-same-owner', '-C', aside], { input: read(name) });
  }
  writeFileSync(
    join(aside, 'fonts.conf'),
    fontsConfiguration(join(folder, 'fonts'), join(folder, 'font-cache')),
  );
  try {
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function versionOf(home: string): string {
  const { version } = toPackage(readFileSync(join(home, 'package.json'), 'utf8'));
  return version;
}

function toPackage(text: string): { readonly version: string } {
  return JSON.parse(text) as { readonly version: string };
}

/** Only the packaged fonts, and Open Sans where a page asks for what it does not bring itself. */
function fontsConfiguration(fonts: string, cache: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <cachedir>${cache}</cachedir>
  <match target="pattern"><edit name="family" mode="append"><string>Open Sans</string></edit></match>
</fontconfig>
`;
}

function withoutUndefined(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
