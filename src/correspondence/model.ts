// The words of correspondence: what of a message depends on who reads it.
import type { Channel } from '#ground/actor.ts';

/** What a guardian may do without. The other guardian's changes are not among it (RULES B5). */
export type MutedKind = 'own-changes';

/** Who did what is told, and through what. */
export interface Maker {
  readonly guardianId: string;
  readonly channel: Channel;
}

export type MessageChoice = 'mail' | 'none';

export type CorrespondenceRefusal = 'no-pupils';
