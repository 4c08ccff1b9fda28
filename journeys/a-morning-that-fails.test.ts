// Mornings on which something goes wrong, through the real addresses: we are down, a child goes home, another comes unbooked, the van breaks down.
import { randomUUID } from 'node:crypto';
import type { InjectOptions } from 'light-my-request';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '#platform/database.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import { cookieOf, twoTowns } from './two-towns.ts';
import type { JourneyTown, TwoTowns } from './two-towns.ts';

const day = '2026-11-23';
const timeout = 60_000;

describe('a morning that fails', () => {
  let database: Database;
  let two: TwoTowns;
  let failing: JourneyTown;
  beforeAll(async () => {
    database = await openTestDatabase();
    two = await twoTowns(database);
    [failing] = two.towns;
  }, timeout);
  afterAll(async () => {
    await two.application.http.close();
    await database.close();
  });

  let addresses = 0;
  const send = async (cookie: string, options: InjectOptions) => {
    addresses += 1;
    const answer = await two.application.http.inject({
      ...options,
      headers: { ...options.headers, host: failing.host, cookie },
      remoteAddress: `10.3.0.${addresses}`,
    });
    return { status: answer.statusCode, ...answer.json<Record<string, unknown>>() };
  };
  const post = (cookie: string, url: string, payload: object) =>
    send(cookie, {
      method: 'POST',
      url,
      headers: { 'idempotency-key': randomUUID() },
      payload,
    });
  const family = (index: number) => failing.families[index] ?? expect.fail('no such family');
  const declare = (index: number, which = 0) =>
    post(cookieOf(family(index)), '/api/v1/absences', {
      entries: [{ pupilId: family(index).pupilIds[which], days: [day] }],
    });
  const correct = (kind: string, whose: object, reason: string) =>
    post(failing.staff.school, '/api/v1/staff/corrections', {
      kind,
      day,
      serviceId: failing.serviceId,
      whose,
      reason,
    });
  const extend = (until: string) =>
    post(failing.staff.office, '/api/v1/staff/cut-off-extensions', { schoolId: null, day, until });
  const run = async (...jobs: readonly string[]): Promise<void> => {
    for (const job of jobs) await two.application.jobs.find(({ name }) => name === job)?.run();
  };
  const at = (time: string): void => two.clock.set(`${day}T${time}+01:00`);

  /** What the family reads of today, child by child, by pupil id. */
  async function statesOf(index: number): Promise<Record<string, string>> {
    const answer = await two.application.http.inject({
      url: '/api/v1/family/today',
      headers: { host: failing.host, cookie: cookieOf(family(index)) },
    });
    const { children } = answer.json<{
      children: { pupilId: string; services: { day: { state: string } }[] }[];
    }>();
    return Object.fromEntries(
      children.map((child) => [child.pupilId, child.services[0]?.day.state ?? 'none']),
    );
  }
  const mealsOf = async (pupilId: string | undefined) =>
    database.asOwner(
      `select revision, outcome, correction from bookings.meal where tenant_id = ${failing.tenantId} and pupil_id = '${pupilId}' and day = '${day}' order by revision`,
    );
  const closed = async (): Promise<unknown> => {
    const [row] = await database.asOwner(
      `select count(*)::int as n from bookings.day_closing where tenant_id = ${failing.tenantId} and day = '${day}'`,
    );
    return row?.['n'];
  };
  const mails = () =>
    database.asOwner(
      `select subject, body from notifications.message where tenant_id = ${failing.tenantId} order by created_at, message_id`,
    );

  test(
    'A8: our system was down at 9:25; at 9:29 the office extends to 10:00, and the closing waits',
    async () => {
      at('09:29:00');
      expect(await extend('10:00')).toMatchObject({ status: 200, repeated: false });
      at('09:45:00');
      await run('close-due-days');
      expect(await closed()).toBe(0);
      expect(await declare(0)).toMatchObject({ status: 200 });
      at('10:00:59');
      await run('close-due-days');
      expect(await closed()).toBe(0);
      at('10:01:10');
      await run('close-due-days');
      expect(await closed()).not.toBe(0);
      expect(await mealsOf(family(0).pupilIds[0])).toEqual([]);
    },
    timeout,
  );

  test(
    'A8: it was not enough; extended again after the closing, a late absence is taken, and the family is not charged',
    async () => {
      const [second] = family(1).pupilIds;
      at('10:05:00');
      expect(await declare(1)).toMatchObject({ status: 409, code: 'bookings.after-cut-off' });
      expect(await statesOf(1)).toMatchObject({ [second ?? '']: 'booked' });
      expect(await extend('10:30')).toMatchObject({
        status: 200,
        extended: expect.arrayContaining([expect.objectContaining({ kind: 'amnesty' })]),
      });
      expect(await declare(1)).toMatchObject({ status: 200 });
      await run('sweep-outbox', 'sweep-outbox');
      expect(await mealsOf(second)).toMatchObject([
        { revision: 0, outcome: 'booked', correction: null },
        { revision: 1, outcome: 'absent', correction: 'amnesty' },
      ]);
      expect(await statesOf(1)).toMatchObject({ [second ?? '']: 'not-booked' });
      at('10:31:00');
      expect(await declare(0, 1)).toMatchObject({ status: 409 });
    },
    timeout,
  );

  test(
    'A6: a child goes home at eleven: the kitchen has one meal less, the meal stays charged, the family is told',
    async () => {
      const [, brother = ''] = family(0).pupilIds;
      at('11:00:00');
      expect(
        await correct('sent-home', { pupilIds: [brother] }, 'Viene a prenderlo il padre'),
      ).toMatchObject({
        status: 200,
        corrected: 1,
      });
      await run('sweep-outbox', 'sweep-outbox');
      expect(await statesOf(0)).toMatchObject({ [brother]: 'booked' });
      expect((await mails()).at(-1)?.['body']).toContain('resta addebitato');
    },
    timeout,
  );

  test(
    'A7: a child comes without booking and is fed; sent there by mistake, it is put right',
    async () => {
      const [anna = ''] = family(0).pupilIds;
      const whose = { pupilIds: [anna] };
      at('11:50:00');
      expect(await correct('came-unbooked', whose, 'È arrivata in ritardo')).toMatchObject({
        status: 200,
      });
      expect(await statesOf(0)).toMatchObject({ [anna]: 'booked' });
      expect(await correct('came-unbooked', whose, 'È arrivata in ritardo')).toMatchObject({
        status: 409,
        code: 'bookings.already-corrected',
      });
      expect(await correct('mistake', whose, 'Era un’altra bambina')).toMatchObject({
        status: 200,
      });
      expect(await statesOf(0)).toMatchObject({ [anna]: 'not-booked' });
    },
    timeout,
  );

  test(
    'D2: the van breaks down: nobody of the school pays, and the day tells who wrote what and why',
    async () => {
      at('12:30:00');
      const whose = { schoolId: failing.schoolId };
      expect(await correct('not-delivered', whose, 'Il furgone è fermo')).toMatchObject({
        status: 200,
      });
      const states = { ...(await statesOf(0)), ...(await statesOf(1)) };
      expect(Object.values(states)).not.toContain('booked');
      const read = await send(failing.staff.school, {
        url: `/api/v1/staff/days/${day}/corrections`,
      });
      expect(read).toMatchObject({
        corrections: expect.arrayContaining([
          expect.objectContaining({
            kind: 'not-delivered',
            by: 'Staff',
            reason: 'Il furgone è fermo',
          }),
          expect.objectContaining({ kind: 'amnesty', by: null, charged: false }),
        ]),
      });
    },
    timeout,
  );
});
