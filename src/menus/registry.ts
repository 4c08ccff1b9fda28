// The menus that a municipality's files bring, as a whole: read, and brought up to date in one go, as drafts.
import { recordEvent } from '#audit/record-event.ts';
import type { Actor } from '#ground/actor.ts';
import { actorIdOf } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import { asDay } from '#ground/day.ts';
import type { Draft, Season } from '#menus/model.ts';
import {
  findMenuRows,
  insertDraft,
  insertSeason,
  insertSpan,
  listDrafts,
  lockMenus,
  supersedeSpans,
} from '#menus/store.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';

export interface MenuRegistry {
  readonly seasons: readonly Season[];
  /** The last one of each week. */
  readonly drafts: readonly Draft[];
}

export interface MenuChanges {
  readonly newSeasons: readonly Season[];
  /** Seasons that are there already, with other spans. */
  readonly movedSeasons: readonly Season[];
  readonly drafts: readonly Draft[];
}

/** Roles office or system. */
export async function findMenuRegistry(tx: Tx): Promise<MenuRegistry> {
  await lockMenus(tx);
  const noDay = asDay('2000-01-01');
  const [{ seasons }, drafts] = await Promise.all([
    findMenuRows(tx, noDay, noDay),
    listDrafts(tx, null),
  ]);
  return { seasons, drafts };
}

/** The caller has decided by `writing-rules.ts`, and writes the audit line of the whole. */
export async function recordMenuRegistry(
  tx: Tx,
  clock: Clock,
  actor: Actor,
  { newSeasons, movedSeasons, drafts }: MenuChanges,
): Promise<void> {
  const at = clock.now();
  const by = actorIdOf(actor);
  for (const season of newSeasons) insertSeason(tx, season, at, by);
  for (const { seasonId } of movedSeasons) supersedeSpans(tx, seasonId, at);
  for (const season of [...newSeasons, ...movedSeasons])
    for (const span of season.spans)
      insertSpan(tx, season, { ...span, seasonSpanId: newId(at) }, at, by);
  for (const draft of drafts) insertDraft(tx, draft, at, by);
  for (const draft of drafts)
    recordEvent(tx, {
      at,
      actor,
      action: 'menus.week-set',
      subjectKind: 'season',
      subjectId: draft.seasonId,
      facts: { week: draft.week },
    });
}
