// What a family reads of its children's days: today with the next meal, and a month; the same facts the server decides from.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DayView, MonthResponse, TodayResponse } from '#bookings/api.ts';
import { dayView, monthResponse, todayResponse } from '#bookings/api.ts';
import { readMonth, readToday } from '#bookings/family-days.ts';
import { decideDayState } from '#bookings/day-rules.ts';
import { decideDayChange } from '#bookings/rules.ts';
import type { SampleDesk, SampleFamily } from '#bookings/sample.ts';
import { accountOfSample, ofFamily, sampleDesk, sampleGuardian } from '#bookings/sample.ts';
import { asDay, asMonth } from '#ground/day.ts';
import { asInstant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import type { Language } from '#ground/sentence.ts';
import type { Database } from '#platform/database.ts';
import { openTestDatabase } from '#platform/test-database.ts';

const monday = '2026-11-23';

describe('a family', () => {
  let database: Database;
  let towns = 0;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  const deskAt = (iso: string): Promise<SampleDesk> => sampleDesk(database, (towns += 1), iso);
  const today = (
    desk: SampleDesk,
    family: SampleFamily = ofFamily(desk.town, 0).family,
    language: Language = 'it',
  ): Promise<TodayResponse> =>
    database.inTenant(desk.town.tenantId, 'family', (tx) =>
      readToday(tx, { ...desk.means, language }, accountOfSample(family)),
    );
  const month = (
    desk: SampleDesk,
    pupilId: string,
    of = '2026-11',
    family = ofFamily(desk.town, 0).family,
  ): Promise<Outcome<MonthResponse, string>> =>
    database.inTenant(desk.town.tenantId, 'family', (tx) =>
      readMonth(
        tx,
        { ...desk.means, language: 'it' },
        Promise.resolve(accountOfSample(family)),
        pupilId,
        asMonth(of),
      ),
    );
  /** Of each child the state of today and the day of the next meal. */
  const told = async (desk: SampleDesk): Promise<readonly string[]> =>
    (await today(desk)).children.map(({ pupilCode, services: [lunch] }) =>
      [pupilCode, lunch?.day.state, lunch?.day.reason, lunch?.next?.day]
        .filter((text) => typeof text === 'string')
        .join(' '),
    );

  describe('reads today', () => {
    it('every child with its class, today until when it can be changed, and the next meal', async () => {
      const desk = await deskAt('2026-11-23T08:50:00+01:00');
      const answer = await today(desk);
      expect(todayResponse.parse(answer)).toEqual(answer);
      expect(answer).toMatchObject({ now: '2026-11-23T08:50:00.000+01:00', today: monday });
      expect(
        answer.children.map(({ firstName, className, schoolName }) => [
          firstName,
          className,
          schoolName,
        ]),
      ).toEqual([
        ['Bimbo101', '1A', 'Primaria'],
        ['Bimbo102', '2B', 'Primaria'],
      ]);
      expect(answer.children[0]?.services[0]?.day).toMatchObject({
        day: monday,
        state: 'expected',
        reason: null,
        cutOffAt: '2026-11-23T09:30:00.000+01:00',
        cutOff: '09:30',
        advisedBy: '09:15',
        changedBy: null,
      });
      // 1A eats every day, 2B on Monday and Wednesday.
      expect(await told(desk)).toEqual(['101 expected 2026-11-24', '102 expected 2026-11-25']);
    });

    it('"entro le 9:15" until 9:15, then the cut-off alone', async () => {
      const desk = await deskAt('2026-11-23T09:14:59.999+01:00');
      const advised = async (): Promise<unknown> =>
        (await today(desk)).children[0]?.services[0]?.day.advisedBy;
      expect(await advised()).toBe('09:15');
      desk.clock.set('2026-11-23T09:15:00+01:00');
      expect(await advised()).toBeNull();
    });

    it.each([
      [
        '2026-11-22T10:00:00+01:00',
        'a Sunday',
        ['101 no-canteen 2026-11-23', '102 no-canteen 2026-11-23'],
      ],
      [
        '2026-12-08T10:00:00+01:00',
        'a holiday',
        [
          '101 not-served Immacolata Concezione 2026-12-09',
          '102 not-served Immacolata Concezione 2026-12-09',
        ],
      ],
      [
        '2026-12-22T10:00:00+01:00',
        'the last day before Christmas',
        ['101 expected 2027-01-07', '102 no-canteen 2027-01-11'],
      ],
      ['2027-06-08T10:00:00+02:00', 'the last day of the year', ['101 expected', '102 no-canteen']],
      [
        '2027-07-05T10:00:00+02:00',
        'summer',
        ["101 not-served Fuori dall'anno scolastico", "102 not-served Fuori dall'anno scolastico"],
      ],
    ])('at %s, %s', async (iso, _what, expected) => {
      expect(await told(await deskAt(iso))).toEqual(expected);
    });

    it('in English too', async () => {
      const desk = await deskAt('2027-07-05T10:00:00+02:00');
      expect(
        (await today(desk, ofFamily(desk.town, 0).family, 'en')).children[0]?.services[0]?.day
          .reason,
      ).toBe('Outside the school year');
    });

    it('an absence at once, with who made it, for the other parent as well; the next meal ignores absences', async () => {
      const desk = await deskAt('2026-11-23T08:50:00+01:00');
      const family = ofFamily(desk.town, 0).family;
      const father = await sampleGuardian(database, desk.town, family.pupilIds);
      const answer = await desk.ask({ days: [monday, '2026-11-24'] });
      const code = answer.ok && answer.value.kind === 'changed' ? answer.value.receipt.code : '';
      const [anna] = (await today(desk, father)).children;
      expect(anna?.services[0]?.day).toMatchObject({
        state: 'absent',
        changedBy: 'Genitore 1',
        facts: { absenceReceipt: code },
      });
      expect(anna?.services[0]?.next).toMatchObject({ day: '2026-11-24', state: 'absent' });
    });

    it('after closing booked or absent', async () => {
      const desk = await deskAt('2026-11-23T08:50:00+01:00');
      await desk.ask({
        days: [monday],
        pupilIds: ofFamily(desk.town, 0).family.pupilIds.slice(0, 1),
      });
      desk.clock.set('2026-11-23T09:31:10+01:00');
      await desk.close(monday);
      expect(await told(desk)).toEqual(['101 absent 2026-11-24', '102 booked 2026-11-25']);
    });

    it('nothing of a child that the office has restricted to the guardian', async () => {
      const desk = await deskAt('2026-11-23T08:50:00+01:00');
      const [anna = '', bruno = ''] = ofFamily(desk.town, 0).family.pupilIds;
      const father = await sampleGuardian(database, desk.town, [anna], true);
      expect((await today(desk, father)).children).toEqual([]);
      expect(await month(desk, anna, '2026-11', father)).toEqual({
        ok: false,
        refusal: 'guardian-restricted',
      });
      expect(await month(desk, bruno, '2026-11', father)).toEqual({
        ok: false,
        refusal: 'pupil-not-found',
      });
    });

    it('the special diet that is served, by its plate label', async () => {
      const desk = await deskAt('2026-11-23T08:50:00+01:00');
      await database.asOwner(
        `insert into diets.special_diet (tenant_id, special_diet_id, pupil_id, kind, variant, plate_label, valid_from, recorded_at, recorded_by)
         values (${desk.town.tenantId}, '${randomUUID()}', '${ofFamily(desk.town, 0).family.pupilIds[0]}', 'health', 'senza-glutine', 'Senza glutine', '2026-09-01', timestamptz '2026-09-01 06:00:00+00', 'sample')`,
      );
      expect((await today(desk)).children.map((child) => child.services[0]?.day.dietLabel)).toEqual(
        ['Senza glutine', null],
      );
    });
  });

  describe('reads a month', () => {
    it('with how many plain meals may follow one another', async () => {
      const desk = await deskAt('2026-11-23T08:50:00+01:00');
      const [pupilId = ''] = ofFamily(desk.town, 0).pupilIds;
      expect(await month(desk, pupilId)).toMatchObject({ ok: true, value: { plainRunMax: 2 } });
    });

    it('day by day with its state, and where the school year begins and ends', async () => {
      const desk = await deskAt('2026-11-23T08:50:00+01:00');
      const [, bruno = ''] = ofFamily(desk.town, 0).family.pupilIds;
      await desk.ask({ days: ['2026-11-25'], pupilIds: [bruno] });
      const answer = await month(desk, bruno);
      expect(answer.ok && monthResponse.parse(answer.value)).toEqual(answer.ok && answer.value);
      const lunch = await lunchOf(month(desk, bruno));
      expect(lunch).toMatchObject({
        serviceName: 'Mensa',
        firstDay: '2026-09-14',
        lastDay: '2027-06-08',
      });
      expect(lunch.days.map((day) => day.day)).toEqual(
        Array.from({ length: 30 }, (_, index) => `2026-11-${String(index + 1).padStart(2, '0')}`),
      );
      const daysOf = (state: string): readonly string[] =>
        lunch.days.filter((day) => day.state === state).map((day) => day.day.slice(8));
      expect(daysOf('not-served')).toEqual(['01']);
      expect(daysOf('absent')).toEqual(['25']);
      expect(daysOf('expected')).toEqual(['02', '04', '09', '11', '16', '18', '23', '30']);
      expect(daysOf('no-canteen')).toHaveLength(20);
    });

    it('with the class of each day when the child changes class in the middle of it', async () => {
      const desk = await deskAt('2026-11-23T08:50:00+01:00');
      const [, bruno = ''] = ofFamily(desk.town, 0).family.pupilIds;
      const { tenantId, classIds } = desk.town;
      const recorded = `timestamptz '2026-11-01 08:00:00+00'`;
      await database.asOwner(`
        update enrolment.class_membership set superseded_at = ${recorded} where tenant_id = ${tenantId} and pupil_id = '${bruno}';
        insert into enrolment.class_membership (tenant_id, class_membership_id, pupil_id, class_id, valid_from, valid_to, recorded_at, recorded_by) values
          (${tenantId}, '${randomUUID()}', '${bruno}', '${classIds.twoDays}', '2026-09-01', '2026-11-24', ${recorded}, 'sample'),
          (${tenantId}, '${randomUUID()}', '${bruno}', '${classIds.everyDay}', '2026-11-25', null, ${recorded}, 'sample');`);
      const lunch = await lunchOf(month(desk, bruno));
      expect(lunch.days.map((day) => day.day)).toHaveLength(30);
      expect(
        lunch.days
          .filter((day) => day.state === 'expected' && day.day > '2026-11-16')
          .map((day) => day.day),
      ).toEqual([
        '2026-11-18',
        '2026-11-23',
        '2026-11-25',
        '2026-11-26',
        '2026-11-27',
        '2026-11-30',
      ]);
    });

    it('from the day of enrolment on, and a month before it has no service', async () => {
      const desk = await deskAt('2026-11-23T08:50:00+01:00');
      const [anna = ''] = ofFamily(desk.town, 0).family.pupilIds;
      expect(await month(desk, anna, '2026-08')).toMatchObject({
        ok: true,
        value: { services: [] },
      });
    });

    it("of another family's or another authority's child does not exist", async () => {
      const [desk, elsewhere] = [
        await deskAt('2026-11-23T08:50:00+01:00'),
        await deskAt('2026-11-23T08:50:00+01:00'),
      ];
      const refused = { ok: false, refusal: 'pupil-not-found' };
      expect(await month(desk, ofFamily(desk.town, 1).family.pupilIds[0] ?? '')).toEqual(refused);
      expect(
        await month(
          desk,
          ofFamily(elsewhere.town, 0).family.pupilIds[0] ?? '',
          '2026-11',
          ofFamily(elsewhere.town, 0).family,
        ),
      ).toEqual(refused);
    });

    it('with a second service beside the first, where the child has one', async () => {
      const desk = await deskAt('2026-11-23T08:50:00+01:00');
      const [anna = ''] = ofFamily(desk.town, 0).family.pupilIds;
      const { tenantId } = desk.town;
      const snackId = randomUUID();
      await database.asOwner(`
        insert into schools.meal_service (tenant_id, service_id, code, name) values (${tenantId}, '${snackId}', 'merenda', 'Merenda');
        insert into enrolment.service_enrolment (tenant_id, service_enrolment_id, pupil_id, service_id, weekdays, valid_from, recorded_at, recorded_by)
          values (${tenantId}, '${randomUUID()}', '${anna}', '${snackId}', 31, '2026-09-01', timestamptz '2026-09-01 06:00:00+00', 'sample');`);
      const answer = await month(desk, anna);
      expect(answer.ok ? answer.value.services.map((service) => service.serviceName) : []).toEqual([
        'Mensa',
        'Merenda',
      ]);
      expect((await today(desk)).children.map((child) => child.services.length)).toEqual([2, 1]);
    });
  });

  it.each([
    ['2026-11-23T09:30:59.999+01:00', 'the last moment in time'],
    ['2026-11-23T09:31:00.000+01:00', 'the first moment too late'],
  ])(
    'is offered at %s (%s) exactly what the server accepts, decided on the phone from what it was sent',
    async (iso) => {
      const desk = await deskAt(iso);
      const pupilIds = ofFamily(desk.town, 0).family.pupilIds.slice(0, 1);
      await desk.ask({ days: ['2026-11-24', '2026-11-26'], pupilIds });
      await desk.ask({ days: ['2026-11-26'], pupilIds, operation: 'absence-undone' });
      const sent = (await lunchOf(month(desk, pupilIds[0] ?? ''))).days.filter(
        (day) => day.day >= '2026-11-20',
      );
      const onThePhone = sent.map((day) => dayView.parse(JSON.parse(JSON.stringify(day))));
      const offered = onThePhone.flatMap((day) =>
        (['absence', 'absence-undone'] as const).map((operation) => {
          const outcome = decideDayChange(operation, factsOf(day), desk.clock.now());
          return `${day.day} ${operation} ${outcome.ok ? outcome.value : outcome.refusal}`;
        }),
      );
      const accepted: string[] = [];
      for (const { day } of onThePhone) {
        for (const operation of ['absence', 'absence-undone'] as const) {
          // Each attempt is thrown away again: what is asked is what the server would say now.
          const said = Promise.withResolvers<string>();
          const attempt = desk.ask({
            days: [day],
            pupilIds,
            operation,
            means: {
              ...desk.means,
              issueReceipt: async () => {
                said.resolve('change');
                throw new Error('thrown away');
              },
            },
          });
          void attempt.then(
            (outcome) => said.resolve(outcome.ok ? 'already-so' : outcome.refusal),
            () => undefined,
          );
          accepted.push(`${day} ${operation} ${await said.promise}`);
        }
      }
      expect(offered).toEqual(accepted);
      expect(onThePhone.map((day) => decideDayState(factsOf(day)))).toEqual(
        sent.map((day) => day.state),
      );
    },
  );
});

async function lunchOf(
  answer: Promise<Outcome<MonthResponse, string>>,
): Promise<MonthResponse['services'][number]> {
  const outcome = await answer;
  const lunch = outcome.ok ? outcome.value.services[0] : undefined;
  if (lunch === undefined) throw new Error('a month of a child without a service');
  return lunch;
}

/** The facts as they come over the wire, branded again; no class of these tests has an event of the day. */
function factsOf({ facts }: DayView): Parameters<typeof decideDayState>[0] {
  const { classDay } = facts;
  return {
    ...facts,
    day: asDay(facts.day),
    cutOffAt: asInstant(facts.cutOffAt),
    amnestyUntil: null,
    undoneReceipts: factsOfUndoing(facts.undoneReceipts),
    classDay:
      classDay.kind === 'not-served' && classDay.because === 'closure'
        ? { kind: 'not-served', because: 'closure', reason: classDay.reason ?? '' }
        : classDay.kind === 'not-served'
          ? { kind: 'not-served', because: 'outside-school-year' }
          : { kind: classDay.kind },
  };
}

function factsOfUndoing(receipts: DayView['facts']['undoneReceipts']) {
  const receipt = receipts['absence-undone'];
  return receipt === undefined ? {} : { 'absence-undone': receipt };
}
