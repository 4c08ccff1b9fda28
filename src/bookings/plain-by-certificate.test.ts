// From a certificate to plain days and back, on every database that the product runs on (RULES B7).
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approvePlainRange } from '#bookings/approve-plain-range.ts';
import { expectedMeals } from '#bookings/expected-meals.ts';
import { readCertificateDesk, readOwnCertificates } from '#bookings/list-certificates.ts';
import type { SampleDesk, SampleFamily } from '#bookings/sample.ts';
import {
  accountOfSample,
  codeOf,
  ofFamily,
  sampleDesk,
  sampleGuardian,
  sampleMasterKey,
} from '#bookings/sample.ts';
import { declineCertificate } from '#certificates/decline-certificate.ts';
import { forgetFiles } from '#certificates/forget-files.ts';
import type { DeclineReason } from '#certificates/model.ts';
import { openFile } from '#certificates/open-file.ts';
import type { Sender } from '#certificates/send-certificate.ts';
import { sendCertificate } from '#certificates/send-certificate.ts';
import { tellCertificate } from '#certificates/tell-certificate.ts';
import { withdrawCertificate } from '#certificates/withdraw-certificate.ts';
import type { StaffRole } from '#ground/actor.ts';
import { asDay } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import type { Outcome } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import { masterKeyOf } from '#platform/crypto.ts';
import type { Database } from '#platform/database.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';

const page = Buffer.from(
  '%PDF-1.7 Certifico che Bimbo101 deve mangiare in bianco. Gastroenterite.',
);
const jpeg = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.from('foto del foglio')]);
const nine = '2026-11-23T09:00:00+01:00';

const staffOf = (role: StaffRole): StaffAccount => ({
  kind: 'staff',
  accountId: randomUUID(),
  login: role,
  displayName: role,
  mustChangePassword: false,
  grants: [{ role, schoolId: null, kitchenId: null }],
});
const office = staffOf('office');

function taken<T>(outcome: Outcome<T, string>): T {
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value;
}

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  let towns = 0;
  let desk: SampleDesk;
  let mother: SampleFamily;
  let anna: string;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    desk = await sampleDesk(database, (towns += 1), nine);
    mother = ofFamily(desk.town, 0).family;
    anna = mother.pupilIds[0] ?? '';
  });

  interface Sent {
    readonly family?: SampleFamily;
    readonly pupilId?: string;
    readonly from?: string;
    readonly to?: string;
    readonly bytes?: Uint8Array;
    readonly key?: string;
    readonly sender?: Sender;
  }
  const guardian = (family: SampleFamily): Sender => ({
    kind: 'guardian',
    account: Promise.resolve(accountOfSample(family)),
  });
  const send = (sent: Sent = {}) => {
    const { family = mother, pupilId = anna, bytes = page, key = randomUUID() } = sent;
    const asked = { from: asDay(sent.from ?? '2026-11-25'), to: asDay(sent.to ?? '2026-12-09') };
    const sender = sent.sender ?? guardian(family);
    return database.inTenant(
      desk.town.tenantId,
      sender.kind === 'guardian' ? 'family' : 'office',
      (tx) =>
        sendCertificate(tx, { clock: desk.clock, masterKey: sampleMasterKey }, sender, {
          pupilId,
          purpose: 'plain-meal',
          asked,
          bytes,
          key: idempotencyKeyOf(key, 'send', { pupilId, asked }),
        }),
    );
  };
  const sent = async (one: Sent = {}): Promise<string> => {
    const outcome = await send(one);
    return taken(outcome).certificateId;
  };
  const approve = (
    certificateId: string,
    from = '2026-11-25',
    to = '2026-12-09',
    account = office,
    key = randomUUID(),
  ) =>
    database.inTenant(desk.town.tenantId, 'office', (tx) => {
      const range = { from: asDay(from), to: asDay(to) };
      return approvePlainRange(tx, desk.means, Promise.resolve(account), {
        certificateId,
        range,
        arrivedAt: desk.clock.now(),
        key: idempotencyKeyOf(key, 'approve', { certificateId, range }),
      });
    });
  const decline = (
    certificateId: string,
    reason: DeclineReason = 'unreadable',
    account = office,
    key = randomUUID(),
  ) =>
    database.inTenant(desk.town.tenantId, 'office', (tx) =>
      declineCertificate(tx, desk.clock, Promise.resolve(account), {
        certificateId,
        reason,
        key: idempotencyKeyOf(key, 'decline', certificateId),
      }),
    );
  const withdraw = (certificateId: string, family = mother) =>
    database.inTenant(desk.town.tenantId, 'family', (tx) =>
      withdrawCertificate(tx, desk.clock, Promise.resolve(accountOfSample(family)), {
        certificateId,
        key: idempotencyKeyOf(randomUUID(), 'withdraw', certificateId),
      }),
    );
  const open = (certificateId: string, account = office, tenantId = desk.town.tenantId) =>
    database.inTenant(tenantId, 'office', (tx) =>
      openFile(
        tx,
        { clock: desk.clock, masterKey: sampleMasterKey },
        Promise.resolve(account),
        certificateId,
      ),
    );
  const own = (family = mother) =>
    database.inTenant(desk.town.tenantId, 'family', async (tx) => {
      const list = await readOwnCertificates(tx, desk.clock, accountOfSample(family));
      return list.certificates;
    });
  const onDesk = (account = office) =>
    database.inTenant(desk.town.tenantId, 'office', (tx) =>
      readCertificateDesk(tx, desk.clock, Promise.resolve(account)),
    );
  /** As 'from to' of the spans in force. */
  const plainRanges = async (): Promise<readonly string[]> => {
    const rows = await database.asOwner(
      `select to_char(from_on, 'YYYY-MM-DD') || ' ' || to_char(to_on, 'YYYY-MM-DD') as span
         from bookings.plain_range where tenant_id = ${desk.town.tenantId} order by 1`,
    );
    return rows.map((row) => String(row['span']));
  };
  const auditLines = async (action: string): Promise<readonly Record<string, unknown>[]> =>
    database.asOwner(
      `select actor_kind, actor_id, subject_id, facts from audit.event
        where tenant_id = ${desk.town.tenantId} and action = '${action}'`,
    );

  describe('B7: the guardian uploads a certificate', () => {
    it('after the third plain day was refused; it waits, and books nothing by itself', async () => {
      const days = ['2026-11-25', '2026-11-26', '2026-11-27'];
      expect(await desk.ask({ operation: 'plain-meal', pupilIds: [anna], days })).toMatchObject({
        refusal: 'plain-too-long',
      });
      await sent();
      expect(await own()).toMatchObject([
        {
          pupilId: anna,
          pupilFirstName: 'Bimbo101',
          askedFrom: '2026-11-25',
          askedTo: '2026-12-09',
          arrivedBy: 'portal',
          arrivedOn: '2026-11-23',
          state: 'waiting',
          approved: null,
        },
      ]);
      expect(await plainRanges()).toEqual([]);
    });

    it('the same upload twice is one certificate', async () => {
      const key = randomUUID();
      const first = await sent({ key });
      expect(await send({ key })).toEqual({
        ok: true,
        value: { certificateId: first, repeated: true },
      });
      expect(await own()).toHaveLength(1);
      expect(await send({ key, to: '2026-12-10' })).toMatchObject({ refusal: 'key-reused' });
    });

    it('what is no page of a certificate is refused, and nothing is recorded', async () => {
      const refused = [
        await send({ bytes: Buffer.from('<!doctype html>') }),
        await send({ bytes: new Uint8Array() }),
        await send({ from: '2026-11-01', to: '2026-11-22' }),
      ];
      expect(refused.map((one) => (one.ok ? 'ok' : one.refusal))).toEqual([
        'file-kind',
        'file-missing',
        'range-over',
      ]);
      expect(await own()).toEqual([]);
    });

    it('not for another family’s child, nor by a guardian whom a court restricts', async () => {
      const others = ofFamily(desk.town, 1).family;
      expect(await send({ family: others })).toMatchObject({ refusal: 'pupil-not-found' });
      const restricted = await sampleGuardian(database, desk.town, [anna], true);
      expect(await send({ family: restricted })).toMatchObject({ refusal: 'guardian-restricted' });
      await sent();
      expect(await own(restricted)).toEqual([]);
      expect(await own(others)).toEqual([]);
    });

    it('both parents see it, whoever sent it, and either may take it back', async () => {
      const father = await sampleGuardian(database, desk.town, [anna]);
      const certificateId = await sent();
      expect(await own(father)).toHaveLength(1);
      expect(await withdraw(certificateId, ofFamily(desk.town, 1).family)).toMatchObject({
        refusal: 'certificate-not-found',
      });
      expect(await withdraw(certificateId, father)).toMatchObject({ ok: true });
      expect(await own()).toMatchObject([{ state: 'withdrawn' }]);
      expect(await approve(certificateId)).toMatchObject({ refusal: 'withdrawn' });
      expect(await plainRanges()).toEqual([]);
    });

    it('three may wait for one child, a fourth may not', async () => {
      for (const bytes of [page, jpeg, page]) await sent({ bytes });
      expect(await send()).toMatchObject({ refusal: 'too-many-waiting', details: { count: 3 } });
      await sent({ pupilId: mother.pupilIds[1] ?? '' });
    });
  });

  describe('B7: or the office records it', () => {
    const byMail = (role: StaffRole, arrivedOn = '2026-11-20'): Sender => ({
      kind: 'staff',
      account: Promise.resolve(staffOf(role)),
      arrivedBy: 'mail',
      arrivedOn: asDay(arrivedOn),
    });

    it('with the day on which it arrived; the family sees it like any other', async () => {
      await sent({ sender: byMail('office'), bytes: jpeg });
      expect(await own()).toMatchObject([{ arrivedBy: 'mail', arrivedOn: '2026-11-20' }]);
      expect(await onDesk()).toMatchObject({ value: { certificates: [{ sentBy: null }] } });
    });

    it.each(['school', 'kitchen', 'caterer', 'serving-site'] as const)(
      'E2: %s neither records, lists, opens, approves nor declines one',
      async (role) => {
        const who = staffOf(role);
        const certificateId = await sent();
        const refused = [
          await send({ sender: byMail(role) }),
          await onDesk(who),
          await open(certificateId, who),
          await approve(certificateId, '2026-11-25', '2026-12-09', who),
          await decline(certificateId, 'unreadable', who),
        ];
        expect(refused.map((one) => (one.ok ? 'ok' : one.refusal))).toEqual(
          refused.map(() => 'not-allowed'),
        );
        expect(await own()).toMatchObject([{ state: 'waiting' }]);
      },
    );

    it.each(['school', 'kitchen'] as const)(
      'E2: the database itself keeps every table of certificates from the role %s',
      async (role) => {
        await sent();
        for (const table of ['certificate', 'certificate_file', 'decision', 'withdrawal'])
          await expect(
            database.inTenant(desk.town.tenantId, role, (tx) =>
              tx.rows(`select 1 from certificates.${table} where tenant_id = $1`),
            ),
          ).rejects.toThrow('permission denied');
        await expect(
          database.inTenant(desk.town.tenantId, 'family', (tx) =>
            tx.rows('select sealed from certificates.certificate_file where tenant_id = $1'),
          ),
        ).rejects.toThrow('permission denied');
      },
    );
  });

  describe('the file', () => {
    const rawRow = async (certificateId: string): Promise<Buffer> => {
      const [row] = await database.asOwner(
        `select sealed from certificates.certificate_file where certificate_id = '${certificateId}'`,
      );
      return Buffer.from(row?.['sealed'] as Uint8Array);
    };

    it('at rest is readable by nobody: neither its beginning nor a word of it is in the row', async () => {
      const raw = await rawRow(await sent());
      expect(raw.length).toBeGreaterThan(page.length);
      for (const word of ['%PDF', 'Certifico', 'Gastroenterite', 'Bimbo101'])
        expect(raw.includes(word)).toBe(false);
    });

    it('opens for the office as it arrived, and every opening leaves a line', async () => {
      const certificateId = await sent({ bytes: jpeg });
      for (const account of [office, staffOf('administrator')]) {
        const opened = await open(certificateId, account);
        const file = taken(opened);
        expect(file.mediaType).toBe('image/jpeg');
        expect(Buffer.from(file.unseal())).toEqual(jpeg);
      }
      expect(await auditLines('certificates.file-read')).toMatchObject([
        { actor_id: office.accountId, subject_id: certificateId, facts: { pupil: anna } },
        { subject_id: certificateId },
      ]);
    });

    it('sealed for one row does not open in another, nor under another master key; the line about the try stays', async () => {
      const [first, second] = [await sent(), await sent({ bytes: jpeg })];
      const raw = (await rawRow(first)).toString('hex');
      await database.asOwner(`
        alter table certificates.certificate_file disable trigger append_only;
        update certificates.certificate_file set sealed = '\\x${raw}' where certificate_id = '${second}';
        alter table certificates.certificate_file enable trigger append_only;`);
      const moved = taken(await open(second));
      expect(() => moved.unseal()).toThrow('unable to authenticate');
      expect(await auditLines('certificates.file-read')).toHaveLength(1);
      const wrong = { clock: desk.clock, masterKey: masterKeyOf(new Uint8Array(32).fill(8)) };
      await expect(
        database.inTenant(desk.town.tenantId, 'office', (tx) =>
          openFile(tx, wrong, Promise.resolve(office), first),
        ),
      ).rejects.toThrow('master key');
    });

    it('of one town does not exist for another', async () => {
      const certificateId = await sent();
      const elsewhere = await sampleDesk(database, (towns += 1), nine);
      expect(await open(certificateId, office, elsewhere.town.tenantId)).toMatchObject({
        refusal: 'certificate-not-found',
      });
    });

    it('goes when nobody needs it any more; that there was one, and the decision, stay', async () => {
      const ids = {
        withdrawn: await sent(),
        declined: await sent(),
        approved: await sent(),
      };
      await withdraw(ids.withdrawn);
      await decline(ids.declined);
      await approve(ids.approved);
      const waiting = await sent();
      const forget = (): Promise<number> =>
        database.inTenant(desk.town.tenantId, 'system', (tx) => forgetFiles(tx, desk.clock));
      expect(await forget()).toBe(1);
      expect(await open(ids.withdrawn)).toMatchObject({ refusal: 'file-erased' });
      desk.clock.set('2026-12-23T09:00:01+01:00');
      expect(await forget()).toBe(1);
      expect(await open(ids.declined)).toMatchObject({ refusal: 'file-erased' });
      desk.clock.set('2027-01-08T09:00:00+01:00');
      expect(await forget()).toBe(0);
      desk.clock.set('2027-01-09T09:00:00+01:00');
      expect(await forget()).toBe(1);
      expect(await open(ids.approved)).toMatchObject({ refusal: 'file-erased' });
      expect(await open(waiting)).toMatchObject({ ok: true });
      expect(await own()).toHaveLength(4);
    });
  });

  describe('B7: approval opens a dated range booked as plain', () => {
    it('with a receipt; certificate, change and receipt are of one transaction', async () => {
      const certificateId = await sent();
      const outcome = await approve(certificateId);
      expect(outcome).toMatchObject({
        value: {
          receipt: {
            channel: 'office',
            lines: [{ operation: 'plain-range', from: '2026-11-25', to: '2026-12-09' }],
          },
        },
      });
      expect(await plainRanges()).toEqual(['2026-11-25 2026-12-09']);
      const approved = { from: '2026-11-25', to: '2026-12-09', receiptCode: codeOf(outcome) };
      expect(await own()).toMatchObject([
        { state: 'approved', approved, booked: { from: '2026-11-25', to: '2026-12-09' } },
      ]);
      const told = await database.asOwner(
        `select kind from platform.outbox where tenant_id = ${desk.town.tenantId} order by 1`,
      );
      expect(told.map((row) => row['kind'])).toEqual([
        'bookings.change-recorded',
        'certificates.arrived',
      ]);
    });

    it('a range that has begun starts at the first day that can still change, and the receipt says so', async () => {
      desk.clock.set('2026-11-26T09:31:00+01:00');
      const certificateId = await sent({ from: '2026-11-23', to: '2026-12-04' });
      expect(await approve(certificateId, '2026-11-23', '2026-12-04')).toMatchObject({
        value: { receipt: { lines: [{ from: '2026-11-27', to: '2026-12-04' }] } },
      });
      expect(await plainRanges()).toEqual(['2026-11-27 2026-12-04']);
      expect(await own()).toMatchObject([{ approved: { from: '2026-11-27' } }]);
    });

    it('approved by 9:30 today’s meal is plain, a minute later tomorrow’s is the first', async () => {
      desk.clock.set('2026-11-25T09:30:59+01:00');
      await approve(await sent());
      expect(await plainRanges()).toEqual(['2026-11-25 2026-12-09']);
    });

    it('when the whole range has passed meanwhile, it is refused and the certificate still waits', async () => {
      const certificateId = await sent({ to: '2026-11-27' });
      desk.clock.set('2026-11-30T10:00:00+01:00');
      expect(await approve(certificateId, '2026-11-25', '2026-11-27')).toMatchObject({
        refusal: 'range-over',
      });
      expect(await own()).toMatchObject([{ state: 'waiting' }]);
    });

    it('the office may read other dates on the page than were asked', async () => {
      await approve(await sent(), '2026-11-30', '2026-12-04');
      expect(await plainRanges()).toEqual(['2026-11-30 2026-12-04']);
      const backwards = await approve(await sent(), '2026-12-04', '2026-11-30');
      expect(backwards).toMatchObject({ refusal: 'range-ends-before' });
    });

    it('the same approval twice is one, with the same receipt; another one is refused', async () => {
      const certificateId = await sent();
      const key = randomUUID();
      const first = await approve(certificateId, '2026-11-25', '2026-12-09', office, key);
      const again = await approve(certificateId, '2026-11-25', '2026-12-09', office, key);
      expect(again).toEqual({
        ok: true,
        value: { kind: 'repeated', receiptCode: codeOf(first) },
      });
      expect(await approve(certificateId)).toMatchObject({ refusal: 'already-decided' });
      expect(await decline(certificateId)).toMatchObject({ refusal: 'already-decided' });
      expect(await withdraw(certificateId)).toMatchObject({ refusal: 'already-decided' });
    });

    it('approved and declined at once, one of the two counts', async () => {
      const certificateId = await sent();
      const both = await Promise.all([approve(certificateId), decline(certificateId)]);
      expect(both.filter((one) => one.ok)).toHaveLength(1);
    });

    it('a certificate that lengthens another adds its days', async () => {
      await approve(await sent());
      await approve(
        await sent({ from: '2026-12-07', to: '2026-12-18' }),
        '2026-12-07',
        '2026-12-18',
      );
      expect(await plainRanges()).toEqual(['2026-11-25 2026-12-09', '2026-12-10 2026-12-18']);
    });
  });

  describe('B7: which the guardian may end early', () => {
    it('from a day on the meals are ordinary again, and the certificate says until when it held', async () => {
      await approve(await sent());
      desk.clock.set('2026-11-30T09:00:00+01:00');
      const ended = await desk.askRange({
        operation: 'plain-range-ended',
        pupilIds: [anna],
        from: '2026-12-02',
      });
      expect(ended).toMatchObject({ ok: true, value: { kind: 'changed' } });
      expect(await plainRanges()).toEqual(['2026-11-25 2026-12-01']);
      expect(await own()).toMatchObject([
        { approved: { to: '2026-12-09' }, booked: { from: '2026-11-25', to: '2026-12-01' } },
      ]);
    });

    it('before it has begun nothing of it is left', async () => {
      await approve(await sent());
      await desk.askRange({
        operation: 'plain-range-ended',
        pupilIds: [anna],
        from: '2026-11-25',
      });
      expect(await own()).toMatchObject([{ state: 'approved', booked: null }]);
    });

    it('by the cut-off: a day that is closed stays plain', async () => {
      await approve(await sent());
      desk.clock.set('2026-11-30T09:31:00+01:00');
      const late = await desk.askRange({
        operation: 'plain-range-ended',
        pupilIds: [anna],
        from: '2026-11-30',
      });
      expect(late).toMatchObject({ refusal: 'after-cut-off' });
      expect(await plainRanges()).toEqual(['2026-11-25 2026-12-09']);
    });
  });

  describe('B7, A6: the kitchen', () => {
    /** The days from 25 November to 9 December on which the kitchen counts a plain meal for Anna. */
    const plainInKitchen = async (): Promise<readonly string[]> => {
      const { tenantId, schoolId, serviceId, classIds } = desk.town;
      const school = { schoolId, serviceId, classIds: Object.values(classIds) };
      const found: string[] = [];
      for (const day of eachDay({ from: asDay('2026-11-25'), to: asDay('2026-12-09') })) {
        const [meals] = await database.inTenant(tenantId, 'kitchen', (tx) =>
          expectedMeals(tx, desk.means.calendarAt, [school], day),
        );
        if (meals?.pupils.some((meal) => meal.pupilId === anna && meal.plain)) found.push(day);
      }
      return found;
    };

    it('counts ten plain meals for a fortnight, and five when the mother ends it after five', async () => {
      await approve(await sent());
      expect(await plainInKitchen()).toHaveLength(10);
      await desk.askRange({
        operation: 'plain-range-ended',
        pupilIds: [anna],
        from: '2026-12-02',
      });
      expect(await plainInKitchen()).toEqual([
        '2026-11-25',
        '2026-11-26',
        '2026-11-27',
        '2026-11-30',
        '2026-12-01',
      ]);
    });

    it('cooks a plain meal on a closed day, whatever is ended afterwards', async () => {
      await approve(await sent({ from: '2026-11-23', to: '2026-12-09' }), '2026-11-23');
      desk.clock.set('2026-11-23T09:45:00+01:00');
      await desk.close('2026-11-23');
      await desk.askRange({ operation: 'plain-range-ended', pupilIds: [anna] });
      const frozen = await database.asOwner(
        `select plain from bookings.meal where tenant_id = ${desk.town.tenantId} and pupil_id = '${anna}'`,
      );
      expect(frozen).toEqual([{ plain: true }]);
      expect(await plainInKitchen()).toEqual([]);
    });
  });

  describe('a decline', () => {
    it('tells the guardian in plain words what to do, and books nothing', async () => {
      const certificateId = await sent();
      await decline(certificateId, 'incomplete');
      await database.inTenant(desk.town.tenantId, 'system', (tx) =>
        tellCertificate(tx, desk.clock, { certificateId, event: 'declined' }),
      );
      const mails = await database.asOwner(
        `select subject, body from notifications.message where tenant_id = ${desk.town.tenantId}`,
      );
      expect(mails).toMatchObject([
        {
          subject: 'Certificato da rivedere: Bimbo101',
          body: expect.stringMatching(/da mercoledì 25 novembre a mercoledì 9 dicembre[^]*timbro/),
        },
      ]);
      expect(await own()).toMatchObject([{ state: 'declined', declineReason: 'incomplete' }]);
      expect(await plainRanges()).toEqual([]);
    });

    it('said twice with one key is one', async () => {
      const certificateId = await sent();
      const key = randomUUID();
      await decline(certificateId, 'unreadable', office, key);
      expect(await decline(certificateId, 'unreadable', office, key)).toEqual({
        ok: true,
        value: { repeated: true },
      });
    });
  });

  it('on the office’s desk the oldest that waits comes first, then what was decided', async () => {
    const first = await sent();
    desk.clock.set('2026-11-23T09:05:00+01:00');
    const second = await sent({ pupilId: mother.pupilIds[1] ?? '' });
    const decided = await sent();
    await decline(decided);
    const { certificates } = taken(await onDesk());
    expect(certificates.map((one) => one.certificateId)).toEqual([first, second, decided]);
    expect(certificates[0]).toMatchObject({
      firstName: 'Bimbo101',
      className: '1A',
      schoolName: 'Primaria',
      sentBy: expect.any(String) as string,
      hasFile: true,
    });
    expect(await auditLines('certificates.list-read')).toHaveLength(1);
  });

  it('of what was said nothing is edited or taken away', async () => {
    const certificateId = await sent();
    await decline(certificateId);
    for (const table of ['certificate', 'decision'])
      await expect(
        database.asOwner(`delete from certificates.${table} where true`),
      ).rejects.toThrow('append-only');
  });
});
