// The text of a code or a first password as it goes by SMS: names of nobody, one segment wherever it can be.
import type { Language } from '#ground/sentence.ts';
import { say } from '#ground/sentence.ts';
import type { CredentialKind } from '#identity/credential-sms-rules.ts';
import english from '#identity/texts/en.json' with { type: 'json' };
import italian from '#identity/texts/it.json' with { type: 'json' };
import { smsText } from '#notifications/sms-text.ts';

export interface CredentialSmsValues {
  readonly language: Language;
  readonly authority: string;
  /** 'https://mensa.comune.valserena.example' */
  readonly siteAddress: string;
  readonly login: string;
  /** The password as it is typed, or the nine digits of a code. */
  readonly secret: string;
  /** Of a code. */
  readonly validHours: number;
}

export interface ComposedSms {
  readonly text: string;
  readonly segments: number;
}

/** The authority is named where that costs no segment more: the sender of an SMS says who it is. */
export function composeCredentialSms(
  kind: CredentialKind,
  { language, secret, ...values }: CredentialSmsValues,
): ComposedSms {
  const texts = language === 'it' ? italian : english;
  const grouped =
    kind === 'recovery-code' ? secret.replace(/^(...)(...)(...)$/, '$1 $2 $3') : secret;
  const composed = (key: keyof typeof italian): ComposedSms => {
    const text = say(texts, key, { ...values, secret: grouped }, language);
    const { segments } = smsText(text);
    return { text: segments.join(''), segments: segments.length };
  };
  const named = composed(`sms.${kind}.named`);
  if (named.segments === 1) return named;
  const short = composed(`sms.${kind}`);
  return named.segments > short.segments ? short : named;
}

/** As long as the secret will be, and none: for a preview. */
export const secretPlaceholders: Readonly<Record<CredentialKind, string>> = {
  'recovery-code': '*********',
  'first-password': '****-****-****',
};
