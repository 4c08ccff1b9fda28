// Use case: the office writes a rotation week anew, as a draft; what families read stays until it is published.
import { recordEvent } from '#audit/record-event.ts';
import type { Actor } from '#ground/actor.ts';
import { actorIdOf } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { MenuRefusal, RotationWeek } from '#menus/model.ts';
import { mayWrite } from '#menus/rules.ts';
import { findMenuRows, insertDraft, lockMenus } from '#menus/store.ts';
import { decideWeek } from '#menus/writing-rules.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';

export interface WeekCommand {
  readonly seasonId: string;
  readonly week: number;
  readonly days: RotationWeek;
}

/** Returns the draft's id. */
export async function setWeek(
  tx: Tx,
  clock: Clock,
  actor: Actor,
  command: WeekCommand,
): Promise<Outcome<string, MenuRefusal>> {
  if (!mayWrite(actor)) return refuse('not-allowed');
  await lockMenus(tx);
  const at = clock.now();
  const today = dayAt(at);
  const { seasons } = await findMenuRows(tx, today, today);
  const season = seasons.find((one) => one.seasonId === command.seasonId);
  if (season === undefined) return refuse('season-not-found');
  const days = decideWeek(season, command.week, command.days);
  if (!days.ok) return days;
  const draftId = newId(at);
  const { seasonId, week } = command;
  insertDraft(tx, { draftId, seasonId, week, days: days.value }, at, actorIdOf(actor));
  recordEvent(tx, {
    at,
    actor,
    action: 'menus.week-set',
    subjectKind: 'season',
    subjectId: seasonId,
    facts: { week, dishes: days.value.reduce((sum, day) => sum + day.dishes.length, 0) },
  });
  return accept(draftId);
}
