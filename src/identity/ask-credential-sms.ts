// Use cases: the office has a code, or first passwords, sent by SMS. Nothing secret is made here: that is the sender's work.
import { recordEvent } from '#audit/record-event.ts';
import type { Actor } from '#ground/actor.ts';
import { actorIdOf, hasRole } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import { composeCredentialSms, secretPlaceholders } from '#identity/compose-credential-sms.ts';
import type { CredentialKind, NumberFault } from '#identity/credential-sms-rules.ts';
import { firstPasswordFault, isUnderWay, mobileOf } from '#identity/credential-sms-rules.ts';
import type { Addressee } from '#identity/credential-sms-store.ts';
import {
  insertCredentialSms,
  listAddressees,
  updateOvertaken,
} from '#identity/credential-sms-store.ts';
import { readRecoveryCodeHours } from '#identity/give-recovery-code.ts';
import { readSmsMonth } from '#notifications/sms-month.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import { tellOutside } from '#platform/outbox.ts';

/** The outbox kind that `send-credential-sms.ts` handles. */
export const sendCredentialKind = 'identity.send-credential';

export interface AskMeans {
  readonly clock: Clock;
  /** Whether the installation has a transport. */
  readonly hasSms: boolean;
}

export interface Site {
  readonly authority: string;
  /** Ours, as the browser called it: 'https://mensa.comune.valserena.example'. */
  readonly siteAddress: string;
}

export type AskRefusal =
  | 'not-allowed'
  | 'no-sms'
  | 'no-approved-sender'
  | 'month-is-full'
  | NumberFault;

/** Of a code that is on its way already there is no second one. Roles office and system. */
export async function askRecoveryCodeSms(
  tx: Tx,
  means: AskMeans,
  actor: Actor,
  asked: Site & { readonly accountId: string },
): Promise<Outcome<undefined, AskRefusal | 'no-such-account'>> {
  if (!mayAsk(actor)) return refuse('not-allowed');
  const [[addressee], validHours] = await Promise.all([
    listAddressees(tx, [asked.accountId]),
    readRecoveryCodeHours(tx, means.clock),
  ]);
  if (addressee === undefined) return refuse('no-such-account');
  const mobile = mobileOf(addressee.mobile);
  if (!mobile.ok) return mobile;
  const before = addressee.asked;
  const underWay = before !== null && isUnderWay(before) ? before.kind : undefined;
  if (underWay === 'recovery-code') return accept(undefined);
  const { segments } = previewOf('recovery-code', addressee, asked, validHours);
  const refused = await refusalOfMonth(tx, means, segments);
  if (refused !== undefined) return refused;
  const at = means.clock.now();
  if (underWay === 'first-password') updateOvertaken(tx, addressee.accountId, at);
  ask(tx, actor, 'recovery-code', [addressee], asked, at);
  return accept(undefined);
}

export interface AskedPasswords {
  /** To how many it will go. */
  readonly asked: number;
  /** Among those chosen: had one already, have signed in, or cannot be reached. */
  readonly skipped: number;
}

/** To whoever of them may have one; asked again it goes to nobody twice. Roles office and system. */
export async function askFirstPasswords(
  tx: Tx,
  means: AskMeans,
  actor: Actor,
  asked: Site & { readonly accountIds: readonly string[] },
): Promise<Outcome<AskedPasswords, AskRefusal | 'nobody-to-send'>> {
  if (!mayAsk(actor)) return refuse('not-allowed');
  const at = means.clock.now();
  const all = await listAddressees(tx, asked.accountIds);
  const chosen = all.filter((one) => firstPasswordFault(one, at) === null);
  if (chosen.length === 0) return refuse('nobody-to-send');
  const needed = chosen
    .map((one) => previewOf('first-password', one, asked).segments)
    .reduce((sum, segments) => sum + segments, 0);
  const refused = await refusalOfMonth(tx, means, needed);
  if (refused !== undefined) return refused;
  ask(tx, actor, 'first-password', chosen, asked, at);
  return accept({ asked: chosen.length, skipped: asked.accountIds.length - chosen.length });
}

/** The text as it will be, without its secret. */
export function previewOf(
  kind: CredentialKind,
  { language, login }: Pick<Addressee, 'language' | 'login'>,
  { authority, siteAddress }: Site,
  validHours = 0,
): ReturnType<typeof composeCredentialSms> {
  return composeCredentialSms(kind, {
    language: language === 'en' ? 'en' : 'it',
    authority,
    siteAddress,
    login,
    secret: secretPlaceholders[kind],
    validHours,
  });
}

async function refusalOfMonth(
  tx: Tx,
  { clock, hasSms }: AskMeans,
  needed: number,
): Promise<
  ReturnType<typeof refuse<'no-sms' | 'no-approved-sender' | 'month-is-full'>> | undefined
> {
  if (!hasSms) return refuse('no-sms');
  const { sender, segmentsLeft } = await readSmsMonth(tx, clock.now());
  if (sender?.state !== 'approved') return refuse('no-approved-sender');
  return needed > segmentsLeft
    ? refuse('month-is-full', { needed, left: segmentsLeft })
    : undefined;
}

function ask(
  tx: Tx,
  actor: Actor,
  kind: CredentialKind,
  addressees: readonly Addressee[],
  { siteAddress }: Site,
  at: Instant,
): void {
  const rows = addressees.map(({ accountId }) => ({ accountId, kind, credentialSmsId: newId(at) }));
  for (const row of rows) insertCredentialSms(tx, row, actorIdOf(actor), at);
  for (const { credentialSmsId } of rows)
    tellOutside(tx, at, sendCredentialKind, { credentialSmsId, siteAddress });
  const [only] = rows;
  const isOne = rows.length === 1 && only !== undefined;
  recordEvent(tx, {
    at,
    actor,
    action: `identity.${kind}-sms-asked`,
    subjectKind: isOne ? 'family-account' : 'tenant',
    subjectId: isOne ? only.accountId : String(tx.tenantId),
    facts: { count: rows.length },
  });
}

function mayAsk(actor: Actor): boolean {
  return actor.kind === 'system' || hasRole(actor, 'office', 'administrator');
}
