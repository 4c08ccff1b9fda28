// Use case: a family reads the menu of some days with the plate of each of its own children; of no other child anything.
import type { Grade } from '#calendar/model.ts';
import { variantsOfPupils } from '#diets/special-plates.ts';
import { listOwnPupils } from '#enrolment/family-pupils.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import type { ClosedDayRange } from '#ground/day-range.ts';
import { groupBy } from '#ground/group-by.ts';
import { hasWeekdayOf } from '#ground/weekdays.ts';
import type { Account } from '#identity/model.ts';
import type { FamilyMenu, FamilyMenuDay } from '#menus/api.ts';
import type { CalendarAt, LoadedMenus } from '#menus/facts.ts';
import { loadMenuFacts } from '#menus/facts.ts';
import { shownMenuOf, wirePlate } from '#menus/menu-view.ts';
import { plateOf } from '#menus/plate-rules.ts';
import { menuOfDay } from '#menus/rules.ts';
import type { EaterRow } from '#menus/store.ts';
import { listEaters } from '#menus/store.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt, romeIso } from '#platform/rome.ts';

export interface MenuMeans {
  readonly clock: Clock;
  readonly calendarAt: CalendarAt;
}

export async function readFamilyMenu(
  tx: Tx,
  means: MenuMeans,
  account: Account,
  range: ClosedDayRange,
): Promise<FamilyMenu> {
  const pupils = await listOwnPupils(tx, account.accountId);
  const pupilIds = pupils.map((pupil) => pupil.pupilId);
  const [eaters, variantsOf, facts] = await Promise.all([
    listEaters(tx, pupilIds, range.from, range.to),
    variantsOfPupils(tx, pupilIds, range.to),
    loadMenuFacts(tx, means.calendarAt, range.from, range.to),
  ]);
  const now = means.clock.now();
  return {
    now: romeIso(now),
    today: dayAt(now),
    children: pupils.map(({ pupilId, firstName }) => {
      const own = groupBy(
        eaters.filter((eater) => eater.pupilId === pupilId),
        (eater) => eater.serviceId,
      );
      return {
        pupilId,
        firstName,
        services: facts.services.flatMap(({ serviceId, serviceName }) => {
          const ofService = own.get(serviceId);
          if (ofService === undefined) return [];
          const days = eachDay(range).flatMap((day) => {
            const eater = ofService.find((one) => one.from <= day && day <= one.to);
            return eater === undefined ? [] : [dayOf(facts, eater, day, variantsOf(pupilId, day))];
          });
          return [{ serviceId, serviceName, days }];
        }),
      };
    }),
  };
}

function dayOf(
  facts: LoadedMenus,
  eater: EaterRow,
  day: Day,
  variants: readonly string[],
): FamilyMenuDay {
  const classDay = facts.calendar.classDay(eater.classId, eater.serviceId, day);
  if (classDay.kind === 'not-served')
    return {
      kind: 'not-served',
      day,
      reason: classDay.because === 'outside-school-year' ? null : classDay.reason,
    };
  const eats =
    classDay.kind === 'canteen' &&
    (classDay.opening !== undefined || hasWeekdayOf(eater.weekdays, day));
  if (!eats) return { kind: 'no-canteen', day };
  return classDay.packedLunch === true
    ? { kind: 'packed-lunch', day }
    : servedDay(facts, { serviceId: eater.serviceId, grade: eater.grade, day, variants });
}

function servedDay(
  facts: LoadedMenus,
  served: {
    readonly serviceId: string;
    readonly grade: Grade;
    readonly day: Day;
    readonly variants: readonly string[];
  },
): FamilyMenuDay {
  const { day, variants } = served;
  const menu = menuOfDay(facts, day, served.serviceId, served.grade);
  if (menu.kind !== 'menu') return { kind: 'not-published', day };
  return {
    ...shownMenuOf(menu, day),
    plate: variants.length === 0 ? null : wirePlate(plateOf(menu.dishes, variants, false)),
    plainPlate: wirePlate(plateOf(menu.dishes, variants, true)),
  };
}
