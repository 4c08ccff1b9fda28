// A tenant's whole calendar in memory: what a day is for a class and when its cut-off falls, without asking the database.
import { z } from 'zod';
import type {
  ClassCalendar,
  ClassDay,
  CutOff,
  CutOffSetting,
  RecordedClosure,
} from '#calendar/model.ts';
import { eventsByClass } from '#calendar/day-events.ts';
import { decideClassDay, decideCutOff, decideOrdinaryDay } from '#calendar/rules.ts';
import { closureScopeOf } from '#calendar/closure-scope.ts';
import { civilTime } from '#calendar/settings.ts';
import type { CalendarRows } from '#calendar/store.ts';
import { findCalendarRows } from '#calendar/store.ts';
import type { Day } from '#ground/day.ts';
import { groupBy } from '#ground/group-by.ts';
import type { Tx } from '#platform/database.ts';
import { instantOf } from '#platform/rome.ts';
import type { SettingDefinition } from '#tenancy/model.ts';
import type { SettingPlace } from '#tenancy/settings.ts';
import { resolveSetting } from '#tenancy/settings.ts';

/** RULES B2: until when a day can be changed; the circular's is 09:30 of the same day. */
export const cutOffSetting: SettingDefinition<CutOffSetting> = {
  key: 'calendar.cut-off',
  schema: z.object({
    daysBefore: z.int().min(0).max(10),
    time: civilTime,
    counted: z.enum(['calendar', 'serving']),
  }),
  default: { daysBefore: 0, time: '09:30', counted: 'calendar' },
};

/** RULES B2: the earlier time that families are advised of; shown until it has passed. */
export const advisedBySetting: SettingDefinition<string> = {
  key: 'calendar.advised-by',
  schema: civilTime,
  default: '09:15',
};

export interface TenantCalendar {
  classDay(classId: string, serviceId: string, day: Day): ClassDay;
  /** What the day would be without outings, strikes and extra openings. */
  ordinaryDay(classId: string, serviceId: string, day: Day): ClassDay;
  cutOff(classId: string, serviceId: string, day: Day): CutOff;
  /** The class's first and last canteen day of the school year around the day, or undefined in summer. */
  classCalendar(classId: string, serviceId: string): ClassCalendar;
  readonly classIds: readonly string[];
  /** Classes of every school year, with their schools. */
  readonly classes: CalendarRows['classes'];
  /** A setting of the whole tenant on that day. */
  setting<T>(definition: SettingDefinition<T>, day: Day): T;
  /** A setting in force at a school or for a service. */
  settingAt<T>(definition: SettingDefinition<T>, place: SettingPlace): T;
  /** The same calendar if its facts were others: what a preview is counted from. */
  supposing(change: (rows: CalendarRows) => CalendarRows): TenantCalendar;
  /** The meal services of the tenant, by name. */
  readonly services: CalendarRows['services'];
}

export async function loadTenantCalendar(tx: Tx): Promise<TenantCalendar> {
  return tenantCalendarOf(await findCalendarRows(tx));
}

export function tenantCalendarOf(rows: CalendarRows): TenantCalendar {
  const classes = new Map(rows.classes.map((one) => [one.classId, one]));
  const closures: readonly RecordedClosure[] = rows.closures.map((row) => ({
    scope: closureScopeOf(row),
    fromOn: row.fromOn,
    toOn: row.toOn,
    reason: row.reason,
    recordedAt: row.recordedAt,
  }));
  const dayEvents = eventsByClass(rows.dayEvents);
  const weekdays = groupBy(rows.canteenWeekdays, (row) => `${row.classId} ${row.serviceId}`);
  const classCalendar = remembered((classId: string, serviceId: string): ClassCalendar => {
    const schoolClass = classes.get(classId);
    if (schoolClass === undefined) throw new Error(`no class ${classId} in the calendar`);
    return {
      ...schoolClass,
      schoolYears: rows.schoolYears,
      closures,
      canteenWeekdays: weekdays.get(`${classId} ${serviceId}`) ?? [],
      dayEvents: dayEvents(classId, serviceId),
    };
  });
  const classDay = remembered((classId: string, serviceId: string, day: Day) =>
    decideClassDay(classCalendar(classId, serviceId), day),
  );
  const ordinaryDay = remembered((classId: string, serviceId: string, day: Day) =>
    decideOrdinaryDay(classCalendar(classId, serviceId), day),
  );
  const cutOff = remembered((classId: string, serviceId: string, day: Day): CutOff => {
    const at = { schoolId: classCalendar(classId, serviceId).schoolId, serviceId, day };
    const setting = resolveSetting(cutOffSetting, rows.settings, at);
    // Counted in ordinary days: an outing recorded today must not move tomorrow's cut-off into the past.
    const moment = decideCutOff(
      setting,
      day,
      (other) => ordinaryDay(classId, serviceId, other).kind === 'canteen',
    );
    const cutOffAt = instantOf(moment.day, moment.time);
    const advisedAt = instantOf(moment.day, resolveSetting(advisedBySetting, rows.settings, at));
    return { cutOffAt, advisedAt: advisedAt < cutOffAt ? advisedAt : cutOffAt };
  });
  return {
    classDay,
    ordinaryDay,
    cutOff,
    classCalendar,
    classIds: [...classes.keys()],
    classes: rows.classes,
    settingAt: (definition, place) => resolveSetting(definition, rows.settings, place),
    supposing: (change) => tenantCalendarOf(change(rows)),
    services: rows.services,
    setting: (definition, day) => resolveSetting(definition, rows.settings, { day }),
  };
}

/** The answers of a function of a calendar that never changes, asked again for every child of a class. */
function remembered<Rest extends readonly [] | readonly [Day], Answer>(
  answer: (classId: string, serviceId: string, ...rest: Rest) => Answer,
): (classId: string, serviceId: string, ...rest: Rest) => Answer {
  const known = new Map<string, Answer>();
  return (classId, serviceId, ...rest) => {
    const key = `${classId} ${serviceId} ${rest[0] ?? ''}`;
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const fresh = answer(classId, serviceId, ...rest);
    // Thousands of authorities are kept: each must stay small, whatever days are asked of it.
    if (known.size >= answersKeptMax) known.clear();
    known.set(key, fresh);
    return fresh;
  };
}

/** A month of twenty classes, a day of five hundred: some 100 kB. A school year of all would be a megabyte and more. */
const answersKeptMax = 500;
