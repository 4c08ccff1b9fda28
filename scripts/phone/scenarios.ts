// What callers do in the test with a real switchboard, and what has to be true afterwards: RULES B1–B9, heard by telephone.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Database } from '#platform/database.ts';
import { codeIn } from '#voice/sample.ts';
import { fragmentsOf } from '#voice/fragments.ts';
import { verifyReceipts } from '#receipts/verify-receipts.ts';
import { findTenantById } from '#tenancy/list-tenants.ts';
import { lateDigit } from './asterisk-files.ts';
import type { CalledTown } from './called-town.ts';
import type { Callers } from './sipp.ts';

export interface PhoneScenario {
  readonly name: string;
  /** When it happens. */
  readonly at: string;
  run(town: CalledTown, phone: Phone): Promise<void>;
}

export interface Phone {
  /** Dials the town's line; throws when a call did not go as planned. */
  dial(callers: Partial<Callers> & Pick<Callers, 'steps'>): Promise<void>;
  readonly database: Database;
}

/** Enough to hear how a sentence begins: every key breaks in. */
const listen = 2.5;
/** Chooses Bimbo101 of the two children, then these keys, and listens to what comes. */
const forFirstChild = (...keys: readonly string[]): Callers['steps'] => [
  listen,
  ...['1', ...keys].flatMap((key) => [key, listen]),
];
const saidIn = (town: CalledTown): string => town.calls.flat().join('\n');
const operations = async (town: CalledTown): Promise<readonly string[]> =>
  (await town.changes()).map(({ operation }) => operation);
const nothingChanged = async (town: CalledTown): Promise<void> => {
  deepEqual(await town.changes(), []);
  deepEqual(await town.absences(), []);
};

const mondayMorning = '2026-11-23T08:12:00+01:00';
const mondayEvening = '2026-11-23T19:00:00+01:00';

/** Of the turn that ends a call after three wrong codes. */
const goodbyePieces = fragmentsOf({ key: 'call.codes-exhausted' }, 'it').map(({ text }) => text);

/** Seconds from the first word on: in the middle of pieces, at their ends, between two. */
const awkwardMoments = Array.from({ length: 16 }, (_, index) => 1.6 + index * 0.37);

export const scenarios: readonly PhoneScenario[] = [
  {
    name: 'an absence phoned at 8:12 is in time; the kitchen counts one less while the call is still on',
    at: mondayMorning,
    run: async (town, phone) => {
      equal(await town.meals('2026-11-23'), 3);
      const call = phone.dial({ steps: [...forFirstChild('1', '1'), 6] });
      const counted = { meals: 3, callsOn: 0 };
      for (let tries = 0; tries < 100 && counted.meals === 3; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        counted.meals = await town.meals('2026-11-23');
        counted.callsOn = town.callsOn();
      }
      deepEqual(counted, { meals: 2, callsOn: 1 });
      await call;
      deepEqual(await town.absences(), ['2026-11-23 101 mensa']);
      match(saidIn(town), /Fatto, è registrato\. Bimbo101 non mangia a mensa lunedì 23 novembre/);
      const [change] = await town.changes();
      equal(change?.operation, 'absence');
      equal(codeIn(saidIn(town)), change.receiptCode);
      const { tenantId } = town.town;
      const { slug } = await findTenantById(phone.database, tenantId);
      const { waitingCount, findings } = await verifyReceipts(phone.database, { tenantId, slug });
      deepEqual({ waitingCount, findings }, { waitingCount: 1, findings: [] });
    },
  },
  {
    name: 'confirmed at 9:31:00 it is too late: the reason is said and the meal stays',
    at: '2026-11-23T09:30:20+01:00',
    run: async (town, phone) => {
      // The third key confirms.
      town.onEvent = (number) => number === 3 && town.clock.set('2026-11-23T09:31:00+01:00');
      await phone.dial({ steps: forFirstChild('1', '1') });
      match(saidIn(town), /Non è cambiato nulla\./);
      match(saidIn(town), /è tardi per lunedì 23 novembre: si poteva cambiare fino alle 9 e 30/);
      await nothingChanged(town);
      equal(await town.meals('2026-11-23'), 3);
    },
  },
  {
    name: 'at two in the afternoon the line is closed: it says from when, records nothing and hangs up',
    at: '2026-11-23T14:00:00+01:00',
    run: async (town, phone) => {
      await phone.dial({ from: ['3389990001'], steps: [listen, `${town.code}#`], end: 'line' });
      match(
        saidIn(town),
        /la linea è chiusa\. Puoi richiamare da lunedì 23 novembre, dalle 18 in poi/,
      );
      await nothingChanged(town);
    },
  },
  {
    name: 'on Friday evening the first useful day is Monday',
    at: '2026-11-27T19:00:00+01:00',
    run: async (town, phone) => {
      await phone.dial({ steps: forFirstChild('1', '1') });
      deepEqual(await town.absences(), ['2026-11-30 101 mensa']);
      match(saidIn(town), /non mangia a mensa lunedì 30 novembre/);
    },
  },
  {
    name: 'on Monday evening with Tuesday and Wednesday closed it is Thursday',
    at: mondayEvening,
    run: async (town, phone) => {
      await town.sql(
        `insert into calendar.closure (tenant_id, closure_id, scope, from_on, to_on, reason, origin, recorded_at, recorded_by)
           values ($t, gen_random_uuid(), 'tenant', '2026-11-24', '2026-11-25', 'Seggio elettorale', 'own', timestamptz '2026-11-01 06:00:00+00', 'sample')`,
      );
      await phone.dial({ steps: forFirstChild('1', '1') });
      deepEqual(await town.absences(), ['2026-11-26 101 mensa']);
      match(saidIn(town), /non mangia a mensa giovedì 26 novembre/);
    },
  },
  {
    name: 'an absence is undone by a second call, which has a receipt of its own',
    at: mondayMorning,
    run: async (town, phone) => {
      await phone.dial({ steps: forFirstChild('1', '1') });
      equal(await town.meals('2026-11-23'), 2);
      town.clock.set('2026-11-23T08:20:00+01:00');
      await phone.dial({ steps: forFirstChild('3', '1') });
      deepEqual(await operations(town), ['absence', 'absence-undone']);
      deepEqual(await town.absences(), []);
      equal(await town.meals('2026-11-23'), 3);
      equal(new Set((await town.changes()).map(({ receiptCode }) => receiptCode)).size, 2);
    },
  },
  {
    name: 'a third plain meal in a row is not offered, and its key changes nothing',
    at: '2026-11-24T19:00:00+01:00',
    run: async (town, phone) => {
      const [pupilId = ''] = town.pupilIds;
      town.clock.set(mondayMorning);
      const days = ['2026-11-23', '2026-11-24'];
      const asked = await town.ask({ operation: 'plain-meal', pupilIds: [pupilId], days });
      ok(asked.ok);
      town.clock.set('2026-11-24T19:00:00+01:00');
      await phone.dial({ steps: forFirstChild('4', '1') });
      match(saidIn(town), /Bimbo101 mangia a mensa mercoledì 25 novembre/);
      ok(!saidIn(town).includes('pasto in bianco, premi 4'));
      deepEqual(await operations(town), ['plain-meal']);
    },
  },
  {
    name: 'a suspension without an end is ended by a resumption in a second call',
    at: mondayEvening,
    run: async (town, phone) => {
      await phone.dial({ steps: forFirstChild('5', '1', '1') });
      equal(await town.meals('2026-11-24'), 1);
      town.clock.set('2026-11-23T19:10:00+01:00');
      await phone.dial({ steps: forFirstChild('6', '1', '1') });
      deepEqual(await operations(town), ['suspension', 'resumption']);
      equal(await town.meals('2026-11-24'), 2);
    },
  },
  {
    name: 'three codes that nobody has end the call',
    at: mondayEvening,
    run: async (town, phone) => {
      const steps = ['000001#', '000002#', '000003#'].flatMap((code) => [listen, code]);
      await phone.dial({ from: ['3389990002'], steps, end: 'line' });
      match(saidIn(town), /Il codice non era giusto per tre volte/);
      ok(!saidIn(town).includes('Bimbo'));
      await nothingChanged(town);
    },
  },
  {
    name: 'whoever hangs up before the confirming key has changed nothing; right after it all is recorded, and said again by the next call',
    at: mondayMorning,
    run: async (town, phone) => {
      await phone.dial({ steps: forFirstChild('1') });
      await nothingChanged(town);
      await phone.dial({ steps: [...forFirstChild('1'), '1', 0.6] });
      deepEqual(await town.absences(), ['2026-11-23 101 mensa']);
      await phone.dial({ steps: forFirstChild('1', '1') });
      const changes = await town.changes();
      equal(changes.length, 1);
      const [, , last = []] = town.calls;
      match(last.join('\n'), /Era già registrato: la ricevuta è la stessa/);
      equal(codeIn(last.join('\n')), changes[0]?.receiptCode);
    },
  },
  {
    name: 'twenty mothers at once: twenty changes, twenty receipts, twenty meals less',
    at: mondayMorning,
    run: async (town, phone) => {
      const from = await town.addFamilies(20);
      equal(await town.meals('2026-11-23'), 23);
      // With one child there is nobody to choose.
      await phone.dial({ from, steps: [listen, '1', listen, '1', listen] });
      equal(await town.meals('2026-11-23'), 3);
      equal(new Set((await town.changes()).map(({ receiptCode }) => receiptCode)).size, 20);
      equal(town.calls.length, 20);
    },
  },
  {
    name: 'a key is heard at whatever moment of a sentence it is pressed, even where our commands come late',
    at: mondayMorning,
    run: async (town, phone) => {
      const mothers = await town.addFamilies(awkwardMoments.length);
      const to = `${lateDigit}${town.calledNumber.replace('+39', '')}`;
      await Promise.all(
        awkwardMoments.map((moment, index) =>
          phone.dial({
            from: mothers.slice(index, index + 1),
            to,
            steps: [moment, '1', moment, '1', 2],
          }),
        ),
      );
      equal((await town.changes()).length, mothers.length);
      equal(await town.meals('2026-11-23'), 3);
    },
  },
  {
    name: 'sounds that Asterisk does not find are passed over: the keys count, the line hangs up, and an alarm says how many',
    at: mondayEvening,
    run: async (town, phone) => {
      const wrong = ['000001#', '000002#', '000003#'].flatMap((code) => [listen, code]);
      town.lostPieces = [...goodbyePieces, 'Bimbo101'];
      await phone.dial({ from: ['3389990003'], steps: wrong, end: 'line' });
      match(saidIn(town), /Il codice non era giusto per tre volte/);
      await phone.dial({ steps: forFirstChild('1', '1') });
      deepEqual(await operations(town), ['absence']);
      ok(town.soundsMissing > goodbyePieces.length, `${town.soundsMissing} are counted`);
    },
  },
];
