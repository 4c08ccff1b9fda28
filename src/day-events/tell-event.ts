// Tells the guardians of one school what was recorded of their children's days, or taken back (RULES A2, A5); run by the outbox.
import { holidaysUnder } from '#calendar/holidays.ts';
import { findRecorded } from '#calendar/find-event.ts';
import type { FoundEvent } from '#calendar/find-event.ts';
import type { CalendarMeans } from '#calendar/locked-calendar.ts';
import type { EventDay } from '#calendar/model.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import type { ToldGuardian } from '#correspondence/tell-guardians.ts';
import { tellGuardians } from '#correspondence/tell-guardians.ts';
import { composeEvent, composeEventSms } from '#day-events/compose-event.ts';
import type { ToldEvent } from '#day-events/compose-event.ts';
import { canteenDays } from '#day-events/plan-event.ts';
import { pupilsConcerned } from '#day-events/pupils-concerned.ts';
import { findWords } from '#day-events/store.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { plusSeconds } from '#ground/instant.ts';
import { ringsFrom } from '#notifications/quiet-hours.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';
import { listSettings } from '#tenancy/record-setting.ts';

const expiresAfterSeconds = 3 * 24 * 3600;

export interface EventTellingMeans extends CalendarMeans {
  /** Whether the installation can send SMS. */
  readonly hasSms?: boolean;
}

export interface TellCommand {
  readonly id: string;
  readonly schoolId: string;
  readonly act: 'recorded' | 'undone';
  /** When it was recorded or taken back. */
  readonly at: Instant;
  /** Of an undoing: the days that came back. */
  readonly from: Day | null;
  readonly to: Day | null;
}

export async function tellEvent(
  tx: Tx,
  means: EventTellingMeans,
  command: TellCommand,
): Promise<number> {
  const found = await findRecorded(tx, command.id);
  if (found === undefined) throw new Error('an event to tell that is not recorded');
  const { version } = await findWords(tx, []);
  const calendar = await means.calendarAt(tx, version);
  const { told, eventDays, serviceId, without } = whatIsTold(found, command, calendar);
  const pupils = await pupilsConcerned(tx, without, eventDays, serviceId);
  const { authority, pupils: names } = await findWords(
    tx,
    pupils.map((one) => one.pupilId),
  );
  const firstNames = new Map(names.map((one) => [one.pupilId, one.firstName]));
  const event = { ...told, authority };
  const ownOf = ({ pupilIds }: ToldGuardian) =>
    pupils
      .filter((one) => pupilIds.includes(one.pupilId))
      .map((one) => ({ ...one, firstName: firstNames.get(one.pupilId) ?? '' }))
      .toSorted((one, other) => one.firstName.localeCompare(other.firstName, 'it'));
  const now = means.clock.now();
  const ringsOn = dayAt(ringsFrom(await listSettings(tx), holidaysUnder, now));
  return tellGuardians(tx, means.clock, {
    pupilIds: pupils.map((one) => one.pupilId),
    compose: (language, guardian) => composeEvent(language, event, ownOf(guardian)),
    composeSms:
      means.hasSms === true
        ? (language, guardian) => composeEventSms(language, event, ownOf(guardian), ringsOn)
        : undefined,
    expiresAt: plusSeconds(now, expiresAfterSeconds),
  });
}

interface Told {
  readonly told: ToldEvent;
  readonly eventDays: readonly EventDay[];
  readonly serviceId: string | null;
  /** The calendar as if nothing had been recorded. */
  readonly without: TenantCalendar;
}

function whatIsTold(found: FoundEvent, command: TellCommand, calendar: TenantCalendar): Told {
  const { schoolId, act, at } = command;
  if (found.is === 'event') {
    const { kind, lunch, reason, serviceId, days } = found.event;
    const eventDays = days.filter(
      (one) => one.schoolId === schoolId && (act === 'recorded' || one.undoneAt === at),
    );
    return {
      told: { kind, lunch, reason, act, span: null },
      eventDays,
      serviceId,
      without: calendar,
    };
  }
  const { fromOn, toOn, reason, scope, classId, grade } = found.closure;
  const [from, to] = [command.from ?? fromOn, command.to ?? toOn];
  const without = calendar.supposing((facts) => ({
    ...facts,
    closures: facts.closures.filter(
      (one) =>
        !(
          one.fromOn === fromOn &&
          one.toOn === toOn &&
          one.reason === reason &&
          one.scope === scope
        ),
    ),
  }));
  const classIds = calendar.classes
    .filter((one) => one.schoolId === schoolId)
    .filter((one) => (classId ?? one.classId) === one.classId && (grade ?? one.grade) === one.grade)
    .map((one) => one.classId);
  return {
    told: { kind: 'closure', lunch: null, reason, act, span: { from, to } },
    eventDays: canteenDays(without, classIds, from, to),
    serviceId: null,
    without,
  };
}
