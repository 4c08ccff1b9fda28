// What a family reads of its children's days: today with the next meal, and a month (RULES A3, B3).
import type { DayView, MonthResponse, TodayResponse } from '#bookings/api.ts';
import type { ViewMeans } from '#bookings/day-view.ts';
import { dayViewOf } from '#bookings/day-view.ts';
import type { CalendarAt } from '#bookings/expected-meals.ts';
import { pupilDaysOf } from '#bookings/facts.ts';
import { schoolYearAround } from '#calendar/rules.ts';
import { listMakers, listServices } from '#bookings/family-store.ts';
import type { PupilDay } from '#bookings/model.ts';
import { firstUsefulDay } from '#bookings/rules.ts';
import type { DayRows } from '#bookings/store.ts';
import { findDayRows, listBookedMeals, listUndoneReceipts } from '#bookings/store.ts';
import english from '#bookings/texts/en.json' with { type: 'json' };
import italian from '#bookings/texts/it.json' with { type: 'json' };
import { specialPlates } from '#diets/special-plates.ts';
import { describePupils, listOwnPupils, requireOwnPupils } from '#enrolment/family-pupils.ts';
import type { FamilyRefusal, OwnPupil } from '#enrolment/model.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day, Month } from '#ground/day.ts';
import { addDays, daysOfMonth } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept } from '#ground/refusal.ts';
import type { Language } from '#ground/sentence.ts';
import { say } from '#ground/sentence.ts';
import type { Account } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt, romeIso } from '#platform/rome.ts';

export interface FamilyMeans {
  readonly clock: Clock;
  readonly calendarAt: CalendarAt;
  readonly language: Language;
}

/** Far enough for the first meal after the Christmas holidays. */
const nextMealDays = 35;

export async function readToday(
  tx: Tx,
  means: FamilyMeans,
  account: Account,
): Promise<TodayResponse> {
  const now = means.clock.now();
  const today = dayAt(now);
  const pupils = await listOwnPupils(tx, account.accountId);
  const [described, days] = await Promise.all([
    describePupils(tx, pupils, today),
    readDays(tx, means, pupils, today, addDays(today, nextMealDays)),
  ]);
  return {
    now: romeIso(now),
    today,
    children: described.map((pupil) => ({
      ...pupil,
      services: days.services.flatMap(({ serviceId, serviceName }) => {
        const own = days.pupilDays.filter(
          (one) => one.pupilId === pupil.pupilId && one.serviceId === serviceId,
        );
        const first = own.find((one) => one.day === today);
        if (first === undefined) return [];
        const later = own.filter((one) => one.day > today);
        const nextOn = firstUsefulDay(later, now);
        const next = later.find((one) => one.day === nextOn);
        return [
          {
            serviceId,
            serviceName,
            day: days.view(first),
            next: next === undefined ? null : days.view(next),
          },
        ];
      }),
    })),
  };
}

export async function readMonth(
  tx: Tx,
  means: FamilyMeans,
  account: Promise<Account>,
  pupilId: string,
  month: Month,
): Promise<Outcome<MonthResponse, FamilyRefusal>> {
  const own = await requireOwnPupils(tx, account, [pupilId]);
  if (!own.ok) return own;
  const monthDays = daysOfMonth(month);
  const [from, to] = [monthDays[0], monthDays.at(-1)];
  if (from === undefined || to === undefined) throw new Error('a month has days');
  const now = means.clock.now();
  const [described, days] = await Promise.all([
    describePupils(tx, own.value, dayAt(now)),
    readDays(tx, means, own.value, from, to),
  ]);
  const pupil = described[0];
  if (pupil === undefined) throw new Error('a guardian of a pupil that is not there');
  return accept({
    now: romeIso(now),
    pupil: { pupilId, firstName: pupil.firstName, lastName: pupil.lastName },
    services: days.services
      .map(({ serviceId, serviceName }) => ({
        serviceId,
        serviceName,
        ...days.span(serviceId),
        days: days.pupilDays.filter((one) => one.serviceId === serviceId).map(days.view),
      }))
      .filter((service) => service.days.length > 0),
  });
}

interface ReadDays {
  readonly services: Awaited<ReturnType<typeof listServices>>;
  readonly pupilDays: readonly PupilDay[];
  readonly view: (pupilDay: PupilDay) => DayView;
  /** First and last canteen day of the school year of the pupils' class. */
  readonly span: (serviceId: string) => { firstDay: Day | null; lastDay: Day | null };
}

async function readDays(
  tx: Tx,
  means: FamilyMeans,
  pupils: readonly OwnPupil[],
  from: Day,
  to: Day,
): Promise<ReadDays> {
  const pupilIds = pupils.map((pupil) => pupil.pupilId);
  const [services, rows, meals, undone, plates] = await Promise.all([
    listServices(tx),
    findDayRows(tx, { pupilIds }, from, to),
    listBookedMeals(tx, pupilIds, from, to),
    listUndoneReceipts(tx, pupilIds, from, to),
    specialPlates(tx, { pupilIds }, dayAt(means.clock.now())),
  ]);
  const makers = await listMakers(
    tx,
    rows.absences.map((absence) => absence.receiptCode),
  );
  const viewMeans: ViewMeans = {
    calendar: await means.calendarAt(tx, rows.version),
    classIdOn: (one) => classIdOn(rows, one),
    plates,
    makers: new Map(makers.map((maker) => [maker.receiptCode, maker.by])),
    now: means.clock.now(),
    outsideYear: say(
      means.language === 'it' ? italian : english,
      'day.outside-school-year',
      {},
      means.language,
    ),
  };
  return {
    services,
    pupilDays: pupilDaysOf(viewMeans.calendar, rows, eachDay({ from, to }), { meals, undone }),
    view: (one) => dayViewOf(one, viewMeans),
    span: (serviceId) => {
      const eater = rows.eaters.findLast((one) => one.serviceId === serviceId);
      const year =
        eater && schoolYearAround(viewMeans.calendar.classCalendar(eater.classId, serviceId), from);
      return { firstDay: year?.firstCanteenOn ?? null, lastDay: year?.lastCanteenOn ?? null };
    },
  };
}

function classIdOn(rows: DayRows, { pupilId, serviceId, day }: PupilDay): string {
  const eater = rows.eaters.find(
    (one) =>
      one.pupilId === pupilId && one.serviceId === serviceId && one.from <= day && day <= one.to,
  );
  if (eater === undefined) throw new Error('a day of a pupil without a class');
  return eater.classId;
}
