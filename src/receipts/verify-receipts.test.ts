// Whoever owns the database tampers with it, as far as that goes; verification finds each of it.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stoppedClock } from '#ground/clock.ts';
import { plusSeconds } from '#ground/instant.ts';
import { ed25519From, freshBytes, seal } from '#platform/crypto.ts';
import type { Database } from '#platform/database.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import type { IssuedReceipt } from '#receipts/issue-receipt.ts';
import {
  base64,
  genesisHead,
  headAfter,
  hex,
  leafOf,
  publishedLine,
  signReceipt,
} from '#receipts/receipt-proof.ts';
import { issueSome, sealedReceipts } from '#receipts/sample.ts';
import { findLastSeal } from '#receipts/store.ts';
import { listChain } from '#receipts/verification-store.ts';
import { verifyReceipts } from '#receipts/verify-receipts.ts';
import { asDay } from '#ground/day.ts';
import { sampleMorning, sampleTenant } from '#tenancy/sample.ts';
import type { SampleTenant } from '#tenancy/sample.ts';
import { receiptKey, wrappingPlace } from '#tenancy/tenant-keys.ts';

let database: Database;
let tenant: SampleTenant;
let receipts: readonly IssuedReceipt[];
/** The line that the authority got by mail after the fourth receipt. */
let mailed: string;

beforeEach(async () => {
  database = await openTestDatabase();
  tenant = await sampleTenant(database);
  const first = await sealedReceipts(database, tenant, [2, 2]);
  mailed = await database.inTenant(tenant.tenantId, 'system', async (tx) => {
    const [last, key] = [await findLastSeal(tx), await receiptKey(tx, tenant.masterKey)];
    if (last === undefined) throw new Error('four receipts are sealed');
    const { position, head } = last;
    return publishedLine(key, { day: asDay('2026-11-23'), position, headHex: hex(head) });
  });
  receipts = [...first, ...(await sealedReceipts(database, tenant, [2]))];
});
afterEach(() => database.close());

async function tamper(sql: string): Promise<void> {
  const tables = ['receipt', 'payload', 'unsealed', 'seal'];
  const switched = (how: string): string =>
    tables.map((table) => `alter table receipts.${table} ${how} trigger all;`).join('\n');
  await database.asOwner(`${switched('disable')}\n${sql};\n${switched('enable')}`);
}

/** 'kind code-index position' of each finding, as short as can be read. */
async function found(published = ''): Promise<readonly string[]> {
  const { findings } = await verifyReceipts(database, tenant, published);
  return findings.map(({ kind, code, position }) => {
    const index = receipts.findIndex((receipt) => receipt.code === code);
    return [kind, ...(code === null ? [] : [`#${index + 1}`]), `at ${position}`].join(' ');
  });
}

const codeOf = (number: number): string => `'${receipts[number - 1]?.code}'`;

test('untouched, everything is as it was signed, published head included', async () => {
  expect(await found(mailed)).toEqual([]);
  expect(await verifyReceipts(database, tenant, mailed)).toMatchObject({ publishedCount: 1 });
});

test('one byte changed in what a receipt says', async () => {
  await tamper(
    `update receipts.payload set canonical_text = replace(canonical_text, 'absence 0', 'absence 1') where receipt_code = ${codeOf(3)}`,
  );
  expect(await found()).toEqual(['payload-changed #3 at 3']);
});

test('what a receipt says rewritten together with its leaf', async () => {
  const [text, salt] = ['refettorio-receipt 1\n', freshBytes(32)];
  await tamper(`update receipts.payload set canonical_text = '${text}', salt = '\\x${hex(salt)}' where receipt_code = ${codeOf(3)};
    update receipts.receipt set leaf = '\\x${hex(leafOf(salt, text))}' where receipt_code = ${codeOf(3)}`);
  expect(await found()).toEqual([
    'head-wrong #3 at 3',
    'signature-wrong #3 at 3',
    'text-of-another #3 at 3',
  ]);
});

test('the time beside the text moved before the cut-off', async () => {
  await tamper(
    `update receipts.receipt set issued_at = issued_at - interval '1 hour' where receipt_code = ${codeOf(2)}`,
  );
  expect(await found()).toEqual(['text-of-another #2 at 2']);
});

test('a receipt removed from the middle, its place in the chain left', async () => {
  await tamper(`delete from receipts.payload where receipt_code = ${codeOf(3)};
    delete from receipts.receipt where receipt_code = ${codeOf(3)}`);
  expect(await found()).toEqual(['receipt-missing #3 at 3']);
});

test('a receipt removed from the middle together with its place', async () => {
  await tamper(`delete from receipts.seal where position = 3;
    delete from receipts.payload where receipt_code = ${codeOf(3)};
    delete from receipts.receipt where receipt_code = ${codeOf(3)}`);
  expect(await found()).toEqual(['position-missing at 3']);
});

test('a receipt that was signed after a removed place', async () => {
  await tamper(`delete from receipts.seal where position = 4`);
  expect(await found()).toEqual([
    'position-missing at 4',
    'never-sealed #4 at null',
    'prior-head-unknown #5 at 5',
    'prior-head-unknown #6 at 6',
  ]);
});

test('a row removed from the middle and the chain closed up behind it', async () => {
  await rechainWithout(3);
  // The receipts that were signed after the old heads give it away, without any head from outside.
  expect(await found()).toEqual(['prior-head-unknown #5 at 4', 'prior-head-unknown #6 at 5']);
  expect(await found(mailed)).toContain('published-head-differs at 4');
});

test('the last rows removed', async () => {
  await tamper(`delete from receipts.seal where position > 3;
    delete from receipts.payload where receipt_code in (${codeOf(4)}, ${codeOf(5)}, ${codeOf(6)});
    delete from receipts.receipt where receipt_code in (${codeOf(4)}, ${codeOf(5)}, ${codeOf(6)})`);
  expect(await found()).toEqual([]);
  expect(await found(mailed)).toEqual(['published-rows-missing at 4']);
});

test('two receipts swapped in the chain', async () => {
  await tamper(`update receipts.seal set receipt_code = 'x' where position = 3;
    update receipts.seal set receipt_code = ${codeOf(3)} where position = 4;
    update receipts.seal set receipt_code = ${codeOf(4)} where position = 3`);
  expect(await found()).toEqual(['head-wrong #4 at 3', 'head-wrong #3 at 4']);
});

test('what two receipts say swapped', async () => {
  await tamper(`update receipts.payload set receipt_code = 'x' where receipt_code = ${codeOf(1)};
    update receipts.payload set receipt_code = ${codeOf(1)} where receipt_code = ${codeOf(2)};
    update receipts.payload set receipt_code = ${codeOf(2)} where receipt_code = 'x'`);
  expect(await found()).toEqual(['payload-changed #1 at 1', 'payload-changed #2 at 2']);
});

test('a receipt renamed to the code of a family that has none', async () => {
  await tamper(`update receipts.receipt set receipt_code = '000000000' where receipt_code = ${codeOf(6)};
    update receipts.payload set receipt_code = '000000000' where receipt_code = ${codeOf(6)};
    update receipts.seal set receipt_code = '000000000' where receipt_code = ${codeOf(6)}`);
  expect(await found()).toEqual(['signature-wrong #0 at 6', 'text-of-another #0 at 6']);
});

test('a receipt taken out of the sealer’s queue', async () => {
  receipts = [...receipts, ...(await issueSome(database, tenant, 1))];
  expect(await found()).toEqual([]);
  await tamper(`delete from receipts.unsealed`);
  expect(await found()).toEqual(['never-sealed #7 at null']);
});

test('everything signed and chained anew with another key, contents rewritten: only the head outside knows', async () => {
  await forgeAnew((text) => text.replace('absence 0', 'absence 9'), 'replace');
  expect(await found()).toEqual([]);
  expect(await found(mailed)).toEqual(['published-key-unknown at 4']);
});

test('everything signed anew with another key that was added beside the old one', async () => {
  await forgeAnew((text) => text.replace('absence 0', 'absence 9'), 'add');
  expect(await found(mailed)).toEqual(['published-head-differs at 4']);
});

test('the key replaced, and nothing else', async () => {
  await tamper(
    `update tenancy.key set public_key = '\\x${hex(ed25519From(freshBytes(32)).publicKey)}' where purpose = 'receipts'`,
  );
  const kinds = (await found(mailed)).map((line) => line.split(' ')[0]);
  expect(kinds).toEqual([
    ...Array.from({ length: 6 }, () => 'signature-wrong'),
    'published-key-unknown',
  ]);
});

test('a published line that was altered on its way, and lines of another authority', async () => {
  const altered = mailed.replace(/ 4 /, ' 3 ');
  expect(await found(`${altered}\n${mailed.replace('valserena', 'altrove')}`)).toEqual([
    'published-line-damaged at 3',
  ]);
});

test('what retention erased is said to be erased, and its proof still verifies', async () => {
  await database.inTenant(tenant.tenantId, 'system', (tx) =>
    tx.rows(
      `delete from receipts.payload where tenant_id = $1 and receipt_code = $2`,
      receipts[1]!.code,
    ),
  );
  const verification = await verifyReceipts(database, tenant, mailed);
  expect(verification).toMatchObject({
    findings: [],
    erasedCount: 1,
    erased: [{ code: receipts[1]!.code, position: 2 }],
  });
});

/** Removes a receipt and recomputes every head behind it, as somebody without the signing key can. */
async function rechainWithout(position: number): Promise<void> {
  const links = await database.inTenant(tenant.tenantId, 'system', (tx) => listChain(tx, 0, 100));
  const kept = links.filter((link) => link.position !== position);
  let head = genesisHead(tenant.slug);
  const rows = kept.map((link, index) => {
    head = headAfter(head, index + 1, link.leaf!);
    return `(${tenant.tenantId}, ${index + 1}, '${link.code}', '\\x${hex(head)}', '2026-11-23')`;
  });
  await tamper(`delete from receipts.payload where receipt_code = ${codeOf(position)};
    delete from receipts.seal;
    delete from receipts.receipt where receipt_code = ${codeOf(position)};
    insert into receipts.seal (tenant_id, position, receipt_code, head, sealed_at) values ${rows.join(', ')}`);
}

/** Somebody with the master key makes a new signing key, rewrites contents, and signs and chains all of it again. */
async function forgeAnew(rewrite: (text: string) => string, how: 'replace' | 'add'): Promise<void> {
  const secret = freshBytes(32);
  const pair = ed25519From(secret);
  const keyId = 'ffffffffffff';
  const key = { tenantId: tenant.tenantId, slug: tenant.slug, keyId, ...pair };
  const wrapped = seal(tenant.masterKey, wrappingPlace(tenant.tenantId, 'receipts', keyId), secret);
  const links = await database.inTenant(tenant.tenantId, 'system', (tx) => listChain(tx, 0, 100));
  let head = genesisHead(tenant.slug);
  const statements = links.map((link) => {
    if (link.leaf === null || link.text === null || link.salt === null)
      throw new Error('nothing is missing yet');
    const text = rewrite(link.text);
    const leaf = leafOf(link.salt, text);
    const signature = signReceipt(key, { code: link.code, leaf, priorHead: head });
    const prior = head;
    head = headAfter(head, link.position, leaf);
    return `update receipts.payload set canonical_text = '${text}' where receipt_code = '${link.code}';
      update receipts.receipt set leaf = '\\x${hex(leaf)}', signature = '\\x${hex(signature)}', prior_head = '\\x${hex(prior)}', key_id = '${keyId}' where receipt_code = '${link.code}';
      update receipts.seal set head = '\\x${hex(head)}' where receipt_code = '${link.code}'`;
  });
  const at = stoppedClock(plusSeconds(sampleMorning, 60)).now();
  await tamper(`${statements.join(';\n')};
    ${how === 'replace' ? `delete from tenancy.key where purpose = 'receipts';` : ''}
    insert into tenancy.key (tenant_id, purpose, key_id, master_key_id, wrapped_key, public_key, created_at)
    values (${tenant.tenantId}, 'receipts', '${keyId}', '${tenant.masterKey.keyId}', '\\x${hex(wrapped)}', decode('${base64(pair.publicKey)}', 'base64'), to_timestamp(${at / 1000}))`);
}
