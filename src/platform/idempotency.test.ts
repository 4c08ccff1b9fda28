// The same request again gets the same answer, on every database that the product runs on.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asInstant } from '#ground/instant.ts';
import type { Database } from '#platform/database.ts';
import type { IdempotencyKey } from '#platform/idempotency.ts';
import { findAnswered, idempotencyKeyOf, recordAnswered } from '#platform/idempotency.ts';
import { retryingConflicts } from '#platform/retry.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';

const morning = asInstant(Date.UTC(2026, 10, 23, 7, 12));
const mother = randomUUID();
const father = randomUUID();
const body = { entries: [{ pupilId: 'p', days: ['2026-11-23'] }] };

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  const find = (tenantId: number, accountId: string, key: IdempotencyKey) =>
    database.inTenant(tenantId, 'family', async (tx) => {
      const answered = await findAnswered(tx, Promise.resolve({ accountId }), key);
      return answered.ok ? answered.value : answered.refusal;
    });
  const record = (accountId: string, key: IdempotencyKey, answer: string): Promise<void> =>
    database.inTenant(1, 'family', async (tx) => {
      recordAnswered(tx, accountId, key, answer, morning);
    });

  test('a request that was never answered has no answer', async () => {
    expect(await find(1, mother, idempotencyKeyOf('unknown-key', 'absence', body))).toBeUndefined();
  });

  test('the same key with the same request gives the answer of then', async () => {
    const key = idempotencyKeyOf('key-repeated', 'absence', body);
    await record(mother, key, '123456782');
    expect(await find(1, mother, key)).toBe('123456782');
  });

  test('the same key with another body, or at another route, is another request', async () => {
    await record(mother, idempotencyKeyOf('key-reused', 'absence', body), '123456782');
    const otherBody = { entries: [{ pupilId: 'p', days: ['2026-11-24'] }] };
    expect(await find(1, mother, idempotencyKeyOf('key-reused', 'absence', otherBody))).toBe(
      'key-reused',
    );
    expect(await find(1, mother, idempotencyKeyOf('key-reused', 'absence-undone', body))).toBe(
      'key-reused',
    );
  });

  test('the key of one person says nothing to another, nor to another authority', async () => {
    const key = idempotencyKeyOf('key-of-mother', 'absence', body);
    await record(mother, key, '123456782');
    expect(await find(1, father, key)).toBeUndefined();
    expect(await find(2, mother, key)).toBeUndefined();
    await record(father, key, '987654321');
    expect(await find(1, mother, key)).toBe('123456782');
  });

  test('of two requests at once one is recorded, and the other finds its answer', async () => {
    const key = idempotencyKeyOf('key-at-once', 'absence', body);
    const send = (answer: string) =>
      retryingConflicts(() =>
        database.inTenant(1, 'family', async (tx) => {
          const outcome = await findAnswered(tx, Promise.resolve({ accountId: mother }), key);
          const answered = outcome.ok ? outcome.value : outcome.refusal;
          if (answered !== undefined) return answered;
          recordAnswered(tx, mother, key, answer, morning);
          return answer;
        }),
      );
    const answers = await Promise.all(['1', '2', '3', '4'].map(send));
    expect(new Set(answers).size).toBe(1);
    expect(await find(1, mother, key)).toBe(answers[0]);
  });
});
