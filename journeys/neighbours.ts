// The people of a journey's first town, each doing what they would do over the public API.
import { randomUUID } from 'node:crypto';
import type { InjectOptions } from 'light-my-request';
import type { ChangeResponse, MonthResponse, TodayResponse } from '#bookings/api.ts';
import type { SampleFamily } from '#bookings/sample.ts';
import { sampleGuardian, sampleMasterKey } from '#bookings/sample.ts';
import { systemActor } from '#ground/actor.ts';
import { asDay } from '#ground/day.ts';
import { asInstant } from '#ground/instant.ts';
import type { KitchenDay } from '#kitchen/api.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import type { SettingDefinition } from '#tenancy/model.ts';
import { lineDirectory } from '#tenancy/phone-lines.ts';
import { recordSetting } from '#tenancy/record-setting.ts';
import { conversationOf } from '#voice/conversation.ts';
import { phoneCall } from '#voice/sample.ts';
import { receiveSms } from '#voice/receive-sms.ts';
import { cookieOf, twoTowns } from './two-towns.ts';

/** A receipt, or the sentence of a refusal. */
export type Answer = Partial<ChangeResponse> & {
  readonly status: number;
  readonly detail?: string;
};

export interface Parent {
  /** Of the first child of the family. */
  absent(...days: readonly string[]): Promise<Answer>;
  eatsAgain(...days: readonly string[]): Promise<Answer>;
  plain(...days: readonly string[]): Promise<Answer>;
  suspend(from: string, to?: string): Promise<Answer>;
  resume(from?: string): Promise<Answer>;
  /** The states of a month, by day. */
  month(month: string): Promise<Readonly<Record<string, string>>>;
  /** Who made those days what they are. */
  makers(month: string): Promise<Readonly<Record<string, string | null>>>;
  today(): Promise<TodayResponse>;
}

/** The mother's mobile, the phone code of the first child, the number of the town's line. */
export const motherNumber = '+393331234567';
export const phoneCode = '004711';
const calledNumber = '+3903995550101';
const writtenToNumber = '+3903995550102';

export interface Neighbours {
  readonly mother: Parent;
  /** Of the same children, with an account of his own. */
  readonly father: Parent;
  readonly classIds: { readonly everyDay: string; readonly twoDays: string };
  /** 'YYYY-MM-DDTHH:MM[:SS]' in winter time; every job has run by then. */
  at(moment: string): Promise<void>;
  /** Pupils who eat, in the first kitchen. */
  cooked(day: string): Promise<number>;
  sheet(day: string): Promise<KitchenDay>;
  office(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer>;
  school(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer>;
  /** The authority has decided so since September. */
  decided(definition: SettingDefinition<unknown>, value: unknown): Promise<void>;
  /** A telephone call: what the line says after the last of these keys. `from`: the number; null: hidden. */
  ring(from: string | null, ...keys: readonly string[]): Promise<string>;
  /** An SMS from that number, and its answer; null: none is given. */
  write(from: string, text: string): Promise<string | null>;
  /** Subjects of the mails to the mother's address (or the father's), oldest first. */
  mails(whose: 'mother' | 'father'): Promise<readonly { subject: string; body: string }[]>;
  leave(): Promise<void>;
}

export async function meetNeighbours(): Promise<Neighbours> {
  const database = await openTestDatabase();
  const two = await twoTowns(database);
  const { application, clock, towns } = two;
  const [town] = towns;
  const [family] = town.families;
  if (family === undefined) throw new Error('a town without families');
  const father = await sampleGuardian(database, town, family.pupilIds);
  await database.asOwner(`
    insert into tenancy.phone_line (number, tenant_id, kind) values
      ('${calledNumber}', ${town.tenantId}, 'voice'), ('${writtenToNumber}', ${town.tenantId}, 'sms');
    update identity.family_account set mobile = '${motherNumber}'
      where tenant_id = ${town.tenantId} and account_id = '${family.accountId}';
    update enrolment.pupil set phone_code = '${phoneCode}'
      where tenant_id = ${town.tenantId} and pupil_id = '${family.pupilIds[0] ?? ''}';`);
  const lines = lineDirectory(database);
  let addresses = 0;
  const send = async (cookie: string, options: InjectOptions): Promise<Answer> => {
    addresses += 1;
    const answer = await application.http.inject({
      ...options,
      headers: { host: town.host, cookie, 'idempotency-key': randomUUID() },
      remoteAddress: `10.3.0.${addresses % 250}`,
    });
    return { ...toAnswer(answer.body === '' ? {} : answer.json()), status: answer.statusCode };
  };
  const staff = (cookie: string): Neighbours['office'] => {
    return (method, path, body) =>
      send(cookie, {
        method,
        url: `/api/v1/staff${path}`,
        ...(body === undefined ? {} : { payload: body }),
      });
  };
  const parentOf = (who: SampleFamily): Parent => {
    const cookie = cookieOf(who);
    const pupilId = who.pupilIds[0] ?? '';
    const post = (path: string, entry: object): Promise<Answer> =>
      send(cookie, {
        method: 'POST',
        url: `/api/v1/${path}`,
        payload: { entries: [{ pupilId, ...entry }] },
      });
    const days = async (month: string) => {
      const answer = await send(cookie, { url: `/api/v1/pupils/${pupilId}/months/${month}` });
      return toMonth(answer).services[0]?.days ?? [];
    };
    return {
      absent: (...on) => post('absences', { days: on }),
      eatsAgain: (...on) => post('absences/undo', { days: on }),
      plain: (...on) => post('plain-meals', { days: on }),
      suspend: (from, to) => post('suspensions', { from, to: to ?? null }),
      resume: (from) => post('resumptions', from === undefined ? {} : { from }),
      month: async (month) =>
        Object.fromEntries((await days(month)).map(({ day, state }) => [day, state])),
      makers: async (month) =>
        Object.fromEntries((await days(month)).map(({ day, changedBy }) => [day, changedBy])),
      today: async () => toToday(await send(cookie, { url: '/api/v1/family/today' })),
    };
  };
  // What a family can notice; sealing, publishing and forgetting have tests of their own.
  const asleep = /seal|publish|blank|clock|statistics|forget|sounds/;
  const awake = application.jobs.filter(({ name }) => !asleep.test(name));
  const run = async (): Promise<void> => {
    for (const job of awake) await job.run();
  };
  const sheet = async (day: string): Promise<KitchenDay> =>
    toSheet(
      await send(town.staff.kitchen, { url: `/api/v1/kitchens/${town.kitchenId}/days/${day}` }),
    );
  const addressOf = async (who: SampleFamily): Promise<string> => {
    const [row] = await database.asOwner(
      `select email from identity.family_account where tenant_id = ${town.tenantId} and account_id = '${who.accountId}'`,
    );
    return String(row?.['email']);
  };
  return {
    mother: parentOf(family),
    father: parentOf(father),
    classIds: town.classIds,
    at: async (moment) => {
      const time = moment.length === 16 ? `${moment}:00` : moment;
      const end = Date.parse(`${time}+01:00`);
      // Hour by hour where it is long, as the scheduler would have looked.
      for (let now = clock.now() + 3_600_000; now < end; now += 6 * 3_600_000) {
        clock.set(new Date(asInstant(now)).toISOString());
        await run();
      }
      clock.set(`${time}+01:00`);
      await run();
    },
    cooked: async (day) => (await sheet(day)).totals.pupils,
    sheet,
    office: staff(town.staff.office),
    school: staff(town.staff.school),
    decided: async (definition, value) => {
      const outcome = await database.inTenant(town.tenantId, 'office', async (tx) =>
        recordSetting(tx, clock, systemActor('journey'), {
          definition,
          scope: { kind: 'tenant' },
          value,
          validFrom: asDay('2026-09-01'),
          firstDayNotYetOpen: asDay('2026-09-01'),
        }),
      );
      if (!outcome.ok) throw new Error(outcome.refusal);
    },
    ring: (callerNumber, ...keys) => {
      const { tenantId } = town;
      const call = { callId: randomUUID(), tenantId, callerNumber, calledNumber };
      const means = { ...application, masterKey: sampleMasterKey, lines };
      return phoneCall(conversationOf(means, call), call.callId).press(...keys);
    },
    write: async (from, text) => {
      const received = await receiveSms(
        { ...application, masterKey: sampleMasterKey },
        { arrivalId: randomUUID(), from, to: writtenToNumber, text, arrivedAt: clock.now() },
      );
      return received.kind === 'answered' ? received.answer : null;
    },
    mails: async (whose) => {
      const address = await addressOf(whose === 'mother' ? family : father);
      await run();
      const rows = await database.asOwner(
        `select subject, body from notifications.message where tenant_id = ${town.tenantId} and address = '${address}' order by created_at`,
      );
      return rows.map((row) => ({ subject: String(row['subject']), body: String(row['body']) }));
    },
    leave: async () => {
      await application.http.close();
      await database.close();
    },
  };
}

function toAnswer(body: unknown): Partial<ChangeResponse> & { readonly detail?: string } {
  return body as Partial<ChangeResponse> & { readonly detail?: string };
}

function toMonth(answer: unknown): MonthResponse {
  return answer as MonthResponse;
}

function toToday(answer: unknown): TodayResponse {
  return answer as TodayResponse;
}

function toSheet(answer: unknown): KitchenDay {
  return answer as KitchenDay;
}
