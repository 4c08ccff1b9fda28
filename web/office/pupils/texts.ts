// The sentences of Bambini and Ricevute: they come with these screens, when somebody opens one.
import { useScreenTexts } from '../../kit/language.tsx';
import type { ScreenSpoken } from '../../kit/language.tsx';
import english from './texts/en.json' with { type: 'json' };
import italian from './texts/it.json' with { type: 'json' };

type Key = keyof typeof italian;

const words = { it: italian, en: english };

export type PupilSpoken = ScreenSpoken<Key>;

export function usePupilTexts(): PupilSpoken {
  return useScreenTexts(words);
}
