// Use case: staff find a pupil by any scrap of a name or code; whose names were shown is written down.
import { recordEvent } from '#audit/record-event.ts';
import type { StaffRefusal } from '#enrolment/model.ts';
import type { Scrap } from '#enrolment/search-rules.ts';
import { queryOf, rankFound } from '#enrolment/search-rules.ts';
import type { FoundPupil } from '#enrolment/search-store.ts';
import { countScraps, findByScraps, listFound } from '#enrolment/search-store.ts';
import type { Reach } from '#enrolment/staff-rules.ts';
import { decideReach } from '#enrolment/staff-rules.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import { channelOf, staffActorOf } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';

export interface PupilsFound {
  readonly pupils: readonly (Pick<
    FoundPupil,
    'pupilId' | 'pupilCode' | 'firstName' | 'lastName' | 'className' | 'schoolName'
  > & {
    /** Through whom, where the pupil's own names and codes do not say so. */
    readonly guardianName: string | null;
  })[];
  /** There are more: a further word would find the right one. */
  readonly more: boolean;
}

const shownMax = 20;

/** At most three trips. Class and school are those of today. */
export async function findPupils(
  tx: Tx,
  { clock }: { readonly clock: Clock },
  account: StaffAccount,
  text: string,
): Promise<Outcome<PupilsFound, StaffRefusal>> {
  const reach = decideReach(account.grants);
  if (!reach.ok) return reach;
  const query = queryOf(text);
  const [first, ...others] = await rarestFirst(tx, query.scraps, reach.value);
  if (first === undefined) return accept({ pupils: [], more: false });
  const now = clock.now();
  const day = dayAt(now);
  const { pupilIds, isCut } = await findByScraps(tx, [first, ...others], reach.value, day);
  const found = await listFound(tx, pupilIds, reach.value.sees, day);
  const ranked = rankFound(query, found);
  const shown = ranked.slice(0, shownMax);
  if (shown.length > 0)
    recordEvent(tx, {
      at: now,
      actor: staffActorOf(account, channelOf(account)),
      action: 'enrolment.pupils-found',
      subjectKind: 'tenant',
      subjectId: String(tx.tenantId),
      facts: { pupilIds: shown.map(({ pupil }) => pupil.pupilId) },
    });
  return accept({
    // Codes and guardians were for the search, and stay here.
    pupils: shown.map(({ pupil, guardian }) => ({
      pupilId: pupil.pupilId,
      pupilCode: pupil.pupilCode,
      firstName: pupil.firstName,
      lastName: pupil.lastName,
      className: pupil.className,
      schoolName: pupil.schoolName,
      guardianName: guardian === null ? null : nameOf(pupil.guardians[guardian]),
    })),
    more: isCut || ranked.length > shown.length,
  });
}

async function rarestFirst(
  tx: Tx,
  scraps: readonly Scrap[],
  reach: Reach,
): Promise<readonly Scrap[]> {
  if (scraps.length < 2) return scraps;
  const counts = await countScraps(tx, scraps, reach.sees);
  return scraps
    .map((scrap, index) => ({ scrap, count: counts[index] ?? 0 }))
    .toSorted((a, b) => a.count - b.count || b.scrap.text.length - a.scrap.text.length)
    .map(({ scrap }) => scrap);
}

const nameOf = (
  one: { readonly firstName: string; readonly lastName: string } | undefined,
): string | null => (one === undefined ? null : `${one.firstName} ${one.lastName}`);
