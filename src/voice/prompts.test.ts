// The telephone's sounds: made once and ahead, replaced by recordings, never half there; with tools of our own and the real ones.
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listenSeconds } from '#voice/dialogue-turn.ts';
import { findSoundTools } from '#voice/make-sound.ts';
import { openPrompts } from '#voice/prompts.ts';
import { recordingName, voiceOf } from '#voice/sound-names.ts';
import type { WantedSound } from '#voice/wanted-sounds.ts';
import { nameSounds } from '#voice/wanted-sounds.ts';

let folder: string;
let bin: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refettorio-sounds-'));
  bin = join(folder, 'bin');
  await mkdir(bin);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const confirm: WantedSound = { text: 'Per confermare premi 1.', language: 'it', origin: 'confirm' };
const sounds = (): string => join(folder, 'sounds');

/** Stands for a program: it writes what it was called with, and hands on what it reads. */
async function put(name: string, script: string): Promise<void> {
  await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(bin, name), 0o755);
}
async function putTools(): Promise<void> {
  await put('espeak-ng', `echo "$@" >> '${folder}/espeak.log'; exec cat`);
  await put(
    'sox',
    `echo "$@" >> '${folder}/sox.log'
for word in "$@"; do case "$word" in *.part) out="$word";; esac; done
case "$1" in -t) cat > "$out";; *) cat "$1" > "$out";; esac`,
  );
}
const open = async () => openPrompts({ folder: sounds(), tools: await findSoundTools(bin) });
const linesOf = async (log: string): Promise<number> =>
  (await readFile(join(folder, log), 'utf8')).split('\n').length - 1;

test('a sentence is read out at two speeds, once, and its file is found at once', async () => {
  await putTools();
  const prompts = await open();
  expect(prompts.soundFileOf({ ...confirm, kind: 'words' }, 'it', false)).toBeUndefined();
  expect(await prompts.make([confirm])).toEqual({ made: 2, failed: 0 });
  expect(await prompts.make([confirm])).toEqual({ made: 0, failed: 0 });
  expect(await linesOf('espeak.log')).toBe(2);

  const file = prompts.soundFileOf({ ...confirm, kind: 'words' }, 'it', false) ?? '';
  expect(await readFile(file, 'utf8')).toBe('Per confermare premi 1.');
  expect(prompts.soundFileOf({ ...confirm, kind: 'words' }, 'it', true)).not.toBe(file);
  expect(prompts.soundFileOf({ ...confirm, kind: 'words' }, 'en', false)).toBeUndefined();
  expect(prompts.missing([confirm])).toEqual([]);
});

test('silence is there beside the sounds, in the form of the telephone: a key is waited for in it', async () => {
  const prompts = await open();
  expect(prompts.silenceFileOf(8)).toBeUndefined();
  await prompts.make([]);
  for (const seconds of Object.values(listenSeconds)) {
    const wav = await readFile(prompts.silenceFileOf(seconds) ?? '');
    expect(wav.subarray(0, 4).toString()).toBe('RIFF');
    expect(wav.readUInt32LE(40)).toBe(seconds * 16_000);
    expect(wav.length).toBe(seconds * 16_000 + 44);
  }
  expect(prompts.silenceFileOf(9)).toBeUndefined();
});

test('the other language is offered by a voice that speaks it', () => {
  const [it, en] = [
    voiceOf('For English, press 7.', 'it'),
    voiceOf("Per l'italiano, premi 7.", 'en'),
  ];
  expect([it, en]).toEqual(['en-gb', 'it']);
  expect([voiceOf('Buongiorno.', 'it'), voiceOf('Good day.', 'en')]).toEqual(['it', 'en-gb']);
});

test('what one process has made another one finds', async () => {
  await putTools();
  const early = await open();
  await (await open()).make([confirm]);
  expect(early.missing([confirm])).toEqual([confirm]);
  await early.refresh();
  expect(early.missing([confirm])).toEqual([]);
});

test('neither the names of the files nor the list of processes tell a name', async () => {
  await putTools();
  const prompts = await open();
  const [sofia] = nameSounds(['Sofia']);
  await prompts.make(nameSounds(['Sofia', 'Sofia']));
  const files = await readdir(sounds(), { recursive: true });
  expect([...files, sofia === undefined ? '' : recordingName(sofia)].join(' ')).not.toMatch(
    /sofia/i,
  );
  const logs =
    (await readFile(join(folder, 'espeak.log'), 'utf8')) +
    (await readFile(join(folder, 'sox.log'), 'utf8'));
  expect(logs).not.toMatch(/sofia/i);
});

test('a recording dropped into the folder takes the place of the voice, and a new one of the old', async () => {
  await putTools();
  const prompts = await open();
  await prompts.make([confirm]);
  const heard = async (): Promise<string> =>
    readFile(prompts.soundFileOf({ ...confirm, kind: 'words' }, 'it', false) ?? '', 'utf8');
  const recording = join(sounds(), 'recordings', recordingName(confirm));
  expect(recordingName(confirm)).toMatch(/^it\/per-confermare-premi-1-[0-9a-f]{10}\.wav$/);

  await writeFile(recording, 'la voce della segretaria');
  await prompts.refresh();
  expect(await heard()).toBe('Per confermare premi 1.');
  await prompts.make([confirm]);
  expect(await heard()).toBe('la voce della segretaria');
  await writeFile(recording, 'la stessa voce, più chiara');
  await prompts.make([confirm]);
  expect(await heard()).toBe('la stessa voce, più chiara');
  await rm(recording);
  await prompts.make([confirm]);
  expect(await heard()).toBe('Per confermare premi 1.');
});

test('the name of a pupil who left is removed after an hour, the rest and what people recorded stays', async () => {
  await putTools();
  const prompts = await open();
  const [sofia, marco] = nameSounds(['Sofia', 'Marco']).filter(({ language }) => language === 'it');
  if (sofia === undefined || marco === undefined) throw new Error('two names');
  await prompts.make([confirm, sofia, marco]);
  const recording = join(sounds(), 'recordings', recordingName(sofia));
  await writeFile(recording, 'Sofia, detta da una persona');
  await prompts.make([sofia]);
  await writeFile(join(sounds(), 'made', 'mine.wav'), 'put here by somebody');
  const fileOf = ({ text }: WantedSound) =>
    prompts.soundFileOf({ text, kind: 'name' }, 'it', false);
  const gone = fileOf(marco) ?? '';

  expect(await prompts.clean([confirm, sofia], 0)).toBe(0);
  expect(await prompts.clean([confirm, sofia], 3_600_000)).toBe(0);
  expect(fileOf(marco)).toBe(gone);
  expect(await prompts.clean([confirm, sofia], 3_600_001)).toBe(2);
  expect(fileOf(marco)).toBeUndefined();
  await expect(readFile(gone)).rejects.toThrow('ENOENT');
  expect(fileOf(sofia)).toBeDefined();
  expect(await readFile(recording, 'utf8')).toBe('Sofia, detta da una persona');
  expect(await readdir(join(sounds(), 'made'))).toContain('mine.wav');
  expect(prompts.missing([confirm, sofia])).toEqual([]);

  await prompts.clean([confirm], 4_000_000);
  await prompts.clean([confirm, sofia], 5_000_000);
  expect(await prompts.clean([confirm], 9_000_000)).toBe(0);
  expect(prompts.silenceFileOf(8)).toBeDefined();
});

test('a voice that breaks off leaves no sound behind, and is tried again', async () => {
  await putTools();
  await put('espeak-ng', 'echo half; exit 3');
  const prompts = await open();
  expect(await prompts.make([confirm])).toEqual({ made: 0, failed: 2 });
  const whole = await readdir(join(sounds(), 'made'));
  expect(whole.filter((name) => !name.startsWith('silence-'))).toEqual([]);
  await putTools();
  expect(await prompts.make([confirm])).toEqual({ made: 2, failed: 0 });
});

test('without espeak-ng and sox nothing is made and nothing fails', async () => {
  const prompts = await open();
  expect(await prompts.make([confirm])).toEqual({ made: 0, failed: 0 });
  expect(prompts.missing([confirm])).toEqual([confirm]);
});

const real = await findSoundTools(process.env['PATH'] ?? '');
const isWhole = real.espeak !== undefined && real.sox !== undefined;
if (!isWhole) console.log('espeak-ng and sox are not both here: their sounds are not tested.');

test.runIf(isWhole)(
  'espeak-ng and sox make what a telephone plays: 8 kHz, mono, 16 bit',
  async () => {
    const prompts = await openPrompts({ folder: sounds(), tools: real });
    const dash: WantedSound = { text: '-f /etc/passwd "$(id)" più è', language: 'it', origin: 'x' };
    expect(await prompts.make([confirm, dash])).toEqual({ made: 4, failed: 0 });
    const lengths: number[] = [];
    for (const isSlow of [false, true]) {
      const file = prompts.soundFileOf({ ...confirm, kind: 'words' }, 'it', isSlow) ?? '';
      const wav = await readFile(file);
      expect(wav.subarray(0, 4).toString()).toBe('RIFF');
      expect([
        wav.readUInt16LE(20),
        wav.readUInt16LE(22),
        wav.readUInt32LE(24),
        wav.readUInt16LE(34),
      ]).toEqual([1, 1, 8000, 16]);
      lengths.push(wav.length / 16_000);
    }
    expect(lengths[0]).toBeGreaterThan(1);
    expect(lengths[1]).toBeGreaterThan((lengths[0] ?? 0) * 1.1);
    expect(lengths[1]).toBeLessThan(5);

    const recording = join(sounds(), 'recordings', recordingName(dash));
    await writeFile(
      recording,
      await readFile(prompts.soundFileOf({ ...confirm, kind: 'words' }, 'it', false) ?? ''),
    );
    expect(await prompts.make([dash])).toEqual({ made: 2, failed: 0 });
  },
);
