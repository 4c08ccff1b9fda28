// Who of the guardians is told an event (RULES B5), and by what: all of them, but for what they did themselves and chose not to read of.
import type { Maker, MessageChoice, MutedKind } from '#correspondence/model.ts';
import type { Channel } from '#ground/actor.ts';
import type { Medium } from '#notifications/model.ts';

const signedInChannels: readonly Channel[] = ['portal', 'app'];

/**
 * Muted are only one's own changes, and of these only those made with one's own login: a calling number can be forged,
 * so its owner reads what was asked from it. Who asked by SMS has read it: the answer went to the number itself.
 */
export function isTold(
  guardian: Pick<Reachable, 'mobile' | 'mutes'> & { readonly guardianId: string },
  { madeBy: maker, answeredNumber = null }: Told,
): boolean {
  if (answeredNumber !== null && guardian.mobile === answeredNumber) return false;
  if (maker === undefined || maker.guardianId !== guardian.guardianId) return true;
  return !(guardian.mutes.includes('own-changes') && signedInChannels.includes(maker.channel));
}

interface Told {
  readonly madeBy?: Maker | undefined;
  /** The number that has the answer already. */
  readonly answeredNumber?: string | null;
}

export interface Reachable {
  readonly email: string | null;
  readonly mobile: string | null;
  readonly mutes: readonly MutedKind[];
}

/** By what a guardian is told, the best first: the next is taken where it cannot be. `hasSms`: the event has a short text. */
export function mediaOf({ email, mobile, mutes }: Reachable, hasSms: boolean): readonly Medium[] {
  const sms = hasSms && mobile !== null ? (['sms'] as const) : [];
  if (email === null) return sms;
  return mutes.includes('mail') ? [...sms, 'mail'] : ['mail'];
}

/** What is chosen as long as nobody chose: mail, or SMS for who has no address. */
export function choiceOf(guardian: Reachable, hasSms: boolean): MessageChoice {
  if (guardian.mutes.includes('own-changes')) return 'none';
  return mediaOf(guardian, hasSms)[0] ?? 'mail';
}

/** What a choice does without. */
export function mutesOf(choice: MessageChoice): readonly MutedKind[] {
  if (choice === 'none') return ['own-changes'];
  return choice === 'sms' ? ['mail'] : [];
}
