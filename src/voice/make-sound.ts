// Makes one sound: espeak-ng reads a text out, or a recording is taken; sox brings it to what telephones play.
import { spawn } from 'node:child_process';
import { access, constants, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Language } from '#ground/sentence.ts';
import { randomToken } from '#platform/crypto.ts';
import { speedOf, voiceOf } from '#voice/sound-names.ts';

export interface SoundTools {
  readonly espeak: string;
  readonly sox: string;
}

/** Whichever is on the PATH; the programs are looked up once. */
export async function findSoundTools(path: string): Promise<Partial<SoundTools>> {
  const [espeak, sox] = await Promise.all([
    findProgram('espeak-ng', path),
    findProgram('sox', path),
  ]);
  return { ...(espeak === undefined ? {} : { espeak }), ...(sox === undefined ? {} : { sox }) };
}

async function findProgram(name: string, path: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter((one) => one !== '')) {
    const file = join(folder, name);
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return undefined;
}

/** A text read out into `file`, whole or not at all. The text goes through a pipe: no list of processes shows it. */
export async function readOut(
  { espeak, sox }: SoundTools,
  text: string,
  { language, isSlow, file }: { language: Language; isSlow: boolean; file: string },
): Promise<void> {
  await written(file, async (unfinished) => {
    const speech = start(espeak, [
      '-v',
      voiceOf(text, language),
      '-s',
      String(speedOf(isSlow)),
      '--stdin',
      '--stdout',
    ]);
    const sound = start(sox, [
      '-t',
      'wav',
      '-',
      ...telephoneWav,
      unfinished,
      ...evened,
      'pad',
      '0',
      pauseAfter(text),
    ]);
    speech.stdout.pipe(sound.stdin);
    speech.stdin.end(text);
    await Promise.all([speech.ended, sound.ended]);
  });
}

/** A recording as telephones play it; slower where that was asked for. */
export async function takeRecording(
  sox: string,
  recording: string,
  { isSlow, file }: { isSlow: boolean; file: string },
): Promise<void> {
  await written(file, async (unfinished) => {
    const slower = isSlow ? ['tempo', '-s', String(speedOf(true) / speedOf(false))] : [];
    const sound = start(sox, [recording, ...telephoneWav, unfinished, ...slower, ...evened]);
    sound.stdin.end();
    await sound.ended;
  });
}

/** Silence as telephones play it, which needs no program. */
export async function makeSilence(seconds: number, file: string): Promise<void> {
  const sound = Buffer.alloc(seconds * 16_000);
  const head = Buffer.alloc(44);
  head.write('RIFF');
  head.writeUInt32LE(36 + sound.length, 4);
  head.write('WAVEfmt ', 8);
  // 16 bytes that say: plain samples, one channel, 8000 a second of 2 bytes each.
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(16_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(sound.length, 40);
  await written(file, (unfinished) => writeFile(unfinished, Buffer.concat([head, sound])));
}

const telephoneWav = ['-t', 'wav', '-r', '8000', '-c', '1', '-b', '16', '-e', 'signed-integer'];
/** Without the silence around the words, and as loud as every other sound. */
const silence = ['silence', '1', '0.01', '0.3%'];
const evened = [...silence, 'reverse', ...silence, 'reverse', 'gain', '-n', '-4'];

/** Seconds. After a group of a code there is time to write it down. */
function pauseAfter(text: string): string {
  if (/^\w,$/.test(text)) return '0.7';
  if (/[.?!]$/.test(text)) return '0.35';
  return /[,;:]$/.test(text) ? '0.2' : '0.04';
}

/** Nobody ever plays half a sound: it gets its name when it is whole. */
async function written(file: string, write: (unfinished: string) => Promise<void>): Promise<void> {
  const unfinished = `${file}.${randomToken()}.part`;
  try {
    await write(unfinished);
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
}

interface Running {
  readonly stdin: NodeJS.WritableStream;
  readonly stdout: Readable;
  readonly ended: Promise<void>;
}

const secondsMax = 60;

/** With arguments, never through a shell. Fails with the program's name and how it ended, never with what it said. */
function start(program: string, args: readonly string[]): Running {
  const child = spawn(program, [...args], {
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: secondsMax * 1000,
  });
  // The other end of a broken pipe is told by how the program ends.
  child.stdin.on('error', () => undefined);
  child.stdout.on('error', () => undefined);
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${program} ended with ${code ?? 'a signal'}`)),
    );
  });
  return { stdin: child.stdin, stdout: child.stdout, ended };
}
