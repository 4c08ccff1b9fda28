// What the file of a sound is called: a hash for those that are made, a name to read for those that people record.
import { createHash } from 'node:crypto';
import type { Language } from '#ground/sentence.ts';
import { foldText } from '#ground/text-forms.ts';
import { voiceCatalogue } from '#voice/fragments.ts';
import { nameOrigin } from '#voice/wanted-sounds.ts';
import type { WantedSound } from '#voice/wanted-sounds.ts';

/** Voices of espeak-ng, and words a minute: calm, and slower for whoever asked for it. */
const voices: Readonly<Record<Language, string>> = { it: 'it', en: 'en-gb' };

/** The sentence that offers the other language is said to whoever does not understand this one. */
export function voiceOf(text: string, language: Language): string {
  const offersOther = voiceCatalogue[language]['call.language'] === text;
  return voices[offersOther === (language === 'it') ? 'en' : 'it'];
}

export function speedOf(isSlow: boolean): number {
  return isSlow ? 105 : 140;
}

/** Raise it when the same text is to sound different: every sound is then made again. */
const soundVersion = 'v1';

/** Without folder and `.wav`. It tells nothing of a name to somebody who reads the folder. */
export function soundName(text: string, language: Language, isSlow: boolean): string {
  return hashOf([
    soundVersion,
    voiceOf(text, language),
    String(speedOf(isSlow)),
    language,
    text,
  ]).slice(0, 32);
}

/** The sound made of a recording, another one whenever the recording is another. */
export function recordedSoundName(recording: string, version: string, isSlow: boolean): string {
  return hashOf([soundVersion, 'recording', recording, version, String(isSlow)]).slice(0, 32);
}

/**
 * What a recording is called, with its language as the folder: "it/per-confermare-premi-1-3fa9c2d41b.wav".
 * The last signs keep apart what reads alike; a person's name is not written out.
 */
export function recordingName({ text, language, origin }: WantedSound): string {
  const words = foldText(text)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  const readable = origin === nameOrigin ? 'name' : words.slice(0, 48).replace(/-$/, '');
  return `${language}/${readable}-${hashOf([language, text]).slice(0, 10)}.wav`;
}

function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex');
}
