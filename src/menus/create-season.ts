// Use case: the office opens a season: a menu of a service and grade that turns in some weeks, from a day to a day.
import { recordEvent } from '#audit/record-event.ts';
import type { Actor } from '#ground/actor.ts';
import { actorIdOf } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import { foldText } from '#ground/text-forms.ts';
import type { MenuRefusal, Season } from '#menus/model.ts';
import { mayWrite } from '#menus/rules.ts';
import { findMenuRows, insertSeason, insertSpan, lockMenus } from '#menus/store.ts';
import { decideSpans } from '#menus/writing-rules.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';

/** Returns the season's id. */
export async function createSeason(
  tx: Tx,
  clock: Clock,
  actor: Actor,
  command: Omit<Season, 'seasonId'>,
): Promise<Outcome<string, MenuRefusal>> {
  if (!mayWrite(actor)) return refuse('not-allowed');
  await lockMenus(tx);
  const at = clock.now();
  const today = dayAt(at);
  const { services, seasons } = await findMenuRows(tx, today, today);
  if (!services.some((one) => one.serviceId === command.serviceId))
    return refuse('service-not-found');
  const name = command.name.trim();
  if (seasons.some((one) => foldText(one.name) === foldText(name))) return refuse('name-taken');
  const season = { ...command, name, seasonId: newId(at) };
  const spans = decideSpans({ ...season, spans: [] }, command.spans, seasons, today);
  if (!spans.ok) return spans;
  insertSeason(tx, season, at, actorIdOf(actor));
  for (const span of spans.value)
    insertSpan(tx, season, { ...span, seasonSpanId: newId(at) }, at, actorIdOf(actor));
  recordEvent(tx, {
    at,
    actor,
    action: 'menus.season-created',
    subjectKind: 'season',
    subjectId: season.seasonId,
    facts: {
      weeks: season.rotationWeeks,
      spans: spans.value.map(({ from, to }) => `${from}/${to}`),
    },
  });
  return accept(season.seasonId);
}
