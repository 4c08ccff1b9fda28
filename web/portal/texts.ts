// The portal's sentences with the kit's: Italian in the first load, English when chosen.
import type { Language, Messages } from '#ground/sentence.ts';
import kit from '../kit/texts/it.json' with { type: 'json' };
import { useSpoken } from '../kit/language.tsx';
import type { Spoken } from '../kit/language.tsx';
import portal from './texts/it.json' with { type: 'json' };

export type PortalKey = keyof typeof kit | keyof typeof portal;

const italian: Record<PortalKey, string> = { ...kit, ...portal };

export async function messagesOf(language: Language): Promise<Messages> {
  if (language === 'it') return italian;
  const { english } = await import('./texts/english.ts');
  return english;
}

export function usePortalTexts(): Spoken<PortalKey> {
  return useSpoken<PortalKey>();
}
