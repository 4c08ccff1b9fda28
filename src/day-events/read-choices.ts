// Use case: what the form offers: the schools and classes of the account, the meal services, and what may be recorded.
import type { CalendarMeans } from '#calendar/locked-calendar.ts';
import { standingCalendar } from '#calendar/locked-calendar.ts';
import { schoolYearOf } from '#calendar/rules.ts';
import { eventReportingSetting, openingNoticeSetting } from '#calendar/settings.ts';
import type { EventChoices } from '#day-events/api.ts';
import { actorOf } from '#day-events/actor-of.ts';
import { readableSchools } from '#day-events/readable-schools.ts';
import { findNames } from '#day-events/store.ts';
import { hasRole } from '#ground/actor.ts';
import { groupBy } from '#ground/group-by.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';

export async function readChoices(
  tx: Tx,
  means: CalendarMeans,
  account: Promise<StaffAccount>,
): Promise<Outcome<EventChoices, 'not-allowed'>> {
  const [who, names] = await Promise.all([account, findNames(tx)]);
  const actor = actorOf(who);
  const readable = readableSchools(actor, names);
  if (readable.size === 0) return refuse('not-allowed');
  const today = dayAt(means.clock.now());
  const { calendar } = await standingCalendar(tx, means, [], today);
  const isOffice = hasRole(actor, 'office', 'administrator');
  const classes = names.classes.filter(
    (one) => readable.has(one.schoolId) && one.schoolYear === schoolYearOf(today),
  );
  return accept({
    today,
    canRecord: isOffice || hasRole(actor, 'school'),
    isOffice,
    openingNoticeDays: calendar.setting(openingNoticeSetting, today),
    services: calendar.services.map(({ serviceId, serviceName: name }) => ({ serviceId, name })),
    schools: [...groupBy(classes, (one) => one.schoolId)].map(([schoolId, own]) => ({
      schoolId,
      name: own[0].schoolName,
      grade: own[0].grade,
      isRecorded:
        calendar.settingAt(eventReportingSetting, { schoolId, day: today }) === 'recorded',
      classes: own.map(({ classId, className: name }) => ({ classId, name })),
    })),
  });
}
