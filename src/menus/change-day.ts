// Use case: the office changes dishes of one day, with a reason that families read: "oggi al posto del pesce…".
import { recordEvent } from '#audit/record-event.ts';
import type { Grade } from '#calendar/model.ts';
import type { Actor } from '#ground/actor.ts';
import { actorIdOf } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { CalendarAt } from '#menus/facts.ts';
import { loadMenuFacts } from '#menus/facts.ts';
import type { Dish, MenuRefusal } from '#menus/model.ts';
import { mayWrite, menuOfDay } from '#menus/rules.ts';
import { insertDayChange, lockMenus } from '#menus/store.ts';
import { decideDayChange } from '#menus/writing-rules.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';

export interface DayChangeCommand {
  readonly seasonId: string;
  readonly day: Day;
  /** Of the courses that change; none brings the plan back. */
  readonly dishes: readonly Dish[];
  readonly reason: string;
}

/** Returns the change's id. */
export async function changeDay(
  tx: Tx,
  means: { readonly clock: Clock; readonly calendarAt: CalendarAt },
  actor: Actor,
  command: DayChangeCommand,
): Promise<Outcome<string, MenuRefusal>> {
  if (!mayWrite(actor)) return refuse('not-allowed');
  await lockMenus(tx);
  const at = means.clock.now();
  const { seasonId, day } = command;
  const facts = await loadMenuFacts(tx, means.calendarAt, day, day);
  const season = facts.seasons.find((one) => one.seasonId === seasonId);
  if (season === undefined) return refuse('season-not-found');
  const alone = { ...facts, seasons: [season], changes: [] };
  const menu = menuOfDay(alone, day, season.serviceId, season.grade ?? anyGrade);
  const dishes = decideDayChange(menu, day, command.dishes, dayAt(at));
  if (!dishes.ok) return dishes;
  const dayChangeId = newId(at);
  const reason = command.reason.trim();
  insertDayChange(
    tx,
    { dayChangeId, seasonId, day, dishes: dishes.value, reason },
    at,
    actorIdOf(actor),
  );
  recordEvent(tx, {
    at,
    actor,
    action: 'menus.day-changed',
    subjectKind: 'season',
    subjectId: seasonId,
    facts: { day, dishes: dishes.value.length },
  });
  return accept(dayChangeId);
}

/** A season of every grade has the same menu for each. */
const anyGrade: Grade = 'primary';
