// The morning on the wire: today's schools and the list of a class, asked again and again while a screen is open.
import { asDay } from '#ground/day.ts';
import type { Clock } from '#ground/clock.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { staffOf } from '#identity/account-of-request.ts';
import type { ClassDayList, TodaySchool } from '#morning/api.ts';
import {
  classDayParams,
  classDayPath,
  classDaySchema,
  morningRefusals,
  todayPath,
  todaySchema,
} from '#morning/api.ts';
import type { ClassMorning, SchoolMorning } from '#morning/facts.ts';
import { readClass } from '#morning/read-class.ts';
import type { MorningMeans } from '#morning/read-today.ts';
import { readToday } from '#morning/read-today.ts';
import { decideSchoolState, usualOf } from '#morning/rules.ts';
import type { Database } from '#platform/database.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { tenantOf } from '#platform/http-server.ts';
import { problemOfRefusal } from '#platform/problem.ts';
import { romeIso } from '#platform/rome.ts';

export interface MorningContext extends MorningMeans {
  readonly database: Database;
  /** The real one: sessions do not follow the demo's time. */
  readonly securityClock: Clock;
}

export function morningRoutes(app: HttpApp, context: MorningContext): void {
  const { database, securityClock } = context;
  const tags = ['schools'];
  app.get(
    todayPath,
    {
      schema: {
        operationId: 'readTodaySchools',
        summary: "Today's schools: count, state, events, roll calls, raised hands",
        tags,
        response: { 200: todaySchema },
      },
    },
    async (request, reply) => {
      const outcome = await database.inTenant(tenantOf(request).tenantId, 'school', (tx) =>
        readToday(tx, context, staffOf(tx, securityClock, request)),
      );
      const { now, day, schools } = valueOf(outcome);
      reply.header('cache-control', 'no-store');
      return { now: romeIso(now), day, schools: schools.map((one) => wireSchool(one, now)) };
    },
  );
  app.get(
    classDayPath,
    {
      schema: {
        operationId: 'readClassDay',
        summary: 'The list of a class on a day: booked or not, present or not',
        tags,
        params: classDayParams,
        response: { 200: classDaySchema },
      },
    },
    async (request, reply) => {
      const { classId, serviceId, day } = request.params;
      const outcome = await database.inTenant(tenantOf(request).tenantId, 'school', (tx) =>
        readClass(tx, context, staffOf(tx, securityClock, request), {
          classId,
          serviceId,
          day: asDay(day),
        }),
      );
      const { now, school, schoolClass, pupils } = valueOf(outcome);
      reply.header('cache-control', 'no-store');
      return {
        now: romeIso(now),
        day,
        school: wireSchool(school, now),
        schoolClass: wireClass(schoolClass),
        pupils: pupils.map((one) => ({ ...one })),
      };
    },
  );
}

function wireSchool(school: SchoolMorning, now: Instant): TodaySchool {
  const { closing, check, setting, facts } = school;
  const closedAt = closing === null ? null : closing.closedAt;
  return {
    schoolId: school.schoolId,
    name: school.name,
    serviceId: school.serviceId,
    serviceName: school.serviceName,
    state: decideSchoolState({ ...school, closedAt }, now),
    reason: school.reason,
    cutOffAt: romeIso(school.cutOffAt),
    closedAt: closedAt === null ? null : romeIso(closedAt),
    booked: school.booked,
    frozen: closing === null ? null : closing.pupilMeals,
    adults: school.adults,
    events: school.events.map((one) => ({ ...one, classNames: [...one.classNames] })),
    usual: usualOf(facts.earlier, setting.weeks),
    hand:
      check === null || check.hand === null
        ? null
        : {
            kind: check.hand,
            raisedAt: romeIso(check.checkedAt),
            expected: check.expectedMeals,
          },
    checkedAt: check === null ? null : romeIso(check.checkedAt),
    classes: school.classes.map(wireClass),
  };
}

function wireClass({ rollCall, ...one }: ClassMorning): ClassDayList['schoolClass'] {
  return {
    ...one,
    rollCall:
      rollCall === null
        ? null
        : {
            takenAt: romeIso(rollCall.takenAt),
            takenBy: rollCall.takenBy,
            present: rollCall.present,
            absent: rollCall.absent,
          },
  };
}

function valueOf<T>(outcome: Outcome<T, string>): T {
  if (!outcome.ok) throw problemOfRefusal(morningRefusals, outcome);
  return outcome.value;
}
