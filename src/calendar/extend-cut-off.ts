// Use case: when we fail nobody pays for it: a day's cut-off is extended for a school or for all, in one act (RULES A8).
import { recordEvent } from '#audit/record-event.ts';
import { updateAmnesty, upsertCutOff } from '#calendar/event-store.ts';
import type { ExtensionSlot, GrantedExtension } from '#calendar/extension-rules.ts';
import { decideExtension } from '#calendar/extension-rules.ts';
import type { CalendarMeans, StandingCalendar } from '#calendar/locked-calendar.ts';
import { lockedCalendar } from '#calendar/locked-calendar.ts';
import type { CutOffRefusal } from '#calendar/model.ts';
import { findClasses } from '#calendar/store.ts';
import type { Actor } from '#ground/actor.ts';
import { hasRole } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import { groupBy } from '#ground/group-by.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';

export interface ExtensionCommand {
  /** Null: every school of the authority. */
  readonly schoolId: string | null;
  readonly day: Day;
  /** The new last minute that is in time. */
  readonly untilAt: Instant;
}

/** Before a day is closed its cut-off moves, and the closing with it; afterwards absences are accepted as an amnesty. */
export async function extendCutOff(
  tx: Tx,
  means: CalendarMeans,
  actor: Actor,
  command: ExtensionCommand,
): Promise<Outcome<readonly GrantedExtension[], CutOffRefusal>> {
  if (!hasRole(actor, 'office', 'administrator')) return refuse('not-allowed');
  const { schoolId, day, untilAt } = command;
  const classes = (await findClasses(tx)).filter(
    (one) => schoolId === null || one.schoolId === schoolId,
  );
  if (classes.length === 0) return refuse('place-not-found');
  const schoolIds = [...new Set(classes.map((one) => one.schoolId))];
  const standing = await lockedCalendar(tx, means, schoolIds, day);
  const now = means.clock.now();
  const outcome = decideExtension(slotsOf(standing, classes, day), {
    day,
    untilAt,
    untilOn: dayAt(untilAt),
    now,
    today: dayAt(now),
  });
  if (!outcome.ok) return outcome;
  write(tx, means.clock, actor, command, outcome.value);
  return accept(outcome.value);
}

/** Every school and service that has canteen on the day, with the last cut-off of its classes. */
function slotsOf(
  { calendar, storedDay }: StandingCalendar,
  classes: readonly { classId: string; schoolId: string }[],
  day: Day,
): readonly ExtensionSlot[] {
  return [...groupBy(classes, (one) => one.schoolId)].flatMap(([schoolId, own]) =>
    calendar.services.flatMap(({ serviceId }) => {
      const cutOffs = own
        .filter(({ classId }) => calendar.classDay(classId, serviceId, day).kind === 'canteen')
        .map(({ classId }) => calendar.cutOff(classId, serviceId, day).cutOffAt)
        .toSorted((one, other) => one - other);
      const last = cutOffs.at(-1);
      if (last === undefined) return [];
      const stored = storedDay(schoolId, serviceId, day);
      return [
        {
          schoolId,
          serviceId,
          cutOffAt: stored?.cutOffAt ?? last,
          frozen: stored?.frozen ?? false,
          amnestyUntil: stored?.amnestyUntil ?? null,
        },
      ];
    }),
  );
}

function write(
  tx: Tx,
  clock: Clock,
  actor: Actor,
  { schoolId, day, untilAt }: ExtensionCommand,
  granted: readonly GrantedExtension[],
): void {
  for (const { kind, ...of } of granted) {
    const place = { schoolId: of.schoolId, serviceId: of.serviceId, day };
    if (kind === 'cut-off') upsertCutOff(tx, { ...place, cutOffAt: untilAt });
    else updateAmnesty(tx, { ...place, amnestyUntil: untilAt });
  }
  recordEvent(tx, {
    at: clock.now(),
    actor,
    action: 'calendar.cut-off-extended',
    subjectKind: schoolId === null ? 'tenant' : 'school',
    subjectId: schoolId ?? String(tx.tenantId),
    facts: {
      day,
      untilAt,
      moved: granted.filter((one) => one.kind === 'cut-off').map((one) => one.schoolId),
      amnesty: granted.filter((one) => one.kind === 'amnesty').map((one) => one.schoolId),
    },
  });
}
