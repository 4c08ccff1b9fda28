// The sounds of a turn as Asterisk is told them: one file after the other, without extension.
import type { Prompts } from '#voice/prompts.ts';
import { fragmentsOf } from '#voice/fragments.ts';
import type { Turn } from '#voice/model.ts';

/** Undefined where a piece has no sound: a call does not wait for one. */
export function turnSounds(
  { soundFileOf }: Pick<Prompts, 'soundFileOf'>,
  { say, language, isSlow }: Turn,
): readonly (string | undefined)[] {
  return say
    .flatMap((sentence) => fragmentsOf(sentence, language))
    .map((fragment) => nameOf(soundFileOf(fragment, language, isSlow)));
}

export function silenceName(
  { silenceFileOf }: Pick<Prompts, 'silenceFileOf'>,
  seconds: number,
): string | undefined {
  return nameOf(silenceFileOf(seconds));
}

const nameOf = (file: string | undefined): string | undefined => file?.replace(/\.wav$/, '');
