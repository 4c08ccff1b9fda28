// Calls between two web requests: whoever answers takes them up, repeats change nothing, and a day later they are forgotten.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accept, refuse } from '#ground/refusal.ts';
import { plusSeconds } from '#ground/instant.ts';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';
import { sampleMorning, sampleTenant } from '#tenancy/sample.ts';
import type { SampleTenant } from '#tenancy/sample.ts';
import { forgetCalls } from '#voice/forget-calls.ts';
import type { IncomingCall, Turn } from '#voice/model.ts';
import { scriptedHouse } from '#voice/scripted-conversation.ts';
import type { ScriptedHouse } from '#voice/scripted-conversation.ts';
import { storedCalls } from '#voice/stored-calls.ts';
import type { StoredCalls } from '#voice/stored-calls.ts';

describe.each(databaseKinds)('calls kept in %s', (kind) => {
  let database: Database;
  let town: SampleTenant;
  let other: SampleTenant;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    town = await sampleTenant(database);
    other = await sampleTenant(database, { slug: 'altrove', masterKey: town.masterKey });
  });
  afterAll(() => database.close());

  let count = 0;
  const called = (tenantId = town.tenantId): IncomingCall => ({
    callId: `call-${(count += 1)}`,
    tenantId,
    callerNumber: '+393331234567',
    calledNumber: '+3903995550101',
  });
  const process = ({ converse }: ScriptedHouse): StoredCalls =>
    storedCalls({
      database,
      securityClock: town.clock,
      masterKey: town.masterKey,
      converse,
    });
  const digits = (text: string) => ({ kind: 'digits', digits: text }) as const;
  const listening = (digitsMax: number): unknown =>
    accept<Turn>({
      kind: 'listening',
      say: [{ key: 'call.failed' }],
      language: 'it',
      isSlow: digitsMax > 2,
      listen: { digitsMax, timeoutSeconds: 8 },
    });

  test('two processes serve one call by turns', async () => {
    const call = called();
    const house = scriptedHouse();
    const [one, two] = [process(house), process(house)];
    expect(await one.begin(call)).toEqual(listening(1));
    expect(await two.hear(call, 1, digits('1'))).toEqual(listening(2));
    expect(await one.hear(call, 2, { kind: 'time-out' })).toEqual(listening(3));
    expect(house.heard).toEqual(['call', '1', 'time-out']);
  });

  test('a repeated request gets the same answer and advances nothing, whatever it says was pressed', async () => {
    const call = called();
    const house = scriptedHouse();
    const calls = process(house);
    await calls.begin(call);
    expect(await calls.begin(call)).toEqual(listening(1));
    await calls.hear(call, 1, digits('1'));
    expect(await calls.hear(call, 1, digits('1'))).toEqual(listening(2));
    expect(await calls.hear(call, 1, digits('2'))).toEqual(listening(2));
    expect(house.heard).toEqual(['call', '1']);
  });

  test('a request that is older than the call, or ahead of it, is refused', async () => {
    const call = called();
    const calls = process(scriptedHouse());
    expect(await calls.hear(call, 1, digits('1'))).toEqual(refuse('call-unknown'));
    await calls.begin(call);
    await calls.hear(call, 1, digits('1'));
    await calls.hear(call, 2, digits('1'));
    expect(await calls.begin(call)).toEqual(refuse('event-out-of-turn'));
    expect(await calls.hear(call, 1, digits('1'))).toEqual(refuse('event-out-of-turn'));
    expect(await calls.hear(call, 4, digits('1'))).toEqual(refuse('event-out-of-turn'));
  });

  test('a request that two processes get at once has one answer', async () => {
    const call = called();
    const { promise: both, resolve } = Promise.withResolvers<void>();
    let waiting = 0;
    const house = scriptedHouse(async () => {
      waiting += 1;
      if (waiting === 2) resolve();
      await both;
    });
    const quick = scriptedHouse();
    await process(quick).begin(call);
    const answers = await Promise.all([
      process(house).hear(call, 1, digits('1')),
      process(house).hear(call, 1, digits('9')),
    ]);
    expect(answers[0]).toEqual(answers[1]);
    expect(await process(quick).hear(call, 1, digits('1'))).toEqual(answers[0]);
  });

  test('after the last word nothing more is heard', async () => {
    const call = called();
    const house = scriptedHouse();
    const calls = process(house);
    await calls.begin(call);
    const ended = await calls.hear(call, 1, digits('9'));
    expect(ended).toMatchObject({ value: { kind: 'ended' } });
    expect(await calls.hear(call, 1, digits('9'))).toEqual(ended);
    expect(await calls.hear(call, 2, digits('1'))).toEqual(refuse('event-out-of-turn'));
    await calls.hangUp(call);
    expect(house.heard).toEqual(['call', '9']);
  });

  test('a call that was hung up hears it once, and no key afterwards', async () => {
    const call = called();
    const house = scriptedHouse();
    const calls = process(house);
    await calls.hangUp(call);
    await calls.begin(call);
    await calls.hangUp(call);
    await calls.hangUp(call);
    expect(await calls.hear(call, 2, digits('1'))).toEqual(refuse('event-out-of-turn'));
    expect(house.heard).toEqual(['call', 'hang-up']);
  });

  test('the same call identifier at another authority is another call', async () => {
    const call = called();
    const house = scriptedHouse();
    const calls = process(house);
    await calls.begin(call);
    const elsewhere = { ...call, tenantId: other.tenantId };
    expect(await calls.hear(elsewhere, 1, digits('1'))).toEqual(refuse('call-unknown'));
    expect(await calls.begin(elsewhere)).toEqual(listening(1));
  });

  test('nobody reads in the database who called or what was pressed', async () => {
    const call = called();
    const calls = process(scriptedHouse());
    await calls.begin(call);
    await calls.hear(call, 1, digits('4711'));
    const [row] = await database.asOwner(
      `select call_id, event_count, encode(sealed, 'escape') as sealed from voice.call where call_id = '${call.callId}'`,
    );
    expect(row).toMatchObject({ call_id: call.callId, event_count: 1 });
    for (const secret of ['4711', '3331234567', 'listening'])
      expect(String(row?.['sealed'])).not.toContain(secret);
  });

  test('a day later where it stood is forgotten and it cannot be played again; after a month so is the call', async () => {
    const call = called();
    const house = scriptedHouse();
    const calls = process(house);
    await calls.begin(call);
    const kept = async (): Promise<unknown> =>
      (
        await database.asOwner(
          `select sealed is not null as dialogue from voice.call where call_id = '${call.callId}'`,
        )
      )[0];
    const forgetAt = (seconds: number) =>
      database.inTenant(town.tenantId, 'system', async (tx) =>
        forgetCalls(tx, { now: () => plusSeconds(sampleMorning, seconds) }),
      );
    await forgetAt(86_399);
    expect(await kept()).toEqual({ dialogue: true });
    await forgetAt(86_401);
    expect(await kept()).toEqual({ dialogue: false });
    expect(await calls.begin(call)).toEqual(refuse('event-out-of-turn'));
    expect(await calls.hear(call, 1, digits('1'))).toEqual(refuse('event-out-of-turn'));
    await calls.hangUp(call);
    expect(house.heard).toEqual(['call']);
    await forgetAt(30 * 86_400 + 1);
    expect(await kept()).toBeUndefined();
  });
});
