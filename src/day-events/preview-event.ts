// Use case: before confirming, how many meals fall away or come, per kitchen and class, and how many guardians are told.
import type { SchoolMeals } from '#bookings/expected-meals.ts';
import { expectedMeals } from '#bookings/expected-meals.ts';
import { suppliedSchools } from '#bookings/supplied-schools.ts';
import type { SuppliedSchool } from '#bookings/supplied-schools.ts';
import type { EventDay } from '#calendar/model.ts';
import type { DayPreview, EventPreview, KitchenCount } from '#day-events/model.ts';
import type { EventCommand, EventPlan, EventRefusal } from '#day-events/plan-event.ts';
import { planEvent } from '#day-events/plan-event.ts';
import { pupilsConcerned } from '#day-events/pupils-concerned.ts';
import { countClasses } from '#day-events/rules.ts';
import { countReachable } from '#day-events/store.ts';
import type { EventTellingMeans } from '#day-events/tell-event.ts';
import type { Actor } from '#ground/actor.ts';
import type { Day } from '#ground/day.ts';
import { groupBy } from '#ground/group-by.ts';
import { ascending } from '#ground/order.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept } from '#ground/refusal.ts';
import { hasApprovedSender } from '#notifications/send-sms.ts';
import type { Tx } from '#platform/database.ts';

/** Counted by the very rule of closing and kitchen, once under the calendar of now and once under that of then. */
export async function previewEvent(
  tx: Tx,
  means: EventTellingMeans,
  actor: Actor,
  command: EventCommand,
): Promise<Outcome<EventPreview, EventRefusal>> {
  const planned = await planEvent(tx, means, actor, command);
  if (!planned.ok) return planned;
  const { eventDays, before } = planned.value;
  const serviceId = 'serviceId' in command.event ? command.event.serviceId : null;
  const days: DayPreview[] = [];
  for (const own of groupBy(eventDays, (one) => one.day).values())
    days.push(await previewDay(tx, planned.value, serviceId, own[0].day, own));
  const pupils = await pupilsConcerned(tx, before, eventDays, serviceId);
  const guardians = await countReachable(
    tx,
    pupils.map((one) => one.pupilId),
    means.hasSms === true && (await hasApprovedSender(tx, means.clock.now())),
  );
  const passedOver = passedOverOf(command, eventDays);
  const inOrder = days.toSorted((one, other) => ascending(one.day, other.day));
  return accept({ days: inOrder, pupils: pupils.length, guardians, passedOver });
}

/** Of a closure nobody named classes and days one by one: nothing of it is passed over. */
function passedOverOf({ event }: EventCommand, eventDays: readonly EventDay[]): number {
  if (event.kind === 'closure') return 0;
  return new Set(event.classIds).size * new Set(event.days).size - eventDays.length;
}

async function previewDay(
  tx: Tx,
  plan: EventPlan,
  serviceId: string | null,
  day: Day,
  eventDays: readonly EventDay[],
): Promise<DayPreview> {
  const classIds = new Set(eventDays.map((one) => one.classId));
  const supplied = (await suppliedSchools(tx, day)).filter(
    (school) =>
      (serviceId === null || school.serviceId === serviceId) &&
      school.classIds.some((classId) => classIds.has(classId)),
  );
  const [before, after] = await Promise.all([
    expectedMeals(tx, async () => plan.before, supplied, day),
    expectedMeals(tx, async () => plan.after, supplied, day),
  ]);
  const kitchens = before.map((one, index) => countSchool(one, after[index] ?? one, classIds));
  return { day, opening: eventDays[0]?.opening ?? null, kitchens };
}

function countSchool(
  before: SchoolMeals<SuppliedSchool>,
  after: SchoolMeals,
  classIds: ReadonlySet<string>,
): KitchenCount {
  const { school } = before;
  const own = school.classIds.filter((classId) => classIds.has(classId));
  return {
    kitchenId: school.kitchenId,
    schoolId: school.schoolId,
    serviceId: school.serviceId,
    adultsBefore: before.adults.length,
    adultsAfter: after.adults.length,
    classes: countClasses(own, before.pupils, after.pupils),
  };
}
