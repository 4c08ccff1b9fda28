// What a family reads of its children's days: today with the next meal, and a month (RULES A3, B3).
import type { DayView, MonthResponse, SuspensionView, TodayResponse } from '#bookings/api.ts';
import type { ViewMeans } from '#bookings/day-view.ts';
import { dayViewOf, receiptBehind } from '#bookings/day-view.ts';
import type { CalendarAt } from '#bookings/expected-meals.ts';
import { pupilDaysOf } from '#bookings/facts.ts';
import { schoolYearAround } from '#calendar/rules.ts';
import type { MakerRow, SuspensionRow } from '#bookings/family-store.ts';
import {
  listMakers,
  listPresences,
  listServices,
  listSuspensions,
} from '#bookings/family-store.ts';
import { makerInWords } from '#bookings/makers.ts';
import type { PupilDay } from '#bookings/model.ts';
import { decideDayState } from '#bookings/day-rules.ts';
import { chainsOf } from '#bookings/range-rules.ts';
import { firstUsefulDay } from '#bookings/rules.ts';
import { plainRunSetting } from '#bookings/settings.ts';
import type { DayRows } from '#bookings/day-rows-store.ts';
import { findDayRows, listFrozenMeals, listUndoneReceipts } from '#bookings/day-rows-store.ts';
import english from '#bookings/texts/en.json' with { type: 'json' };
import italian from '#bookings/texts/it.json' with { type: 'json' };
import { specialPlates } from '#diets/special-plates.ts';
import { describePupils, listOwnPupils, requireOwnPupils } from '#enrolment/family-pupils.ts';
import type { FamilyRefusal, OwnPupil, StaffPupil } from '#enrolment/model.ts';
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
  /** For who has no need of them: who books and who reads the school's list (RULES C5). */
  readonly withoutDiets?: boolean;
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
            suspension: days.suspension(pupil.pupilId, serviceId),
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
  return own.ok ? accept(await monthOf(tx, means, own.value, pupilId, month)) : own;
}

/** The month of one of these pupils: the caller has seen that the reader may have it. */
export async function monthOf(
  tx: Tx,
  means: FamilyMeans,
  pupils: readonly (OwnPupil | StaffPupil)[],
  pupilId: string,
  month: Month,
): Promise<MonthResponse> {
  const monthDays = daysOfMonth(month);
  const [from, to] = [monthDays[0], monthDays.at(-1)];
  if (from === undefined || to === undefined) throw new Error('a month has days');
  const now = means.clock.now();
  const [described, days] = await Promise.all([
    describePupils(tx, pupils, dayAt(now)),
    readDays(tx, means, pupils, from, to),
  ]);
  const pupil = described[0];
  if (pupil === undefined) throw new Error('a pupil that is not there');
  return {
    now: romeIso(now),
    pupil: { pupilId, firstName: pupil.firstName, lastName: pupil.lastName },
    plainRunMax: days.plainRunMax,
    services: days.services
      .map(({ serviceId, serviceName }) => ({
        serviceId,
        serviceName,
        ...days.span(serviceId),
        suspension: days.suspension(pupilId, serviceId),
        days: days.pupilDays.filter((one) => one.serviceId === serviceId).map(days.view),
      }))
      .filter((service) => service.days.length > 0),
  };
}

interface ReadDays {
  readonly services: Awaited<ReturnType<typeof listServices>>;
  readonly pupilDays: readonly PupilDay[];
  readonly view: (pupilDay: PupilDay) => DayView;
  /** First and last canteen day of the school year of the pupils' class. */
  readonly suspension: (pupilId: string, serviceId: string) => SuspensionView;
  readonly span: (serviceId: string) => { firstDay: Day | null; lastDay: Day | null };
  readonly plainRunMax: number;
}

async function readDays(
  tx: Tx,
  means: FamilyMeans,
  pupils: readonly (OwnPupil | StaffPupil)[],
  from: Day,
  to: Day,
): Promise<ReadDays> {
  const pupilIds = pupils.map((pupil) => pupil.pupilId);
  const today = dayAt(means.clock.now());
  const days = eachDay({ from, to });
  const [services, rows, meals, undone, presences, plates, suspensions] = await Promise.all([
    listServices(tx),
    findDayRows(tx, { pupilIds }, from, to),
    listFrozenMeals(tx, pupilIds, days),
    listUndoneReceipts(tx, pupilIds, from, to),
    listPresences(tx, pupilIds, from, to),
    means.withoutDiets === true ? new Map() : specialPlates(tx, pupilIds, today),
    listSuspensions(tx, pupilIds, today),
  ]);
  const calendar = await means.calendarAt(tx, rows.version);
  const pupilDays = pupilDaysOf(calendar, rows, days, {
    meals,
    undone,
    presences,
  });
  const makers = await makersOf(tx, pupilDays, suspensions, means.language);
  const viewMeans: ViewMeans = {
    calendar,
    classIdOn: (one) => classIdOn(rows, one),
    plates,
    makers,
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
    pupilDays,
    plainRunMax: calendar.setting(plainRunSetting, today),
    view: (one) => dayViewOf(one, viewMeans),
    suspension: (pupilId, serviceId) => {
      const own = suspensions.filter(
        (one) => one.pupilId === pupilId && one.serviceId === serviceId,
      );
      const chain = chainsOf(own).find((one) => one.to >= today);
      if (chain === undefined) return null;
      const { receiptCode, open } = chain.last;
      const by = makers.get(receiptCode) ?? null;
      return { from: chain.from, to: open ? null : chain.to, receiptCode, by };
    },
    span: (serviceId) => {
      const eater = rows.eaters.findLast((one) => one.serviceId === serviceId);
      const year =
        eater && schoolYearAround(viewMeans.calendar.classCalendar(eater.classId, serviceId), from);
      return { firstDay: year?.firstCanteenOn ?? null, lastDay: year?.lastCanteenOn ?? null };
    },
  };
}

async function makersOf(
  tx: Tx,
  pupilDays: readonly PupilDay[],
  suspensions: readonly SuspensionRow[],
  language: Language,
): Promise<ReadonlyMap<string, string>> {
  const receipts = pupilDays.map((one) => receiptBehind(decideDayState(one), one));
  const codes = [...receipts, ...suspensions.map((one) => one.receiptCode)].filter(
    (code) => code !== null,
  );
  const makers: readonly MakerRow[] = await listMakers(tx, [...new Set(codes)]);
  return new Map(makers.map((maker) => [maker.receiptCode, makerInWords(maker, language)]));
}

function classIdOn(rows: DayRows, { pupilId, serviceId, day }: PupilDay): string {
  const eater = rows.eaters.find(
    (one) =>
      one.pupilId === pupilId && one.serviceId === serviceId && one.from <= day && day <= one.to,
  );
  if (eater === undefined) throw new Error('a day of a pupil without a class');
  return eater.classId;
}
