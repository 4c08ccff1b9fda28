// Use case: the office shows families, schools and kitchens what it has written of a season since the last time.
import { recordEvent } from '#audit/record-event.ts';
import type { Actor } from '#ground/actor.ts';
import { actorIdOf } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { MenuRefusal } from '#menus/model.ts';
import { mayWrite } from '#menus/rules.ts';
import { findMenuRows, insertPublication, listDrafts, lockMenus } from '#menus/store.ts';
import { decidePublication } from '#menus/writing-rules.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';

/** `from`: the first day of what replaces an earlier publication; null is today. */
export async function publishSeason(
  tx: Tx,
  clock: Clock,
  actor: Actor,
  command: { readonly seasonId: string; readonly from: Day | null },
): Promise<Outcome<string, MenuRefusal>> {
  if (!mayWrite(actor)) return refuse('not-allowed');
  await lockMenus(tx);
  const at = clock.now();
  const today = dayAt(at);
  const { seasonId } = command;
  const [{ seasons, publications }, drafts] = await Promise.all([
    findMenuRows(tx, today, today),
    listDrafts(tx, seasonId),
  ]);
  const season = seasons.find((one) => one.seasonId === seasonId);
  if (season === undefined) return refuse('season-not-found');
  const own = publications.filter((one) => one.seasonId === seasonId);
  const decided = decidePublication(season, drafts, own, { from: command.from ?? today, today });
  if (!decided.ok) return decided;
  for (const { draft, validFrom } of decided.value) {
    const publicationId = newId(at);
    insertPublication(tx, { publicationId, validFrom, ...draft }, at, actorIdOf(actor));
  }
  recordEvent(tx, {
    at,
    actor,
    action: 'menus.published',
    subjectKind: 'season',
    subjectId: seasonId,
    facts: { weeks: decided.value.map(({ draft }) => String(draft.week)) },
  });
  return accept(seasonId);
}
