// Use case: the office sets another cut-off; it applies from the next day that is not yet open (RULES B2).
import { recordEvent } from '#audit/record-event.ts';
import type { CalendarMeans } from '#calendar/locked-calendar.ts';
import { lockedCalendar } from '#calendar/locked-calendar.ts';
import type { CivilMoment, CutOffRefusal } from '#calendar/model.ts';
import { firstDayNotYetOpen } from '#calendar/phone-rules.ts';
import { phoneHoursSetting } from '#calendar/settings.ts';
import { findClasses } from '#calendar/store.ts';
import { cutOffSetting } from '#calendar/tenant-calendar.ts';
import type { Actor } from '#ground/actor.ts';
import { hasRole } from '#ground/actor.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt, timeAt } from '#platform/rome.ts';
import type { SettingRow, SettingScope } from '#tenancy/model.ts';
import { recordSetting } from '#tenancy/record-setting.ts';

export interface CutOffCommand {
  readonly scope: SettingScope;
  /** As it came in, checked here; null withdraws what this scope said. */
  readonly setting: unknown;
  /** Absent: as soon as it can. */
  readonly validFrom?: Day;
}

/** Accepts with the first day of the new cut-off. Families keep, for every open day, the cut-off that they were told. */
export async function changeCutOff(
  tx: Tx,
  means: CalendarMeans,
  actor: Actor,
  { scope, setting, validFrom }: CutOffCommand,
): Promise<Outcome<{ readonly validFrom: Day }, CutOffRefusal>> {
  if (actor.kind !== 'system' && !hasRole(actor, 'office', 'administrator'))
    return refuse('not-allowed');
  if (setting !== null && !cutOffSetting.schema.safeParse(setting).success)
    return refuse('setting-not-valid');
  const classes = (await findClasses(tx)).filter(
    (one) => scope.kind !== 'school' || one.schoolId === scope.schoolId,
  );
  if (classes.length === 0) return refuse('place-not-found');
  const now = means.clock.now();
  const today = dayAt(now);
  const schoolIds = [...new Set(classes.map((one) => one.schoolId))];
  const { calendar } = await lockedCalendar(tx, means, schoolIds, today);
  const services = calendar.services.filter(
    ({ serviceId }) => scope.kind !== 'service' || serviceId === scope.serviceId,
  );
  if (services.length === 0) return refuse('place-not-found');
  const after = calendar.supposing((facts) => ({
    ...facts,
    settings: [...facts.settings, rowOf(scope, setting, today, now)],
  }));
  const cutOffsOn = (day: Day): readonly CivilMoment[] =>
    classes.flatMap(({ classId }) =>
      services.flatMap(({ serviceId }) =>
        [calendar, after].map((one) => civil(one.cutOff(classId, serviceId, day).cutOffAt)),
      ),
    );
  const hours = calendar.setting(phoneHoursSetting, today);
  const first = firstDayNotYetOpen(civil(now), hours, cutOffsOn);
  const from = validFrom ?? first;
  const recorded = recordSetting(tx, means.clock, actor, {
    definition: cutOffSetting,
    scope,
    value: setting,
    validFrom: from,
    firstDayNotYetOpen: first,
  });
  if (!recorded.ok) return recorded;
  recordEvent(tx, {
    at: now,
    actor,
    action: 'calendar.cut-off-changed',
    subjectKind: 'setting',
    subjectId: recorded.value.settingId,
    facts: { scope: scope.kind, validFrom: from },
  });
  return accept({ validFrom: from });
}

const civil = (at: Instant): CivilMoment => ({ day: dayAt(at), time: timeAt(at) });

/** As it would be stored, if it applied at once. */
function rowOf(
  scope: SettingScope,
  value: unknown,
  validFrom: Day,
  recordedAt: Instant,
): SettingRow {
  const ofService = scope.kind === 'service' ? scope.serviceId : null;
  return {
    scope: scope.kind,
    scopeId: scope.kind === 'school' ? scope.schoolId : ofService,
    key: cutOffSetting.key,
    value,
    validFrom,
    recordedAt,
  };
}
