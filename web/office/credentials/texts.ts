// The sentences of Credenziali and of SMS to guardians: they come with these screens, when somebody opens one.
import { useScreenTexts } from '../../kit/language.tsx';
import type { ScreenSpoken } from '../../kit/language.tsx';
import english from './texts/en.json' with { type: 'json' };
import italian from './texts/it.json' with { type: 'json' };

export type CredentialKey = keyof typeof italian;

const words = { it: italian, en: english };

export type CredentialSpoken = ScreenSpoken<CredentialKey>;

export function useCredentialTexts(): CredentialSpoken {
  return useScreenTexts(words);
}
