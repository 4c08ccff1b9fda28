// The sentences of Bambini and Ricevute: they come with these screens, when somebody opens one.
import { say } from '#ground/sentence.ts';
import type { Language } from '#ground/sentence.ts';
import { useSpoken } from '../../kit/language.tsx';
import type { Say } from '../../kit/language.tsx';
import english from './texts/en.json' with { type: 'json' };
import italian from './texts/it.json' with { type: 'json' };

type Key = keyof typeof italian;

const words: Readonly<Record<Language, Record<Key, string>>> = { it: italian, en: english };

export interface PupilSpoken {
  readonly language: Language;
  readonly say: Say<Key>;
}

export function usePupilTexts(): PupilSpoken {
  const { language } = useSpoken();
  return { language, say: (key, values) => say(words[language], key, values, language) };
}
