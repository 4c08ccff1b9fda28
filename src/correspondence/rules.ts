// Who of the guardians is told an event (RULES B5): all of them, but for what they did themselves and chose not to read of.
import type { Maker, MutedKind } from '#correspondence/model.ts';
import type { Channel } from '#ground/actor.ts';

const signedInChannels: readonly Channel[] = ['portal', 'app'];

/**
 * Muted are only one's own changes, and of these only those made with one's own login: on the phone a code is
 * enough, so whoever owns it reads what was done with it.
 */
export function isTold(
  guardian: { readonly guardianId: string; readonly mutes: readonly MutedKind[] },
  maker: Maker | undefined,
): boolean {
  if (maker === undefined || maker.guardianId !== guardian.guardianId) return true;
  return !(guardian.mutes.includes('own-changes') && signedInChannels.includes(maker.channel));
}
