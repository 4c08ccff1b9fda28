// The office's sentences with the kit's: Italian in the first load, English when chosen.
import type { Language, Messages } from '#ground/sentence.ts';
import kit from '../kit/texts/it.json' with { type: 'json' };
import { useSpoken } from '../kit/language.tsx';
import type { Spoken } from '../kit/language.tsx';
import office from './texts/it.json' with { type: 'json' };

export type OfficeKey = keyof typeof kit | keyof typeof office;

const italian: Record<OfficeKey, string> = { ...kit, ...office };

export async function messagesOf(language: Language): Promise<Messages> {
  if (language === 'it') return italian;
  const { english } = await import('./texts/english.ts');
  return english;
}

export function useOfficeTexts(): Spoken<OfficeKey> {
  return useSpoken<OfficeKey>();
}
