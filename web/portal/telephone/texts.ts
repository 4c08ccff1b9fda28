// The sentences of the telephone's screen: they come with it, when somebody opens it.
import { useScreenTexts } from '../../kit/language.tsx';
import type { ScreenSpoken } from '../../kit/language.tsx';
import english from './texts/en.json' with { type: 'json' };
import italian from './texts/it.json' with { type: 'json' };

const words = { it: italian, en: english };

export type TelephoneSpoken = ScreenSpoken<keyof typeof italian>;

export function useTelephoneTexts(): TelephoneSpoken {
  return useScreenTexts(words);
}
