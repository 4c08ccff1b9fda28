// Trial: one process is three minutes ahead and one three behind; each judges by its own clock, and nothing accepted is lost.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asDay } from '#ground/day.ts';
import { asInstant } from '#ground/instant.ts';
import { instant } from '#bookings/sample.ts';
import type { Served } from '../../journeys/executable.ts';
import { audit } from './audit.ts';
import { chanceOf } from './chance.ts';
import { deedOf, perform } from './clients.ts';
import type { Deed } from './clients.ts';
import { apartFromNow, inHouse } from './house.ts';
import type { House, HouseMaker } from './house.ts';
import { trialOf } from './outcome.ts';
import type { Outcome, Tally } from './outcome.ts';
import { pollUntil } from './poll.ts';

const day = asDay('2026-10-05');
export const townsOfThreeClocks = {
  townCount: 1,
  familyCount: 36,
  startsAt: `${day}T08:00:00+02:00`,
} as const;
const minuteMs = 60_000;
const skews = [0, 3, -3] as const;
/** The right time when families ask: early, when the fast clock has closed the day, in the last minute, after the cut-off. */
const moments = ['09:26:30', '09:28:30', '09:30:30', '09:33:30'] as const;
const firstLate = instant(`${day}T09:31:00+02:00`);
const settledWithinMs = 60_000;
/** The clock is compared with the database's every minute. */
const alarmWithinMs = 90_000;

interface Standing {
  readonly process: Served;
  readonly skewMinutes: number;
  turnTo(iso: string): void;
}

export async function clocksApart(options: {
  readonly houses: HouseMaker;
  readonly seed: number;
}): Promise<Outcome> {
  return trialOf((tally) =>
    inHouse(options.houses, async (house) => {
      house.setTime(`${day}T08:30:00+02:00`);
      // In a house of its own: a process of the machine's time would close every day until today.
      const alarms = inHouse(options.houses, (other) => alarmOfSkew(other, tally));
      const standing = await Promise.all(skews.map((minutes) => standingOf(house, minutes)));
      const chance = chanceOf(options.seed);
      const waiting = [...(house.towns[0]?.families ?? [])];
      const deeds: Deed[] = [];
      for (const moment of moments) {
        for (const one of standing) one.turnTo(`${day}T${moment}+02:00`);
        // The fast clock has just passed the minute: its process closes the day.
        if (moment === moments[1] && !(await pollUntil(() => isClosed(house), settledWithinMs)))
          tally.faults.push('the fast clock closed nothing');
        for (const one of standing)
          for (const { token, pupilIds } of waiting.splice(0, 3)) {
            const town = house.towns[0];
            if (town === undefined) throw new Error('no town');
            const entries = [{ pupilId: pupilIds[0], days: [day] }];
            const deed = deedOf(town, token, 'absences', { entries }, chance.id());
            deeds.push(deed);
            await askAndJudge(one, deed, moment, tally);
          }
      }
      await pollUntil(() => isSettled(house), settledWithinMs);
      const told = standing.map(({ process }) => countIn(process.log(), 'in-time-after-closing'));
      await alarms;
      await Promise.all(standing.map(({ process }) => process.stop()));
      const corrected = await house.inDatabase(async (database) => {
        await audit(database, house.towns, deeds, tally);
        return database.asOwner(
          `select pupil_id from bookings.meal where correction = 'in-time-after-closing' and outcome = 'absent'`,
        );
      });
      const alarmed = told.reduce((sum, count) => sum + count, 0);
      if (corrected.length === 0 || alarmed < corrected.length)
        tally.faults.push(
          `${corrected.length} meals were corrected, ${alarmed} times with an alarm`,
        );
      tally.accepted = deeds.filter(({ code }) => code !== null).length;
      return {
        what: 'three processes, one three minutes ahead, one three behind',
        rounds: moments.length,
        seen: `${deeds.length} asked, each judged by its process's clock; the fast clock closed the day at 09:28:30, ${corrected.length} absences accepted afterwards became corrections with an alarm; clock-skew alarmed`,
      };
    }),
  );
}

async function standingOf(house: House, skewMinutes: number): Promise<Standing> {
  const file = join(house.installation.folder, `clock${skewMinutes}`);
  const turnTo = (iso: string): void =>
    writeFileSync(
      file,
      apartFromNow(new Date(Date.parse(iso) + skewMinutes * minuteMs).toISOString()),
    );
  turnTo(`${day}T08:30:00+02:00`);
  const process = await house.serve({ GIVEN_CLOCK: file });
  return { process, skewMinutes, turnTo };
}

async function askAndJudge(
  { process, skewMinutes }: Standing,
  deed: Deed,
  moment: string,
  tally: Tally,
): Promise<void> {
  const itsTime = asInstant(Date.parse(`${day}T${moment}+02:00`) + skewMinutes * minuteMs);
  const expected = itsTime < firstLate ? 200 : 409;
  const answer = await perform(process.base, deed);
  if (answer?.status !== expected)
    tally.faults.push(
      `at ${moment}, ${skewMinutes} minutes apart: ${answer?.status ?? 'no answer'} in place of ${expected}`,
    );
}

/** A process of the machine's own time says nothing; one three minutes ahead of the database says by how much. */
async function alarmOfSkew(house: House, tally: Tally): Promise<void> {
  const [right, wrong] = await Promise.all(
    ['+0', `+${3 * minuteMs}`].map((apart) => {
      const file = join(house.installation.folder, `clock-of-machine${apart}`);
      writeFileSync(file, apart);
      return house.serve({ GIVEN_CLOCK: file });
    }),
  );
  if (right === undefined || wrong === undefined) throw new Error('two processes are needed');
  const said = (): RegExpExecArray | null =>
    /"event":"clock-skew","durationMs":(\d+)/.exec(wrong.log());
  const isHeard = await pollUntil(async () => said() !== null, alarmWithinMs);
  const apartMs = Number(said()?.[1]);
  if (!isHeard || Math.abs(apartMs - 3 * minuteMs) > 5000)
    tally.faults.push(`three minutes apart were told as ${apartMs} ms`);
  if (countIn(right.log(), 'clock-skew') > 0)
    tally.faults.push('a right clock was told to be wrong');
  await Promise.all([right.stop(), wrong.stop()]);
}

async function isClosed(house: House): Promise<boolean> {
  const rows = await house.inDatabase((database) =>
    database.asOwner(`select from bookings.day_closing where day = '${day}'`),
  );
  return rows.length > 0;
}

async function isSettled(house: House): Promise<boolean> {
  const rows = await house.inDatabase((database) =>
    database.asOwner(
      `select from platform.outbox where done_at is null and kind = 'bookings.closed-day-changed' limit 1`,
    ),
  );
  return rows.length === 0;
}

const countIn = (log: string, event: string): number => log.split(`"event":"${event}"`).length - 1;
