// Loads what decides the menu of some days: two trips, whatever their number; documents only of the weeks they lie in.
import type { RecordedClosure } from '#calendar/model.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import type { Day } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import type { MenuFacts, Season } from '#menus/model.ts';
import { rotationWeekOn } from '#menus/rotation-rules.ts';
import { publicationOn } from '#menus/rules.ts';
import type { MenuRows } from '#menus/store.ts';
import { findMenuRows, listPublishedWeeks } from '#menus/store.ts';
import type { Tx } from '#platform/database.ts';

export type CalendarAt = (tx: Tx, version: number) => Promise<TenantCalendar>;

export interface LoadedMenus extends MenuFacts {
  readonly services: MenuRows['services'];
  readonly calendar: TenantCalendar;
}

export async function loadMenuFacts(
  tx: Tx,
  calendarAt: CalendarAt,
  from: Day,
  to: Day,
): Promise<LoadedMenus> {
  const { version, ...rows } = await findMenuRows(tx, from, to);
  const calendar = await calendarAt(tx, version);
  const closures = closuresOf(calendar);
  const ids = rows.seasons.flatMap((season) =>
    weeksServed(season, closures, from, to).flatMap(({ week, day }) => {
      const publication = publicationOn(rows.publications, season.seasonId, week, day);
      return publication === undefined ? [] : [publication.publicationId];
    }),
  );
  const weeks = ids.length === 0 ? [] : await listPublishedWeeks(tx, [...new Set(ids)]);
  return {
    ...rows,
    calendar,
    closures,
    weeks: new Map(weeks.map(({ publicationId, days }) => [publicationId, days])),
  };
}

/** The closures of the authority and its grades are the same for every class. */
export function closuresOf(calendar: TenantCalendar): readonly RecordedClosure[] {
  const [classId, service] = [calendar.classIds[0], calendar.services[0]];
  return classId === undefined || service === undefined
    ? []
    : calendar.classCalendar(classId, service.serviceId).closures;
}

/** The days of the season within the range, with the rotation week of each. */
export function weeksServed(
  season: Season,
  closures: MenuFacts['closures'],
  from: Day,
  to: Day,
): readonly { readonly day: Day; readonly week: number }[] {
  return season.spans.flatMap((span) => {
    const days = eachDay({
      from: span.from > from ? span.from : from,
      to: span.to < to ? span.to : to,
    });
    return days.map((day) => ({ day, week: rotationWeekOn({ season, span }, day, closures) }));
  });
}
