// Events of whole classes through previews, meals, letters and closings, on a real database (RULES A2, A4, A5, B5, E2).
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectedMeals } from '#bookings/expected-meals.ts';
import type { SampleDesk } from '#bookings/sample.ts';
import { ofFamily, sampleGuardian } from '#bookings/sample.ts';
import { suppliedSchools } from '#bookings/supplied-schools.ts';
import type { AskedEvent } from '#day-events/model.ts';
import { previewEvent } from '#day-events/preview-event.ts';
import { recordEvent } from '#day-events/record-event.ts';
import type { SampleStaff } from '#day-events/sample.ts';
import { lettersOf, sampleEventsDesk, signedInClerk } from '#day-events/sample.ts';
import { undoEvent } from '#day-events/undo-event.ts';
import { asDay } from '#ground/day.ts';
import { staffActorOf } from '#identity/model.ts';
import { sampleSender, smsInLine } from '#notifications/sample.ts';
import type { Database } from '#platform/database.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';

const monday = asDay('2026-11-30');
const saturday = asDay('2026-12-05');

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  let towns = 0;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  interface Office {
    readonly desk: SampleDesk;
    readonly clerk: SampleStaff;
  }
  const officeAt = async (iso: string): Promise<Office> => {
    const desk = await sampleEventsDesk(database, (towns += 1), iso);
    return { desk, clerk: await signedInClerk(database, desk.town.tenantId, 'office') };
  };
  const strike = ({ desk }: Office, day = monday): AskedEvent => ({
    kind: 'strike',
    serviceId: null,
    reason: 'Sciopero della scuola',
    classIds: Object.values(desk.town.classIds),
    days: [day],
  });
  const opening = ({ desk }: Office): AskedEvent => ({
    kind: 'opening',
    serviceId: desk.town.serviceId,
    reason: 'Festa di Natale',
    days: [saturday],
    classIds: [desk.town.classIds.everyDay],
  });
  const record = ({ desk, clerk }: Office, event: AskedEvent, key: string = randomUUID()) =>
    database.inTenant(desk.town.tenantId, 'office', (tx) =>
      recordEvent(tx, desk.means, Promise.resolve(clerk.account), {
        event,
        arrivedAt: desk.clock.now(),
        key: idempotencyKeyOf(key, 'record', event),
      }),
    );
  const idOf = async (recorded: ReturnType<typeof record>): Promise<string> => {
    const outcome = await recorded;
    if (!outcome.ok) throw new Error(outcome.refusal);
    return outcome.value.id;
  };
  const undo = ({ desk, clerk }: Office, id: string) =>
    database.inTenant(desk.town.tenantId, 'office', (tx) =>
      undoEvent(tx, desk.means, Promise.resolve(clerk.account), {
        id,
        arrivedAt: desk.clock.now(),
        key: idempotencyKeyOf(randomUUID(), 'undo', id),
      }),
    );
  const preview = async ({ desk, clerk }: Office, event: AskedEvent, hasSms = false) => {
    const outcome = await database.inTenant(desk.town.tenantId, 'office', (tx) =>
      previewEvent(tx, { ...desk.means, hasSms }, staffActorOf(clerk.account, 'office'), {
        event,
        arrivedAt: desk.clock.now(),
      }),
    );
    if (!outcome.ok) throw new Error(outcome.refusal);
    return outcome.value;
  };
  /** What the kitchen would cook, as 'meals of which packed'. */
  const cooked = ({ desk }: Office, day = monday): Promise<string> =>
    database.inTenant(desk.town.tenantId, 'kitchen', async (tx) => {
      const schools = await suppliedSchools(tx, day);
      const pupils = (await expectedMeals(tx, desk.means.calendarAt, schools, day)).flatMap(
        (one) => one.pupils,
      );
      return `${pupils.length} of which ${pupils.filter((meal) => meal.packedLunch).length} packed`;
    });

  it('A5: a strike in one action: the preview counts, the meals fall away, the families are told', async () => {
    const office = await officeAt('2026-11-27T10:00:00+01:00');
    const { classIds } = office.desk.town;
    const { family, pupilIds } = ofFamily(office.desk.town, 1);
    await office.desk.ask({ days: [monday], family, pupilIds });
    const seen = await preview(office, strike(office));
    expect(seen).toMatchObject({ pupils: 3, guardians: 2, passedOver: 0 });
    expect(seen.days).toHaveLength(1);
    expect(seen.days[0]?.kitchens[0]?.classes).toEqual([
      { classId: classIds.everyDay, before: 1, after: 0, packedLunches: 0 },
      { classId: classIds.twoDays, before: 1, after: 0, packedLunches: 0 },
    ]);
    expect(await cooked(office)).toBe('2 of which 0 packed');
    await record(office, strike(office));
    expect(await cooked(office)).toBe('0 of which 0 packed');
    const letters = await lettersOf(database, office.desk);
    expect(letters).toHaveLength(2);
    expect(letters[0]).toContain('Sciopero: niente mensa');
    expect(letters[0]).toContain(
      'Bimbo101: niente mensa lunedì 30 novembre. Sciopero della scuola.',
    );
    expect(letters[0]).toContain('Bimbo102: niente mensa lunedì 30 novembre.');
    expect(letters[0]).toContain('Non devi fare nulla.');
    expect(letters[0]).not.toContain('Bimbo201');
  });

  it('A4: undone, the meals come back, but for the child whose absence lay underneath; the families are told', async () => {
    const office = await officeAt('2026-11-27T10:00:00+01:00');
    const [anna = ''] = office.desk.town.families[0]?.pupilIds ?? [];
    await office.desk.ask({ days: [monday], pupilIds: [anna] });
    const id = await idOf(record(office, strike(office)));
    expect(await cooked(office)).toBe('0 of which 0 packed');
    await undo(office, id);
    expect(await cooked(office)).toBe('2 of which 0 packed');
    const letters = await lettersOf(database, office.desk);
    expect(letters.filter((letter) => letter.startsWith('Annullato: sciopero'))).toHaveLength(2);
    expect(letters.join()).toContain('la mensa torna come prima lunedì 30 novembre');
  });

  it('A5: on an outing with packed lunches nobody loses a meal, and the kitchen packs it', async () => {
    const office = await officeAt('2026-11-27T10:00:00+01:00');
    const event = {
      ...strike(office),
      kind: 'outing',
      lunch: 'packed',
      reason: 'Museo',
    } as AskedEvent;
    const seen = await preview(office, event);
    expect(
      seen.days[0]?.kitchens[0]?.classes.map((one) => [one.before, one.after, one.packedLunches]),
    ).toEqual([
      [2, 2, 2],
      [1, 1, 1],
    ]);
    await record(office, event);
    expect(await cooked(office)).toBe('3 of which 3 packed');
    expect((await lettersOf(database, office.desk)).join()).toContain(
      'pranzo al sacco lunedì 30 novembre (Museo). Le diete restano.',
    );
  });

  it('A2: an extra opening told in time books the class; told late it asks, and counts nobody yet', async () => {
    const early = await officeAt('2026-12-02T10:00:00+01:00');
    const seen = await preview(early, opening(early));
    expect(seen).toMatchObject({ pupils: 2, days: [{ opening: 'booked' }] });
    expect(seen.days[0]?.kitchens[0]?.classes.map((one) => [one.before, one.after])).toEqual([
      [0, 2],
    ]);
    await record(early, opening(early));
    expect(await cooked(early, saturday)).toBe('2 of which 0 packed');
    expect((await lettersOf(database, early.desk)).join()).toContain('Il pasto è già prenotato.');

    const late = await officeAt('2026-12-03T10:00:00+01:00');
    expect(await preview(late, opening(late))).toMatchObject({
      pupils: 2,
      days: [{ opening: 'opt-in' }],
    });
    await record(late, opening(late));
    expect(await cooked(late, saturday)).toBe('0 of which 0 packed');
    const [family] = late.desk.town.families;
    const [anna = ''] = family?.pupilIds ?? [];
    await late.desk.ask({ days: [saturday], pupilIds: [anna], operation: 'opt-in' });
    expect(await cooked(late, saturday)).toBe('1 of which 0 packed');
    expect((await lettersOf(database, late.desk)).join()).toContain('prenota il pasto dal portale');
  });

  it('A2: a closure of the office cancels for everybody; a long one is told by its ends', async () => {
    const office = await officeAt('2026-11-27T10:00:00+01:00');
    const closure: AskedEvent = {
      kind: 'closure',
      scope: { kind: 'tenant' },
      fromOn: monday,
      toOn: asDay('2026-12-04'),
      reason: 'Neve',
    };
    expect(await preview(office, closure)).toMatchObject({
      pupils: 3,
      guardians: 2,
      passedOver: 0,
    });
    const id = await idOf(record(office, closure));
    expect(await cooked(office)).toBe('0 of which 0 packed');
    const letters = await lettersOf(database, office.desk);
    expect(letters.join()).toContain(
      'niente mensa da lunedì 30 novembre a venerdì 4 dicembre. Neve.',
    );
    await undo(office, id);
    expect(await cooked(office)).toBe('3 of which 0 packed');
    expect((await lettersOf(database, office.desk)).join()).toContain('Annullato: chiusura');
  });

  it('B5: every guardian is told about their own children only, once, in their language; one kept away by a court is not', async () => {
    const office = await officeAt('2026-11-27T10:00:00+01:00');
    const { town } = office.desk;
    const [anna = '', bruno = ''] = town.families[0]?.pupilIds ?? [];
    await sampleGuardian(database, town, [anna], true);
    const father = await sampleGuardian(database, town, [bruno]);
    await database.asOwner(
      `update identity.family_account set language = 'en' where account_id = '${father.accountId}'`,
    );
    await record(office, strike(office));
    const letters = await lettersOf(database, office.desk);
    expect(letters).toHaveLength(3);
    const english = letters.filter((letter) => letter.startsWith('Strike: no canteen'));
    expect(english).toHaveLength(1);
    expect(english[0]).toContain('Bimbo102: no canteen on Monday 30 November.');
    expect(english[0]).not.toContain('Bimbo101');
  });

  describe('by SMS', () => {
    /** The first family has a mobile and no mailbox; a father kept away by a court has a mobile too. */
    const withMobiles = async (iso: string): Promise<Office> => {
      const office = await officeAt(iso);
      const { town, clock } = office.desk;
      const [family] = town.families;
      const kept = await sampleGuardian(database, town, family?.pupilIds ?? [], true);
      await sampleSender(database, clock, town.tenantId);
      await database.asOwner(
        `update identity.family_account set email = null, mobile = '+393001000100' where account_id = '${family?.accountId}';
         update identity.family_account set mobile = '+393001000200' where account_id = '${kept.accountId}'`,
      );
      return office;
    };
    const told = async (office: Office) => {
      const mails = await lettersOf(database, office.desk, true);
      return { mails: mails.length, sms: await smsInLine(database, office.desk.town.tenantId) };
    };

    it('who has no mailbox is told in one segment, the others by mail; the preview counts both', async () => {
      const office = await withMobiles('2026-11-27T10:00:00+01:00');
      expect(await preview(office, strike(office))).toMatchObject({ guardians: 1 });
      expect(await preview(office, strike(office), true)).toMatchObject({ guardians: 2 });
      await record(office, strike(office));
      expect(await told(office)).toEqual({
        mails: 1,
        sms: [
          {
            recipient: '+393001000100',
            text: `Bimbo101, Bimbo102: niente mensa lun 30/11. Sciopero della scuola. Comune di Borgo ${towns}`,
            segments: 1,
            canWait: true,
          },
        ],
      });
    });

    it.each([
      [
        'on Saturday night rings at once: in the morning it would be too late',
        '2026-11-28T21:00:00+01:00',
        false,
      ],
      ['on Friday night waits for Saturday', '2026-11-27T21:00:00+01:00', true],
    ])('a strike of Monday recorded %s', async (_name, iso, canWait) => {
      const office = await withMobiles(iso);
      await record(office, strike(office));
      expect((await told(office)).sms).toMatchObject([{ canWait }]);
    });
  });

  it('the same request again records nothing new and tells nobody twice', async () => {
    const office = await officeAt('2026-11-27T10:00:00+01:00');
    const key = randomUUID();
    const id = await idOf(record(office, strike(office), key));
    expect(await record(office, strike(office), key)).toEqual({
      ok: true,
      value: { id, repeated: true },
    });
    expect(await record(office, opening(office), key)).toMatchObject({ refusal: 'key-reused' });
    expect(await lettersOf(database, office.desk)).toHaveLength(2);
  });

  it('recorded in the last second it is in time, whoever closes; recorded and closed at once leave one truth', async () => {
    const office = await officeAt('2026-11-30T09:30:59.900+01:00');
    const arrivedInTime = office.desk.clock.now();
    office.desk.clock.set('2026-11-30T09:31:10+01:00');
    const event = strike(office);
    const { tenantId } = office.desk.town;
    const [recorded, closings] = await Promise.all([
      database.inTenant(tenantId, 'office', (tx) =>
        recordEvent(tx, office.desk.means, Promise.resolve(office.clerk.account), {
          event,
          arrivedAt: arrivedInTime,
          key: idempotencyKeyOf(randomUUID(), 'record', event),
        }),
      ),
      office.desk.close(monday),
    ]);
    const [meals] = await database.asOwner(
      `select count(*)::int as meals from bookings.meal where tenant_id = ${tenantId}`,
    );
    expect(closings[0]?.ok).toBe(true);
    const outcome = recorded.ok ? 'recorded' : recorded.refusal;
    expect([
      ['recorded', 0],
      ['day-closed', 3],
    ]).toContainEqual([outcome, meals?.['meals']]);
  });

  it('undone while the day is being closed: either the meals are frozen, or the strike stays', async () => {
    const office = await officeAt('2026-11-27T10:00:00+01:00');
    const id = await idOf(record(office, strike(office)));
    office.desk.clock.set('2026-11-30T09:30:59+01:00');
    const { tenantId } = office.desk.town;
    const arrivedAt = office.desk.clock.now();
    office.desk.clock.set('2026-11-30T09:31:10+01:00');
    const [undone, closings] = await Promise.all([
      database.inTenant(tenantId, 'office', (tx) =>
        undoEvent(tx, office.desk.means, Promise.resolve(office.clerk.account), {
          id,
          arrivedAt,
          key: idempotencyKeyOf(randomUUID(), 'undo', id),
        }),
      ),
      office.desk.close(monday),
    ]);
    const [meals] = await database.asOwner(
      `select count(*)::int as meals from bookings.meal where tenant_id = ${tenantId}`,
    );
    expect(closings[0]?.ok).toBe(true);
    const outcome = undone.ok ? 'undone' : undone.refusal;
    expect([
      ['undone', 3],
      ['day-closed', 0],
    ]).toContainEqual([outcome, meals?.['meals']]);
  });

  it('two clerks who record the same strike at once record it once', async () => {
    const office = await officeAt('2026-11-27T10:00:00+01:00');
    const outcomes = await Promise.all([
      record(office, strike(office)),
      record(office, strike(office)),
    ]);
    expect(outcomes.map((one) => (one.ok ? 'recorded' : one.refusal)).toSorted()).toEqual([
      'already-recorded',
      'recorded',
    ]);
  });
});
