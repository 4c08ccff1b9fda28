// The sounds of the telephone in their folder: recordings first, made ones for the rest; what lacks is made before a call.
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Language } from '#ground/sentence.ts';
import { listenSeconds } from '#voice/dialogue-turn.ts';
import type { Fragment } from '#voice/fragments.ts';
import type { SoundTools } from '#voice/make-sound.ts';
import { makeSilence, readOut, takeRecording } from '#voice/make-sound.ts';
import { recordedSoundName, recordingName, soundName } from '#voice/sound-names.ts';
import { nameOrigin, spokenLanguages } from '#voice/wanted-sounds.ts';
import type { WantedSound } from '#voice/wanted-sounds.ts';

export interface Prompts {
  /** The WAV file (8 kHz, mono, 16 bit) of a piece; undefined: there is none, and a call does not wait for one. */
  soundFileOf(fragment: Fragment, language: Language, isSlow: boolean): string | undefined;
  /** The file in which that many seconds nothing is heard, so that a key is waited for while something plays. */
  silenceFileOf(seconds: number): string | undefined;
  /** Makes what lacks, one after the other; somebody else's turn comes after this one's. */
  make(wanted: readonly WantedSound[]): Promise<MadeSounds>;
  /** What a call would leave out. */
  missing(wanted: readonly WantedSound[]): readonly WantedSound[];
  /** Removes made sounds that nobody has wanted for an hour; recordings are people's and stay. How many it removed. */
  clean(wanted: readonly WantedSound[], nowMs: number): Promise<number>;
  /** Looks into the folder again: what was made or recorded meanwhile counts from now. */
  refresh(): Promise<void>;
}

export interface MadeSounds {
  readonly made: number;
  /** The tools ended with a fault: it is tried again the next time. */
  readonly failed: number;
}

export interface PromptsPlace {
  /** `recordings/<language>/<name>.wav` are people's; what is made of them and of texts lies in `made`. */
  readonly folder: string;
  readonly tools: Partial<SoundTools>;
  /** How many sounds are made at the same time. */
  readonly makersMax?: number;
}

export async function openPrompts(place: PromptsPlace): Promise<Prompts> {
  // A switchboard looks for files from where it stands itself.
  const madeFolder = resolve(place.folder, 'made');
  let made: ReadonlySet<string> = new Set();
  let recordings: ReadonlyMap<string, string> = new Map();
  let last: Promise<unknown> = Promise.resolve();
  const unwantedSince = new Map<string, number>();

  const refresh = async (): Promise<void> => {
    made = new Set(await filesIn(madeFolder));
    recordings = await findRecordings(place.folder);
  };
  const fileOf = (wanted: WantedSound, isSlow: boolean): string => {
    const name = recordingName(wanted);
    const version = recordings.get(name);
    const recorded = version === undefined ? undefined : recordedSoundName(name, version, isSlow);
    // Until its recording is brought to the telephone's form, the made sound is heard.
    if (recorded !== undefined && (made.has(`${recorded}.wav`) || place.tools.sox !== undefined))
      return `${recorded}.wav`;
    return `${soundName(wanted.text, wanted.language, isSlow)}.wav`;
  };
  const makeOne = async (wanted: WantedSound, isSlow: boolean): Promise<void> => {
    const file = join(madeFolder, fileOf(wanted, isSlow));
    const recording = recordingName(wanted);
    const { espeak, sox } = place.tools;
    if (sox === undefined) return;
    if (recordings.has(recording))
      await takeRecording(sox, join(place.folder, 'recordings', recording), { isSlow, file });
    else if (espeak !== undefined)
      await readOut({ espeak, sox }, wanted.text, { language: wanted.language, isSlow, file });
  };
  const makeAll = async (wanted: readonly WantedSound[]): Promise<MadeSounds> => {
    for (const own of ['made', ...spokenLanguages.map((language) => join('recordings', language))])
      await mkdir(join(place.folder, own), { recursive: true });
    await refresh();
    for (const seconds of Object.values(listenSeconds))
      if (!made.has(silenceName(seconds)))
        await makeSilence(seconds, join(madeFolder, silenceName(seconds)));
    await refresh();
    const lacking = wanted.flatMap((one) =>
      [false, true]
        .filter((isSlow) => !made.has(fileOf(one, isSlow)))
        .map((isSlow) => ({ one, isSlow })),
    );
    const before = made.size;
    let failed = 0;
    const maker = async (): Promise<void> => {
      for (let next = lacking.shift(); next !== undefined; next = lacking.shift())
        await makeOne(next.one, next.isSlow).catch(() => void (failed += 1));
    };
    await Promise.all(Array.from({ length: place.makersMax ?? 1 }, maker));
    await refresh();
    return { made: made.size - before, failed };
  };

  await refresh();
  return {
    refresh,
    soundFileOf: ({ text, kind }, language, isSlow) => {
      const origin = kind === 'name' ? nameOrigin : kind;
      const file = fileOf({ text, language, origin }, isSlow);
      const otherwise = `${soundName(text, language, isSlow)}.wav`;
      const there = [file, otherwise].find((one) => made.has(one));
      return there === undefined ? undefined : join(madeFolder, there);
    },
    silenceFileOf: (seconds) =>
      made.has(silenceName(seconds)) ? join(madeFolder, silenceName(seconds)) : undefined,
    make: (wanted) => {
      const mine = last.then(() => makeAll(wanted));
      last = mine.catch(() => undefined);
      return mine;
    },
    clean: async (wanted, nowMs) => {
      const kept = new Set(
        wanted.flatMap((one) =>
          [false, true].flatMap((isSlow) => [
            fileOf(one, isSlow),
            `${soundName(one.text, one.language, isSlow)}.wav`,
          ]),
        ),
      );
      let removed = 0;
      for (const file of made) {
        if (kept.has(file) || !isMadeName(file)) unwantedSince.delete(file);
        else if (!unwantedSince.has(file)) unwantedSince.set(file, nowMs);
        else if (nowMs - (unwantedSince.get(file) ?? nowMs) > unwantedMs) {
          await rm(join(madeFolder, file), { force: true });
          unwantedSince.delete(file);
          removed += 1;
        }
      }
      if (removed > 0) await refresh();
      return removed;
    },
    missing: (wanted) =>
      wanted.filter((one) => [false, true].some((isSlow) => !made.has(fileOf(one, isSlow)))),
  };
}

/** Longer than any call (15 minutes): what one is about to play is still there. */
const unwantedMs = 3_600_000;
/** Whatever else somebody has put beside them is not ours to remove. */
const isMadeName = (file: string): boolean => /^[0-9a-f]{32}\.wav$/.test(file);

const silenceName = (seconds: number): string => `silence-${seconds}.wav`;

/** By "it/<name>.wav", with what tells one take of a recording from the next. */
async function findRecordings(folder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const language of spokenLanguages) {
    const own = join(folder, 'recordings', language);
    for (const file of await filesIn(own)) {
      const { size, mtimeMs } = await stat(join(own, file));
      found.set(`${language}/${file}`, `${size} ${mtimeMs}`);
    }
  }
  return found;
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.wav'));
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return [];
    throw fault;
  }
}
