// The audit line on a real database: written with the act, gone with it, and never changed afterwards.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordEvent } from '#audit/record-event.ts';
import { systemActor } from '#ground/actor.ts';
import { asInstant } from '#ground/instant.ts';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';

const at = asInstant(Date.UTC(2026, 10, 23, 7, 12));
const event = {
  at,
  actor: systemActor('close-day'),
  action: 'bookings.day-closed',
  subjectKind: 'school',
  subjectId: '018f0000-0000-7000-8000-000000000001',
  facts: { meals: 211, classes: ['1A', '1B'] },
};

describe.each(databaseKinds)('the audit on %s', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  it('an act leaves one line that says who, what, when and by which channel', async () => {
    await database.inTenant(1, 'school', async (tx) => recordEvent(tx, event));
    const found = await database.asOwner('select * from audit.event where tenant_id = 1');
    expect(found).toMatchObject([
      {
        at,
        actor_kind: 'system',
        actor_id: 'close-day',
        channel: 'system',
        action: 'bookings.day-closed',
        subject_kind: 'school',
        subject_id: event.subjectId,
        facts: event.facts,
      },
    ]);
  });

  it('an act that fails leaves no line', async () => {
    const failing = database.inTenant(2, 'school', async (tx) => {
      recordEvent(tx, event);
      throw new Error('the act failed');
    });
    await expect(failing).rejects.toThrow('the act failed');
    expect(await database.asOwner('select 1 from audit.event where tenant_id = 2')).toEqual([]);
  });

  it('nobody rewrites what was written, not even the owner of the database', async () => {
    await database.inTenant(3, 'office', async (tx) => recordEvent(tx, event));
    await expect(
      database.asOwner("update audit.event set action = 'nothing' where tenant_id = 3"),
    ).rejects.toThrow('append-only');
    await expect(database.asOwner('delete from audit.event')).rejects.toThrow('append-only');
  });
});
