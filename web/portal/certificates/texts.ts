// The sentences of the certificates' screen: they come with it, when somebody opens it.
import declineEnglish from '#certificates/texts/en.json' with { type: 'json' };
import declineItalian from '#certificates/texts/it.json' with { type: 'json' };
import { useScreenTexts } from '../../kit/language.tsx';
import type { ScreenSpoken } from '../../kit/language.tsx';
import english from './texts/en.json' with { type: 'json' };
import italian from './texts/it.json' with { type: 'json' };

type Key = keyof (typeof words)['it'];

const words = {
  it: { ...declineItalian, ...italian },
  en: { ...declineEnglish, ...english },
};

export type CertificateSpoken = ScreenSpoken<Key>;

export function useCertificateTexts(): CertificateSpoken {
  return useScreenTexts(words);
}
