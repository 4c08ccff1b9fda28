// The file of the letters: for each new guardian what opens the portal, and what opens the telephone for each child.
import type { LetterChild } from '#enrolment/give-letter-pins.ts';
import { groupBy } from '#ground/group-by.ts';
import { writtenNumber } from '#ground/phone-number.ts';
import { say } from '#ground/sentence.ts';
import type { Language } from '#ground/sentence.ts';
import type { NewAccess } from '#registry-import/create-guardian-accounts.ts';
import type { ImportReport } from '#registry-import/import-registry.ts';
import { csvLine } from '#registry-import/templates.ts';
import english from '#registry-import/texts/en.json' with { type: 'json' };
import italian from '#registry-import/texts/it.json' with { type: 'json' };
import type { PhoneLine } from '#tenancy/model.ts';

type Texts = typeof italian;

/** A table for a mail merge: one row for each letter, sentences ready to be printed in the last two cells. */
export function lettersText(
  { newGuardians, letterChildren }: Pick<ImportReport, 'newGuardians' | 'letterChildren'>,
  passwords: ReadonlyMap<string, { readonly password: string }>,
  lines: readonly PhoneLine[],
  language: Language,
): string {
  const texts = language === 'it' ? italian : english;
  const columns = ['name', 'login', 'password', 'children', 'numbers'] as const;
  const header = columns.map((name) => say(texts, `letters.header.${name}`, {}, language));
  const childrenOf = groupBy(letterChildren, (child) => child.accountId);
  const numbers = lines.map((line) => numberOf(texts, line, language)).join(', ');
  const rows = newGuardians
    .filter((access): access is NewAccess => 'login' in access)
    .map(({ guardian, accountId, login }) => [
      `${guardian.lastName} ${guardian.firstName}`,
      login,
      passwords.get(guardian.key)?.password ?? '',
      (childrenOf.get(accountId) ?? []).map((child) => childOf(texts, child, language)).join(' '),
      numbers,
    ]);
  return `\uFEFF${[header, ...rows].map((cells) => csvLine(cells)).join('')}`;
}

function childOf(
  texts: Texts,
  { firstName, lastName, phoneCode, pin }: LetterChild,
  language: Language,
): string {
  const values = { name: `${firstName} ${lastName}`, code: phoneCode };
  if (pin === null) return say(texts, 'letters.child', values, language);
  return pin.kind === 'new'
    ? say(texts, 'letters.child-with-pin', { ...values, pin: pin.pin }, language)
    : say(texts, 'letters.child-with-kept-pin', values, language);
}

function numberOf(texts: Texts, { kind, number }: PhoneLine, language: Language): string {
  return say(texts, `letters.number-${kind}`, { number: writtenNumber(number) }, language);
}
