// Use case: the office extends a day's cut-off; who watches the day, in kitchen or school, sees it at once (RULES A8).
import { wakeDays } from '#bookings/changed-days.ts';
import type { ExtensionCommand } from '#calendar/extend-cut-off.ts';
import { extendCutOff } from '#calendar/extend-cut-off.ts';
import type { GrantedExtension } from '#calendar/extension-rules.ts';
import type { CalendarMeans } from '#calendar/locked-calendar.ts';
import type { CutOffRefusal } from '#calendar/model.ts';
import { actorOf } from '#day-events/actor-of.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import type { IdempotencyKey } from '#platform/idempotency.ts';
import { findAnswered, recordAnswered } from '#platform/idempotency.ts';

/** Of a repeated request nothing is granted anew. */
export interface ExtensionAnswer {
  readonly extended: readonly GrantedExtension[];
  readonly repeated: boolean;
}

export async function grantExtension(
  tx: Tx,
  means: CalendarMeans,
  account: Promise<StaffAccount>,
  command: ExtensionCommand & { readonly key: IdempotencyKey },
): Promise<Outcome<ExtensionAnswer, CutOffRefusal | 'key-reused'>> {
  const [who, answered] = await Promise.all([account, findAnswered(tx, account, command.key)]);
  if (!answered.ok) return answered;
  if (answered.value !== undefined) return accept({ extended: [], repeated: true });
  const granted = await extendCutOff(tx, means, actorOf(who), command);
  if (!granted.ok) return granted;
  const { day } = command;
  recordAnswered(tx, who.accountId, command.key, 'extended', means.clock.now());
  for (const schoolId of new Set(granted.value.map((one) => one.schoolId)))
    wakeDays(tx, { schoolId, from: day, to: day });
  return accept({ extended: granted.value, repeated: false });
}
