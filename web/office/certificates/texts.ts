// The sentences of the certificates' screen: they come with it, when somebody opens it.
import declineEnglish from '#certificates/texts/en.json' with { type: 'json' };
import declineItalian from '#certificates/texts/it.json' with { type: 'json' };
import { say } from '#ground/sentence.ts';
import { useSpoken } from '../../kit/language.tsx';
import type { Say } from '../../kit/language.tsx';
import type { Language } from '#ground/sentence.ts';
import english from './texts/en.json' with { type: 'json' };
import italian from './texts/it.json' with { type: 'json' };

type Key = keyof typeof italian | keyof typeof declineItalian;

const words: Readonly<Record<Language, Record<Key, string>>> = {
  it: { ...declineItalian, ...italian },
  en: { ...declineEnglish, ...english },
};

export interface CertificateSpoken {
  readonly language: Language;
  readonly say: Say<Key>;
}

export function useCertificateTexts(): CertificateSpoken {
  const { language } = useSpoken();
  return { language, say: (key, values) => say(words[language], key, values, language) };
}
