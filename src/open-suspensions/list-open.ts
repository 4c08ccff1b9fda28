// Use case: the office reads which suspensions are open for long, and when the family was last reminded (RULES B1).
import { hasRole } from '#ground/actor.ts';
import type { Day } from '#ground/day.ts';
import { daysBetween } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import { staffActorOf } from '#identity/model.ts';
import type { KnownSuspension, OpenMeans } from '#open-suspensions/facts.ts';
import { loadOpen } from '#open-suspensions/facts.ts';
import type { OpenSuspensionsRefusal } from '#open-suspensions/model.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';

export interface ListedSuspension extends KnownSuspension {
  readonly days: number;
  readonly remindedAt: Instant | null;
  /** A text message is due and waits for a transport. */
  readonly smsDue: boolean;
}

export interface OpenList {
  readonly now: Instant;
  readonly day: Day;
  readonly suspensions: readonly ListedSuspension[];
}

/** Longest first. School and kitchen read only "not booked". */
export async function listOpen(
  tx: Tx,
  means: OpenMeans,
  account: Promise<StaffAccount>,
  { daysMin }: { readonly daysMin: number },
): Promise<Outcome<OpenList, OpenSuspensionsRefusal>> {
  const now = means.clock.now();
  const day = dayAt(now);
  const [who, known] = await Promise.all([account, loadOpen(tx, means, day)]);
  if (!hasRole(staffActorOf(who, 'office'), 'office', 'administrator'))
    return refuse('not-allowed');
  const suspensions = known
    .map((one): ListedSuspension => {
      const last = one.sent.toSorted((first, second) => second.at - first.at)[0];
      return {
        ...one,
        days: daysBetween(one.from, day),
        remindedAt: last?.at ?? null,
        smsDue: last?.smsDue ?? false,
      };
    })
    .filter((one) => one.days > daysMin)
    .toSorted((one, other) => other.days - one.days);
  return accept({ now, day, suspensions });
}
