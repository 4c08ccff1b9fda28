// A town with a line for the test with a real switchboard: its families, its time, its kitchen, and what its calls said.
import { randomUUID } from 'node:crypto';
import { sampleGuardian } from '#bookings/sample.ts';
import { readSheet } from '#kitchen/read-sheet.ts';
import { signedInStaff } from '#kitchen/sample.ts';
import { asDay } from '#ground/day.ts';
import type { Database } from '#platform/database.ts';
import { phoneTown, saidIn } from '#voice/sample.ts';
import type { PhoneTown } from '#voice/sample.ts';
import { conversationOf } from '#voice/conversation.ts';
import type { Conversation, IncomingCall, Turn } from '#voice/model.ts';

export interface CalledTown extends PhoneTown {
  /** What every call said, turn after turn, in the order of the calls. */
  readonly calls: readonly (readonly string[])[];
  /** Looked at before each event of a call: the test moves the time while somebody telephones. */
  onEvent: (number: number) => void;
  /** How many calls are on. */
  callsOn(): number;
  /** What turned out wrong beside the scenario: a piece without a sound. */
  readonly faults: string[];
  /** Of these pieces Asterisk does not find the sound. */
  lostPieces: readonly string[];
  isLost(text: string): boolean;
  isLosing(): boolean;
  /** As the server has said of its calls. */
  soundsMissing: number;
  conversationFor(call: IncomingCall): Conversation;
  /** Meals that the kitchen counts for that day. */
  meals(day: string): Promise<number>;
  /** Children of 1A with a mother of their own each; their numbers. */
  addFamilies(count: number): Promise<readonly string[]>;
  /** Operation and receipt of every change, in order. */
  changes(): Promise<readonly { readonly operation: string; readonly receiptCode: string }[]>;
}

export async function calledTown(
  database: Database,
  index: number,
  iso: string,
  soundless: (turn: Turn) => readonly string[],
): Promise<CalledTown> {
  const town = await phoneTown(database, index, iso);
  const { tenantId, kitchenId } = town.town;
  const cook = await signedInStaff(database, tenantId, 'kitchen', kitchenId);
  const calls: string[][] = [];
  const faults: string[] = [];
  let on = 0;
  const called: CalledTown = {
    ...town,
    calls,
    faults,
    lostPieces: [],
    isLost: (text) => called.lostPieces.includes(text),
    isLosing: () => called.lostPieces.length > 0,
    soundsMissing: 0,
    callsOn: () => on,
    onEvent: () => undefined,
    conversationFor: (call) => {
      const said: string[] = [];
      calls.push(said);
      on += 1;
      const conversation = conversationOf(town.means, call);
      const heard = (turn: Turn): Turn => {
        said.push(saidIn(turn));
        for (const text of soundless(turn)) faults.push(`no sound for "${text}"`);
        return turn;
      };
      let events = 0;
      return {
        begin: async () => heard(await conversation.begin()),
        hear: async (event) => {
          called.onEvent((events += 1));
          const turn = heard(await conversation.hear(event));
          // The adapter hears of every hang-up, and of no event after an end.
          if (event.kind === 'hang-up' || turn.kind === 'ended') on -= 1;
          return turn;
        },
      };
    },
    meals: async (day) => {
      const sheet = await database.inTenant(tenantId, 'kitchen', (tx) =>
        readSheet(tx, town.means, Promise.resolve(cook.account), { kitchenId, day: asDay(day) }),
      );
      if (!sheet.ok) throw new Error(sheet.refusal);
      return sheet.value.totals.pupils;
    },
    addFamilies: async (count) => {
      const numbers = Array.from({ length: count }, (_, each) => 3_401_000_000 + each);
      for (const number of numbers) await addFamily(database, town, String(number));
      return numbers.map(String);
    },
    changes: async () => {
      const rows = await town.sql(
        `select l.operation, c.receipt_code as code
           from bookings.change c join bookings.change_line l using (tenant_id, change_id)
          where c.tenant_id = $t order by c.recorded_at, c.change_id`,
      );
      return rows.map((row) => ({
        operation: String(row['operation']),
        receiptCode: String(row['code']),
      }));
    },
  };
  return called;
}

async function addFamily(database: Database, { town, sql }: PhoneTown, number: string) {
  const pupilId = randomUUID();
  const recorded = `timestamptz '2026-09-01 06:00:00+00'`;
  const code = number.slice(-4);
  await sql(`
    insert into enrolment.pupil (tenant_id, pupil_id, pupil_code, first_name, last_name, sort_key, recorded_at)
      values ($t, '${pupilId}', 'x${code}', 'Bimbo101', 'Altra${code}', 'altra${code} bimbo', ${recorded});
    insert into enrolment.class_membership (tenant_id, class_membership_id, pupil_id, class_id, valid_from, recorded_at, recorded_by)
      values ($t, '${randomUUID()}', '${pupilId}', '${town.classIds.everyDay}', '2026-09-01', ${recorded}, 'sample');
    insert into enrolment.service_enrolment (tenant_id, service_enrolment_id, pupil_id, service_id, weekdays, valid_from, recorded_at, recorded_by)
      values ($t, '${randomUUID()}', '${pupilId}', '${town.serviceId}', 31, '2026-09-01', ${recorded}, 'sample');`);
  const { accountId } = await sampleGuardian(database, town, [pupilId]);
  await sql(
    `update identity.family_account set mobile = '+39${number}' where tenant_id = $t and account_id = '${accountId}'`,
  );
}
