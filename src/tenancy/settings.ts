// Which of the dated settings counts for a school, a service and a day: a pure function over all rows of a tenant.
import type { Day } from '#ground/day.ts';
import type { SettingDefinition, SettingRow } from '#tenancy/model.ts';

/** Where and when a setting is asked for. Without a service or a school only wider scopes count. */
export interface SettingPlace {
  readonly serviceId?: string;
  readonly schoolId?: string;
  readonly day: Day;
}

/**
 * The value in force: of the most specific scope that says something (school, then service, then tenant) the row
 * with the newest first day that has come, and of two with the same first day the one recorded later.
 * Throws when the stored value does not fit the definition: a definition may only ever be widened.
 */
export function resolveSetting<T>(
  definition: SettingDefinition<T>,
  rows: readonly SettingRow[],
  place: SettingPlace,
): T {
  const inForce = rows.filter((row) => row.key === definition.key && row.validFrom <= place.day);
  const value =
    newestValue(inForce, 'school', place.schoolId) ??
    newestValue(inForce, 'service', place.serviceId) ??
    newestValue(inForce, 'tenant', null);
  if (value === undefined || value === null) return definition.default;
  const read = definition.schema.safeParse(value);
  if (!read.success) throw new Error(`the stored setting ${definition.key} is not valid`);
  return read.data;
}

function newestValue(
  rows: readonly SettingRow[],
  scope: SettingRow['scope'],
  scopeId: string | null | undefined,
): unknown {
  if (scopeId === undefined) return undefined;
  let newest: SettingRow | undefined;
  for (const row of rows) {
    if (row.scope !== scope || row.scopeId !== scopeId) continue;
    if (newest === undefined || isNewer(row, newest)) newest = row;
  }
  return newest?.value;
}

/** Of two recorded in the same millisecond the later row counts: rows come in the order of recording. */
function isNewer(row: SettingRow, other: SettingRow): boolean {
  if (row.validFrom !== other.validFrom) return row.validFrom > other.validFrom;
  return row.recordedAt >= other.recordedAt;
}
