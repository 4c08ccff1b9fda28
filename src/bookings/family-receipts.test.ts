// The receipts of a family's children: everything of one's own children, nothing of anybody else's.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReceiptResponse } from '#bookings/api.ts';
import { receiptResponse } from '#bookings/api.ts';
import { readReceipt, readReceipts } from '#bookings/family-receipts.ts';
import type { SampleDesk, SampleFamily, SampleRequest } from '#bookings/sample.ts';
import { accountOfSample, ofFamily, sampleDesk, sampleGuardian } from '#bookings/sample.ts';
import type { Outcome } from '#ground/refusal.ts';
import type { Database } from '#platform/database.ts';
import { openTestDatabase } from '#platform/test-database.ts';

const monday = '2026-11-23';

describe('receipts', () => {
  let database: Database;
  let towns = 0;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  const newDesk = (): Promise<SampleDesk> =>
    sampleDesk(database, (towns += 1), '2026-11-23T08:50:00+01:00');
  const list = (desk: SampleDesk, family: SampleFamily): Promise<readonly ReceiptResponse[]> =>
    database.inTenant(desk.town.tenantId, 'family', (tx) =>
      readReceipts(tx, accountOfSample(family), 'it'),
    );
  const read = (
    desk: SampleDesk,
    family: SampleFamily,
    code: string,
  ): Promise<Outcome<ReceiptResponse, string>> =>
    database.inTenant(desk.town.tenantId, 'family', (tx) =>
      readReceipt(tx, accountOfSample(family), code, 'it'),
    );
  const changed = async (desk: SampleDesk, request: SampleRequest): Promise<ReceiptResponse> => {
    const outcome = await desk.ask(request);
    if (!outcome.ok || outcome.value.kind !== 'changed')
      throw new Error('the change was not accepted');
    return outcome.value.receipt;
  };

  it('read later say what was answered then, newest first, with who asked', async () => {
    const desk = await newDesk();
    const family = ofFamily(desk.town, 0).family;
    const absence = await changed(desk, { days: [monday, '2026-11-25'] });
    desk.clock.set('2026-11-23T09:05:00+01:00');
    const undone = await changed(desk, { days: ['2026-11-25'], operation: 'absence-undone' });
    const by = { by: 'Genitore 1' };
    expect(await list(desk, family)).toEqual([
      { ...undone, ...by },
      { ...absence, ...by },
    ]);
    expect(await read(desk, family, absence.code)).toEqual({
      ok: true,
      value: { ...absence, ...by },
    });
    expect(receiptResponse.parse(absence)).toEqual(absence);
  });

  it('of the other parent are there too, and say who it was', async () => {
    const desk = await newDesk();
    const father = await sampleGuardian(
      database,
      desk.town,
      ofFamily(desk.town, 0).family.pupilIds,
    );
    const { code } = await changed(desk, { days: [monday] });
    expect(await read(desk, father, code)).toMatchObject({ ok: true, value: { by: 'Genitore 1' } });
    await database.asOwner(
      `update identity.family_account set disabled_at = timestamptz '2026-11-23 09:00:00+00' where tenant_id = ${desk.town.tenantId} and account_id = '${desk.town.families[0]?.accountId}';
       update enrolment.guardianship set superseded_at = timestamptz '2026-11-23 09:00:00+00' where tenant_id = ${desk.town.tenantId} and guardian_id = '${desk.town.families[0]?.guardianId}'`,
    );
    // What was asked keeps the name of who asked it, also when she is no guardian any more.
    expect(await read(desk, father, code)).toMatchObject({ ok: true, value: { by: 'Genitore 1' } });
  });

  it('for several children show a guardian only the lines of their own', async () => {
    const desk = await newDesk();
    const [anna = ''] = ofFamily(desk.town, 0).family.pupilIds;
    const father = await sampleGuardian(database, desk.town, [anna]);
    const { code } = await changed(desk, { days: [monday] });
    const seen = await read(desk, father, code);
    expect(seen.ok ? seen.value.lines.map((line) => line.pupilId) : []).toEqual([anna]);
    expect((await list(desk, father)).map((receipt) => receipt.lines.length)).toEqual([1]);
  });

  it('of another family, of another authority, or of nobody do not exist', async () => {
    const [desk, elsewhere] = [await newDesk(), await newDesk()];
    const { code } = await changed(desk, { days: [monday] });
    const refused = { ok: false, refusal: 'receipt-not-found' };
    expect(await read(desk, ofFamily(desk.town, 1).family, code)).toEqual(refused);
    expect(await read(elsewhere, ofFamily(elsewhere.town, 0).family, code)).toEqual(refused);
    expect(await read(elsewhere, ofFamily(desk.town, 0).family, code)).toEqual(refused);
    expect(await read(desk, ofFamily(desk.town, 0).family, '000000000')).toEqual(refused);
    expect(await list(desk, ofFamily(desk.town, 1).family)).toEqual([]);
  });

  it('are not for a guardian whom the office has restricted', async () => {
    const desk = await newDesk();
    const restricted = await sampleGuardian(
      database,
      desk.town,
      ofFamily(desk.town, 0).family.pupilIds,
      true,
    );
    const { code } = await changed(desk, { days: [monday] });
    expect(await list(desk, restricted)).toEqual([]);
    expect(await read(desk, restricted, code)).toEqual({ ok: false, refusal: 'receipt-not-found' });
  });
});
