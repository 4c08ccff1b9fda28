// The words of correspondence: what of a message depends on who reads it.
import type { Channel } from '#ground/actor.ts';

/**
 * What a guardian may do without: being told of their own changes, or mail where an SMS says the same. The other
 * guardian's changes are not among it (RULES B5).
 */
export type MutedKind = 'own-changes' | 'mail';

/** Who did what is told, and through what. */
export interface Maker {
  readonly guardianId: string;
  readonly channel: Channel;
}

/** `none`: nothing about one's own changes; the rest comes as it can. */
export type MessageChoice = 'mail' | 'sms' | 'none';

export type CorrespondenceRefusal = 'no-pupils' | 'no-sms';
