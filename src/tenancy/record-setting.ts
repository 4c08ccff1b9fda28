// The office records a dated setting; it holds from a day that no family can change any more by the old one.
import { actorIdOf, hasRole } from '#ground/actor.ts';
import type { Actor } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { Outcome } from '#ground/refusal.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import type { SettingDefinition, SettingRow, SettingScope } from '#tenancy/model.ts';
import { insertSetting, listSettingRows } from '#tenancy/store.ts';
import { bumpVersion } from '#tenancy/version.ts';

export interface SettingCommand {
  readonly definition: SettingDefinition<unknown>;
  readonly scope: SettingScope;
  /** As it came in, checked here; null withdraws what this scope said. */
  readonly value: unknown;
  readonly validFrom: Day;
  /** The first day on which nobody can change anything yet (RULES B2: a changed setting applies from there). */
  readonly firstDayNotYetOpen: Day;
}

export type SettingRefusal = 'not-allowed' | 'setting-not-valid' | 'day-already-open';

/** Accepts with the id of the recorded setting; the tenant's version moves with it. */
export function recordSetting(
  tx: Tx,
  clock: Clock,
  actor: Actor,
  command: SettingCommand,
): Outcome<{ readonly settingId: string }, SettingRefusal> {
  const { definition, scope, value, validFrom, firstDayNotYetOpen } = command;
  if (actor.kind !== 'system' && !hasRole(actor, 'office', 'administrator'))
    return refuse('not-allowed');
  if (value !== null && !definition.schema.safeParse(value).success)
    return refuse('setting-not-valid');
  if (validFrom < firstDayNotYetOpen)
    return refuse('day-already-open', { firstDay: firstDayNotYetOpen });
  const recordedAt = clock.now();
  const settingId = newId(recordedAt);
  insertSetting(tx, {
    settingId,
    scope: scope.kind,
    scopeId: scopeIdOf(scope),
    key: definition.key,
    value,
    validFrom,
    recordedAt,
    recordedBy: actorIdOf(actor),
  });
  bumpVersion(tx);
  return accept({ settingId });
}

/** All settings of the tenant, for `resolveSetting`; keep them with `cachedByVersion`. */
export function listSettings(tx: Tx): Promise<readonly SettingRow[]> {
  return listSettingRows(tx);
}

function scopeIdOf(scope: SettingScope): string | null {
  switch (scope.kind) {
    case 'tenant':
      return null;
    case 'service':
      return scope.serviceId;
    case 'school':
      return scope.schoolId;
  }
}
