// Use case: the office says anew from when to when a season is served; days that have passed keep the menu they had.
import { recordEvent } from '#audit/record-event.ts';
import type { Actor } from '#ground/actor.ts';
import { actorIdOf } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { MenuRefusal, SeasonSpan } from '#menus/model.ts';
import { mayWrite } from '#menus/rules.ts';
import { findMenuRows, insertSpan, lockMenus, supersedeSpans } from '#menus/store.ts';
import { decideSpans } from '#menus/writing-rules.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';

export async function setDates(
  tx: Tx,
  clock: Clock,
  actor: Actor,
  command: { readonly seasonId: string; readonly spans: readonly SeasonSpan[] },
): Promise<Outcome<string, MenuRefusal>> {
  if (!mayWrite(actor)) return refuse('not-allowed');
  await lockMenus(tx);
  const at = clock.now();
  const today = dayAt(at);
  const { seasons } = await findMenuRows(tx, today, today);
  const season = seasons.find((one) => one.seasonId === command.seasonId);
  if (season === undefined) return refuse('season-not-found');
  const spans = decideSpans(season, command.spans, seasons, today);
  if (!spans.ok) return spans;
  supersedeSpans(tx, season.seasonId, at);
  for (const span of spans.value)
    insertSpan(tx, season, { ...span, seasonSpanId: newId(at) }, at, actorIdOf(actor));
  recordEvent(tx, {
    at,
    actor,
    action: 'menus.dates-set',
    subjectKind: 'season',
    subjectId: season.seasonId,
    facts: { spans: spans.value.map(({ from, to }) => `${from}/${to}`) },
  });
  return accept(season.seasonId);
}
