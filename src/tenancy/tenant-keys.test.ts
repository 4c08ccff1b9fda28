// Keys of a tenant: sealed fields, another master key, and what does not open.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ed25519From, freshBytes, masterKeyOf } from '#platform/crypto.ts';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';
import { rewrapKeys } from '#tenancy/rewrap-keys.ts';
import { sampleTenant } from '#tenancy/sample.ts';
import { sealField, unsealField } from '#tenancy/sealed-field.ts';
import { fieldKey, receiptKey, receiptPublicKeys } from '#tenancy/tenant-keys.ts';

const place = { table: 'identity.second_factor', row: 'account 7', column: 'secret' };

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  test('a sealed field opens where it was sealed and nowhere else', async () => {
    const { tenantId, masterKey } = await sampleTenant(database);
    const key = await database.inTenant(tenantId, 'family', (tx) => fieldKey(tx, masterKey));
    const envelope = sealField(key, place, 'niente glutine, però il riso sì');
    expect(unsealField(key, place, envelope)).toBe('niente glutine, però il riso sì');
    expect(() => unsealField(key, { ...place, row: 'account 8' }, envelope)).toThrow(
      'authenticate',
    );
    const other = await sampleTenant(database, { slug: 'altrove', masterKey });
    const otherKey = await database.inTenant(other.tenantId, 'family', (tx) =>
      fieldKey(tx, masterKey),
    );
    expect(() => unsealField(otherKey, place, envelope)).toThrow('no field key');
  });

  test('creating the tenant again makes no new keys', async () => {
    const { tenantId, masterKey } = await sampleTenant(database, { slug: 'twice' });
    const list = () => database.inTenant(tenantId, 'system', receiptPublicKeys);
    const before = await list();
    await sampleTenant(database, { slug: 'twice', masterKey });
    expect(before).toHaveLength(1);
    expect(await list()).toEqual(before);
  });

  test('a new master key opens what the old one closed, signs with the same key, and is wrapped once', async () => {
    const fresh = await openTestDatabase(kind);
    const { tenantId, masterKey } = await sampleTenant(fresh);
    await sampleTenant(fresh, { slug: 'altrove', masterKey });
    const keysUnder = (master: typeof masterKey) =>
      fresh.inTenant(tenantId, 'system', async (tx) => ({
        field: await fieldKey(tx, master),
        receipt: await receiptKey(tx, master),
      }));
    const before = await keysUnder(masterKey);
    const envelope = sealField(before.field, place, 'segreto');
    const newMaster = masterKeyOf(freshBytes(32));
    expect(await rewrapKeys(fresh, masterKey, newMaster)).toBe(4);
    expect(await rewrapKeys(fresh, masterKey, newMaster)).toBe(0);
    const after = await keysUnder(newMaster);
    expect(unsealField(after.field, place, envelope)).toBe('segreto');
    expect(after.receipt.publicKey).toEqual(before.receipt.publicKey);
    const [known] = await fresh.inTenant(tenantId, 'family', receiptPublicKeys);
    expect(known?.publicKey).toEqual(after.receipt.publicKey);
    await expect(keysUnder(masterKeyOf(masterKey.bytes))).rejects.toThrow('wrapped under');
    await fresh.close();
  });

  test('no key lies readable in the database', async () => {
    const { tenantId, masterKey } = await sampleTenant(database, { slug: 'readable' });
    const key = await database.inTenant(tenantId, 'system', (tx) => fieldKey(tx, masterKey));
    const rows = await database.asOwner(
      `select wrapped_key, public_key from tenancy.key where tenant_id = ${tenantId}`,
    );
    expect(rows).toHaveLength(2);
    const secret = Buffer.from(key.bytesById.get(key.keyId) ?? []).toString('hex');
    expect(secret).toHaveLength(64);
    for (const row of rows) {
      const wrapped = Buffer.from(row['wrapped_key'] as Uint8Array);
      expect(wrapped.toString('hex')).not.toContain(secret);
      expect(ed25519From(wrapped.subarray(-32)).publicKey).not.toEqual(row['public_key']);
    }
  });
});
