// Whole conversations: what the line says after each key, from the greeting to the receipt.
import { describe, expect, it, test } from 'vitest';
import { addDays, asDay } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import {
  conversation,
  giulia,
  hangUp,
  marco,
  sampleOffers,
  silence,
  wholeCall,
} from '#voice/dialogue-sample.ts';
import type { SampleHouse } from '#voice/dialogue-sample.ts';
import type { CalledChild, ChildOffers, PhoneOrder, Turn } from '#voice/model.ts';

const alone: SampleHouse = { family: [marco] };
const both: SampleHouse = {
  family: [marco, giulia],
  offers: [sampleOffers('p1'), sampleOffers('p2', { day: '2026-11-24' })],
};
const stranger: SampleHouse = { family: [], codes: { '123456': marco } };

const ofMarco = (offers: Parameters<typeof sampleOffers>[1]): SampleHouse => ({
  family: [marco],
  offers: [sampleOffers('p1', offers)],
});
const ordersOf = (house: SampleHouse, ...keys: readonly string[]): readonly PhoneOrder[] =>
  wholeCall(house, ...keys).at(-1)?.orders ?? [];
const lastOf = (house: SampleHouse, ...keys: readonly string[]): string =>
  conversation(house, ...keys).at(-1) ?? '';
const turnOf = (house: SampleHouse, ...keys: readonly string[]): Turn | undefined =>
  wholeCall(house, ...keys).at(-1)?.turn;

const receipt =
  'Il codice della ricevuta è 1 2 3, 4 5 6, 7 8 5. Ripeto: 1 2 3, 4 5 6, 7 8 5. ' +
  "Se hai finito, riaggancia. Per un'altra operazione, premi asterisco. Per un altro bambino, premi 9.";
const unchanged = 'In questa chiamata non è stato registrato nulla. Arrivederci.';
const confirm = 'Per confermare, premi 1. Per tornare indietro, premi asterisco.';

describe('absence', () => {
  test('a known number: the name and the day, one key, one key more, the receipt twice', () => {
    expect(conversation(alone, '1', '1')).toEqual([
      'Comune di Valserena, servizio mensa. For English, press 7. ' +
        "Marco mangia a mensa lunedì 23 novembre. Per segnare l'assenza, premi 1. " +
        "Per un'assenza di più giorni, premi 2. Per un pasto in bianco, premi 4. " +
        "Per una disdetta prolungata, premi 5. Per l'aiuto, premi asterisco.",
      `Marco non mangia a mensa lunedì 23 novembre. ${confirm}`,
      `Fatto, è registrato. Marco non mangia a mensa lunedì 23 novembre. ${receipt}`,
    ]);
    const entries = [{ pupilId: 'p1', from: '2026-11-23', to: null }];
    expect(ordersOf(alone, '1', '1')).toEqual([{ operation: 'absence', entries, number: 1 }]);
  });

  test('an unknown number: the phone code first', () => {
    expect(conversation(stranger, '123456', '1')).toEqual([
      'Comune di Valserena, servizio mensa. For English, press 7. ' +
        'Componi il codice telefono del bambino, poi premi cancelletto. ' +
        "Per l'aiuto, premi asterisco e cancelletto.",
      expect.stringMatching(/^Marco mangia a mensa lunedì 23 novembre\./),
      `Marco non mangia a mensa lunedì 23 novembre. ${confirm}`,
    ]);
  });

  test('of an absent child the line says so and offers to undo, never a second day', () => {
    const absent = ofMarco({ state: 'absent', operations: ['absence-undone'] });
    expect(lastOf(absent)).toMatch(
      /Marco è già assente lunedì 23 novembre: l'assenza è registrata\. Per riascoltare il codice della ricevuta, premi 1\. Per annullare l'assenza, premi 3\./,
    );
    expect(conversation(absent, '3', '1').slice(1)).toEqual([
      `Marco torna a mangiare a mensa lunedì 23 novembre. ${confirm}`,
      `Fatto, è registrato. Marco torna a mangiare a mensa lunedì 23 novembre. ${receipt}`,
    ]);
    expect(ordersOf(absent, '3', '1')).toMatchObject([{ operation: 'absence-undone' }]);
  });

  test('who was cut off before the receipt hears in the next call that it is done, and the same code', () => {
    const house: SampleHouse = {
      ...ofMarco({ state: 'absent', operations: ['absence-undone'] }),
      record: () => ({ kind: 'recorded', receiptCode: '123456785', isRepeated: true }),
    };
    expect(conversation(house, '1', '1').slice(1)).toEqual([
      'Marco non mangia a mensa lunedì 23 novembre. È già registrato. ' +
        'Per sentire il codice della ricevuta, premi 1. Per tornare indietro, premi asterisco.',
      `Era già registrato: la ricevuta è la stessa. Marco non mangia a mensa lunedì 23 novembre. ${receipt}`,
    ]);
    expect(ordersOf(house, '1', '1')).toMatchObject([{ entries: [{ from: '2026-11-23' }] }]);
  });

  test('a day more than four days away is said and asked twice', () => {
    const far = ofMarco({
      first: { day: asDay('2027-01-07'), state: 'expected', isFar: true },
    });
    expect(conversation(far, '1', '1').slice(1)).toEqual([
      expect.stringMatching(/^Marco non mangia a mensa giovedì 7 gennaio/),
      expect.stringMatching(
        /^Attenzione alla data\. Per Marco il primo giorno utile è giovedì 7 gennaio.*: mancano più di quattro giorni\. Marco non mangia a mensa giovedì 7 gennaio.* Se va bene, premi di nuovo 1\./,
      ),
    ]);
    expect(ordersOf(far, '1', '1')).toEqual([]);
    expect(ordersOf(far, '1', '1', '1')).toMatchObject([{ operation: 'absence' }]);
  });

  test('for several days: the last one is keyed and read back', () => {
    expect(conversation(alone, '2', '0412#', '1').slice(1)).toEqual([
      "Componi l'ultimo giorno di assenza: due cifre per il giorno, due per il mese, poi cancelletto. " +
        'Per esempio, per il 7 gennaio: zero, sette, zero, uno, cancelletto. ' +
        'Per tornare indietro, premi asterisco e cancelletto.',
      `Marco non mangia a mensa da lunedì 23 novembre a venerdì 4 dicembre. ${confirm}`,
      expect.stringMatching(/^Fatto, è registrato\. Marco non mangia a mensa da/),
    ]);
    const entries = [{ pupilId: 'p1', from: '2026-11-23', to: '2026-12-04' }];
    expect(ordersOf(alone, '2', '0412', '1')).toMatchObject([
      { operation: 'absence-days', entries },
    ]);
  });
});

describe('a keyed day that cannot be', () => {
  it.each([
    ['3002', /^Questa data non c'è nel calendario\. Componi/],
    ['12', /^Servono quattro cifre: due per il giorno e due per il mese\. Componi/],
    ['2011', /^Hai composto venerdì 20 novembre.*: viene prima del primo giorno possibile, lunedì/],
    ['1507', /^Hai composto giovedì 15 luglio.*: viene dopo l'ultimo giorno possibile, mercoledì/],
  ])('%s is explained and asked again', (digits, said) => {
    expect(lastOf(alone, '2', digits)).toMatch(said);
  });

  test('three times leads back to the menu, and nothing has changed', () => {
    expect(lastOf(alone, '2', '3002', '3002', '3002')).toMatch(
      /^Questa data non c'è nel calendario\. Torniamo all'inizio: non è cambiato nulla\. Marco mangia/,
    );
  });
});

describe('other changes', () => {
  test('a plain meal is for health only, and the line says so before the key', () => {
    expect(lastOf(alone, '4')).toBe(
      `Marco mangia in bianco lunedì 23 novembre. Il pasto in bianco è solo per motivi di salute. ${confirm}`,
    );
    expect(ordersOf(alone, '4', '1')).toMatchObject([{ operation: 'plain-meal' }]);
  });

  test('a plain meal is undone with the key that undoes', () => {
    const plain = ofMarco({ state: 'plain', operations: ['absence', 'plain-meal-undone'] });
    expect(lastOf(plain)).toMatch(
      /Marco mangia in bianco .* Per tornare al pasto normale, premi 3/,
    );
    expect(ordersOf(plain, '3', '1')).toMatchObject([{ operation: 'plain-meal-undone' }]);
  });

  test('the third plain meal is refused with its reason, and the menu follows', () => {
    const house: SampleHouse = {
      ...alone,
      record: () => ({
        kind: 'refused',
        sentence: {
          key: 'refusal.plain-too-long',
          values: {
            max: { kind: 'count', count: 2 },
            dayText: { kind: 'day', day: asDay('2026-11-23') },
          },
        },
      }),
    };
    expect(lastOf(house, '4', '1')).toMatch(
      /^Non è cambiato nulla\. Il pasto in bianco si può chiedere per 2 giorni .* Marco mangia a mensa lunedì 23 novembre\. Per segnare/,
    );
  });

  test('a suspension without an end, or until a day', () => {
    expect(conversation(alone, '5', '1').slice(1)).toEqual([
      'Il primo giorno utile per Marco è lunedì 23 novembre. Se non sai ancora quando torna, premi 1. ' +
        "Se sai l'ultimo giorno senza mensa, premi 2. Per tornare indietro, premi asterisco.",
      `Marco non mangia a mensa da lunedì 23 novembre, finché non riattivi il pasto. ${confirm}`,
    ]);
    expect(lastOf(alone, '5', '2', '1501')).toMatch(
      /^Marco non mangia a mensa da lunedì 23 novembre fino a venerdì 15 gennaio/,
    );
    expect(ordersOf(alone, '5', '1', '1', '*', '5', '2', '1501', '1')).toMatchObject([
      { operation: 'suspension', entries: [{ to: null }], number: 1 },
      { operation: 'suspension', entries: [{ to: '2027-01-15' }], number: 2 },
    ]);
  });

  test('a resumption from the first useful day, or from another one', () => {
    const suspended = ofMarco({
      state: 'suspended',
      suspension: { from: asDay('2026-11-02'), to: null },
      operations: ['resumption'],
    });
    expect(lastOf(suspended)).toMatch(
      /Per Marco c'è una disdetta prolungata da lunedì 2 novembre, senza una data di fine\. Per riattivare il pasto, premi 6\./,
    );
    expect(lastOf(suspended, '6', '1')).toBe(
      `Marco torna a mangiare a mensa da lunedì 23 novembre. ${confirm}`,
    );
    expect(ordersOf(suspended, '6', '2', '0112', '1')).toMatchObject([
      { operation: 'resumption', entries: [{ from: '2026-12-01', to: null }] },
    ]);
  });

  test.each([
    [1, "Resta un'assenza per Marco: martedì 1º dicembre\\."],
    [2, 'Restano assenze per Marco: martedì 1º dicembre e mercoledì 2 dicembre\\.'],
    [3, ' mercoledì 2 dicembre e giovedì 3 dicembre\\.'],
    [4, 'mercoledì 2 dicembre, giovedì 3 dicembre e un altro giorno\\.'],
    [34, 'giovedì 3 dicembre e altri 31 giorni\\.'],
    [35, 'giovedì 3 dicembre e molti altri giorni\\.'],
  ])('a resumption says which of %d absences are still ahead', (count, words) => {
    const from = asDay('2026-12-01');
    const stillAbsent = [{ pupilId: 'p1', days: eachDay({ from, to: addDays(from, count - 1) }) }];
    const house: SampleHouse = {
      ...ofMarco({
        state: 'suspended',
        suspension: { from: asDay('2026-11-02'), to: null },
        operations: ['resumption'],
      }),
      record: () => ({
        kind: 'recorded',
        receiptCode: '123456785',
        isRepeated: false,
        stillAbsent,
      }),
    };
    expect(lastOf(house, '6', '1', '1')).toMatch(
      new RegExp(`da lunedì 23 novembre\\. .*${words} Il codice della ricevuta è`),
    );
  });

  test('a keyed day of another school year is said with its year, one of this year without', () => {
    expect(lastOf(alone, '2', '0108')).toMatch(/^Hai composto domenica 1º agosto 2027: viene dopo/);
    expect(lastOf(alone, '2', '2211')).toMatch(/^Hai composto domenica 22 novembre: viene prima/);
    expect(lastOf(alone, '2', '0701')).toMatch(/ a giovedì 7 gennaio\./);
  });

  test('a suspension that is still ahead is taken back from its first day', () => {
    const ahead = ofMarco({
      suspension: { from: asDay('2026-12-01'), to: asDay('2026-12-11') },
      operations: ['absence', 'resumption'],
    });
    expect(lastOf(ahead, '6', '1')).toMatch(/^Marco torna .* da martedì 1º? ?dicembre/);
    expect(lastOf(ahead, '6', '2', '1412')).toMatch(/dopo l'ultimo giorno possibile, venerdì 11/);
  });
});

describe('several children', () => {
  test('each by first name, all of them on one key: own days, one confirmation, one receipt', () => {
    expect(conversation(both, '6', '1', '1')).toEqual([
      expect.stringMatching(
        /Per chi chiami\? Per Marco, premi 1\. Per Giulia, premi 2\. Per tutti insieme, premi 6\. Per un altro bambino, premi 9\./,
      ),
      expect.stringMatching(
        /^Marco mangia .* 23 novembre\. Giulia mangia .* 24 novembre\. Per segn/,
      ),
      `Marco non mangia a mensa lunedì 23 novembre. Giulia non mangia a mensa martedì 24 novembre. ${confirm}`,
      expect.stringContaining(receipt),
    ]);
    expect(ordersOf(both, '6', '1', '1')).toMatchObject([
      {
        entries: [
          { pupilId: 'p1', from: '2026-11-23' },
          { pupilId: 'p2', from: '2026-11-24' },
        ],
      },
    ]);
  });

  test('whom it does not concern stays as it is, and the line says so', () => {
    const house: SampleHouse = {
      family: [marco, giulia],
      offers: [sampleOffers('p1', { state: 'absent', operations: ['absence-undone'] })],
    };
    expect(lastOf(house, '6', '1')).toBe(
      `Per Marco non cambia nulla. Giulia non mangia a mensa lunedì 23 novembre. ${confirm}`,
    );
    expect(ordersOf(house, '6', '1', '1')[0]?.entries).toMatchObject([{ pupilId: 'p2' }]);
  });

  test('who share a first name are told apart by their class', () => {
    const twin: CalledChild = { pupilId: 'p3', firstName: 'MARCO', className: '5 C' };
    const house: SampleHouse = { family: [marco, twin] };
    expect(lastOf(house)).toMatch(
      /Per Marco, classe 2 A, premi 1\. Per MARCO, classe 5 C, premi 2\./,
    );
    expect(lastOf(house, '2', '1')).toMatch(/^MARCO, classe 5 C\. MARCO non mangia/);
  });

  test('more than five: the others are on the next page', () => {
    const family = ['Ada', 'Bea', 'Ciro', 'Dino', 'Elsa', 'Fabio'].map(
      (firstName): CalledChild => ({ pupilId: firstName, firstName, className: null }),
    );
    expect(lastOf({ family })).toMatch(/Per Elsa, premi 5\. .* Per gli altri, premi 9\./);
    expect(lastOf({ family }, '9', '1')).toMatch(/^Fabio mangia/);
  });

  test('9 leads to another child from wherever the caller is', () => {
    expect(lastOf(both, '1', '1', '9')).toMatch(/^Per chi chiami\?/);
    expect(lastOf(both, '1', '2', '9')).toMatch(/^Per chi chiami\?/);
    expect(lastOf(both, '9')).toMatch(/^Componi il codice telefono/);
    expect(lastOf(alone, '1', '1', '9')).toMatch(/^Componi il codice telefono/);
    expect(lastOf({ ...stranger, ...alone }, '9', '9')).toMatch(/^Componi il codice telefono/);
  });
});

const noPin =
  "Chi non ha un PIN lo sceglie sul portale della mensa, alla pagina Telefono, oppure lo chiede all'ufficio mensa.";

describe('recognition', () => {
  test('three wrong codes end the call', () => {
    expect(conversation(stranger, '1', '2', '3').slice(1)).toEqual([
      expect.stringMatching(/^Non trovo questo codice\. Controllalo e riprova\. Componi/),
      expect.stringMatching(/^Non trovo questo codice\./),
      `Il codice non era giusto per tre volte. Puoi chiederlo all'ufficio mensa. ${unchanged}`,
    ]);
  });

  test('a PIN where the line asks for one', () => {
    const asked: string[] = [];
    const house: SampleHouse = {
      family: [],
      line: { asksPin: true },
      answer: (question) => {
        if (question.ask !== 'recognise-code') return undefined;
        asked.push(`${question.code} ${question.pin}`);
        return question.pin === '4321'
          ? { kind: 'recognised', children: [marco], language: 'it' }
          : { kind: 'unknown-code' };
      },
    };
    expect(conversation(house, '123456#', '9999', '123456', '4321').slice(1)).toEqual([
      "Componi il PIN di cinque cifre, poi premi cancelletto. Per l'aiuto, premi asterisco e cancelletto.",
      expect.stringMatching(
        /^Il codice o il PIN non è giusto\. Controllali e riprova\. Chi non ha un PIN lo sceglie sul portale della mensa, alla pagina Telefono, oppure lo chiede all'ufficio mensa\. Componi il codice/,
      ),
      expect.stringMatching(/^Componi il PIN/),
      expect.stringMatching(/^Marco mangia/),
    ]);
    expect(asked).toEqual(['123456 9999', '123456 4321']);
  });

  test('three wrong codes or PINs end the call, and whoever has no PIN hears how to get one', () => {
    const house: SampleHouse = { family: [], line: { asksPin: true } };
    expect(lastOf(house, '1', '48213', '2', '48213', '3', '48213')).toBe(
      `Il codice o il PIN non era giusto per tre volte. ${noPin} ${unchanged}`,
    );
    expect(lastOf(house, '123456', '*#')).toContain(noPin);
  });

  test('where the PIN is asked for since a moment ago, it is asked for in this call', () => {
    const house: SampleHouse = {
      family: [],
      answer: (question) => {
        if (question.ask !== 'recognise-code') return undefined;
        return question.pin === null
          ? { kind: 'pin-needed' }
          : { kind: 'recognised', children: [marco], language: 'it' };
      },
    };
    expect(lastOf(house, '123456')).toMatch(/^Componi il PIN/);
    expect(lastOf(house, '123456', '48213')).toMatch(/^Marco mangia/);
  });

  test('too many tries end the call with a sentence', () => {
    const house: SampleHouse = {
      family: [],
      answer: ({ ask }) => (ask === 'recognise-code' ? { kind: 'wait' } : undefined),
    };
    expect(lastOf(house, '123456')).toBe(
      `Ci sono stati troppi tentativi. Richiama più tardi, oppure chiama l'ufficio mensa. ${unchanged}`,
    );
  });

  test('the family is spoken to in its language, unless a key said another one', () => {
    const english: SampleHouse = {
      family: [],
      answer: ({ ask }) =>
        ask === 'recognise-code'
          ? { kind: 'recognised', children: [marco], language: 'en' }
          : undefined,
    };
    expect(lastOf(english, '123456')).toMatch(/^Marco eats at school on Monday 23 November\./);
    expect(lastOf(english, '7', '7', '123456')).toMatch(/^Marco mangia a mensa/);
    expect(lastOf(alone, '7')).toMatch(
      /^Comune di Valserena, school meals\. Per l'italiano, premi 7/,
    );
  });
});

describe('when nothing can be recorded', () => {
  const opens = { day: asDay('2026-11-23'), time: '18:00' };
  const late = {
    day: asDay('2026-11-23'),
    cutOff: { day: asDay('2026-11-23'), time: '09:30' },
  };

  test('too late: the reason, and from when the line is open again', () => {
    const house = ofMarco({ line: { isOpen: false, opens }, tooLate: late });
    expect(lastOf(house)).toBe(
      'Comune di Valserena, servizio mensa. ' +
        'Per Marco è tardi per lunedì 23 novembre: si poteva cambiare fino alle 9 e 30. ' +
        `Adesso la linea è chiusa. Puoi richiamare da lunedì 23 novembre, dalle 18 in poi. ${unchanged}`,
    );
    expect(turnOf(house)?.kind).toBe('ended');
  });

  test('a cut-off of the day before: the reason, and the next day that is possible', () => {
    const cutOff = { day: asDay('2026-11-22'), time: '18:00' };
    const house = ofMarco({ day: '2026-11-24', tooLate: { ...late, cutOff } });
    expect(lastOf(house)).toMatch(
      /è tardi per lunedì 23 novembre: si poteva cambiare fino alle 18 di domenica 22 novembre\. Marco mangia a mensa martedì 24 novembre\./,
    );
  });

  test('in the evening nobody hears of the meal that is eaten', () => {
    expect(lastOf(ofMarco({ day: '2026-11-24', tooLate: late }))).not.toContain('tardi');
  });

  test('closed for one child only: the other one is still open', () => {
    const closed: ChildOffers = sampleOffers('p2', { line: { isOpen: false, opens } });
    const house: SampleHouse = { family: [marco, giulia], offers: [closed] };
    expect(lastOf(house, '2')).toMatch(
      /^Adesso la linea è chiusa\. .* Per un altro bambino, premi 9/,
    );
    expect(lastOf(house, '6')).toMatch(/Per Giulia adesso la linea è chiusa\. .* Per segnare/);
    expect(ordersOf(house, '6', '1', '1')[0]?.entries).toMatchObject([{ pupilId: 'p1' }]);
  });

  test('no meal any more, and a service that the office has suspended', () => {
    expect(lastOf(ofMarco({ first: null, operations: [] }))).toMatch(
      /Per Marco non ci sono altri pasti da cambiare.* Per un altro bambino, premi 9/,
    );
    expect(lastOf(ofMarco({ state: 'on-hold', operations: [] }))).toMatch(
      /il servizio è sospeso dall'ufficio mensa/,
    );
  });

  test('between read-back and key the cut-off passes: the reason, and what is possible then', () => {
    let isLate = false;
    const house: SampleHouse = {
      family: [marco],
      answer: ({ ask }) =>
        ask === 'read-offers' && isLate
          ? {
              kind: 'offers',
              offers: [sampleOffers('p1', { line: { isOpen: false, opens }, tooLate: late })],
            }
          : undefined,
      record: () => {
        isLate = true;
        return { kind: 'refused', sentence: { key: 'refusal.too-slow' } };
      },
    };
    expect(lastOf(house, '1', '1')).toMatch(
      /^Non è cambiato nulla\. .* Per Marco è tardi per lunedì.* In questa chiamata non è stato registrato nulla\. Arrivederci\.$/,
    );
  });

  test('a refusal that names the hours is not said twice', () => {
    const { day, time } = opens;
    const values = { day: { kind: 'day', day }, time: { kind: 'time', time } } as const;
    let isClosed = false;
    const house: SampleHouse = {
      family: [marco],
      answer: ({ ask }) =>
        ask === 'read-offers' && isClosed
          ? { kind: 'offers', offers: [sampleOffers('p1', { line: { isOpen: false, opens } })] }
          : undefined,
      record: () => {
        isClosed = true;
        return { kind: 'refused', sentence: { key: 'call.closed', values } };
      },
    };
    expect(lastOf(house, '1', '1')).toBe(
      'Non è cambiato nulla. Adesso la linea è chiusa. ' +
        `Puoi richiamare da lunedì 23 novembre, dalle 18 in poi. ${unchanged}`,
    );
  });

  test('a house that does not answer has recorded nothing, and the line says whom to call', () => {
    const house: SampleHouse = { ...alone, record: () => ({ kind: 'failed' }) };
    expect(lastOf(house, '1', '1')).toBe(
      'Questa richiesta non è stata registrata. Il sistema adesso non risponde. ' +
        `Richiama fra qualche minuto, oppure chiama l'ufficio mensa. ${unchanged}`,
    );
    expect(lastOf({ ...alone, answer: () => ({ kind: 'failed' }) })).toMatch(
      /^Comune di Valserena, .*Il sistema adesso non risponde\./,
    );
  });
});

describe('keys that mean the same everywhere', () => {
  test('0 repeats, 8 speaks slower and waits longer', () => {
    const [, first, again, slower] = wholeCall(alone, '1', '0', '8');
    expect(again?.turn).toEqual(first?.turn);
    expect(slower?.turn).toMatchObject({ isSlow: true, listen: { timeoutSeconds: 15 } });
    expect(slower?.turn.say).toEqual(first?.turn.say);
  });

  test('where several digits are asked, a single one keeps its meaning', () => {
    expect(turnOf(stranger, '8#')).toMatchObject({ isSlow: true, listen: { digitsMax: 7 } });
    expect(turnOf(alone, '2', '0')).toEqual(turnOf(alone, '2'));
    expect(lastOf(both, '1', '2', '9#')).toMatch(/^Per chi chiami\?/);
    expect(lastOf(alone, '2', '12*')).toMatch(/^Marco mangia/);
  });

  test('star leads back, then helps, then ends the call', () => {
    expect(conversation(alone, '1', '*', '*', '*').slice(2)).toEqual([
      expect.stringMatching(/^Marco mangia/),
      expect.stringMatching(
        /^In ogni momento: con 0 riascolti, .* Per chiudere la chiamata, premi di nuovo asterisco\. Marco/,
      ),
      unchanged,
    ]);
    expect(lastOf(alone, '*', '1')).toMatch(/^Marco non mangia a mensa/);
    expect(lastOf(stranger, '*')).toMatch(/Il codice telefono è scritto nella lettera/);
  });

  test('a key that means nothing here is said to; whoever presses on for ever is let go', () => {
    expect(lastOf(alone, '1', '3')).toMatch(/^Qui questo tasto non serve\. Marco non mangia/);
    expect(turnOf(alone, '6', '6', '6', '6', '6')?.kind).toBe('listening');
    expect(lastOf(alone, '6', '6', '6', '6', '6', '6')).toBe(
      `Non riesco ad aiutarti così. Richiama, oppure chiama l'ufficio mensa. ${unchanged}`,
    );
  });

  test('who presses the confirming key once too often still hears the receipt', () => {
    expect(lastOf(alone, '1', '1', '1')).toBe(lastOf(alone, '1', '1'));
    expect(ordersOf(alone, '1', '1', '1', '1')).toHaveLength(1);
  });
});

describe('silence and hanging up', () => {
  test('twice it is said again, then goodbye without a change', () => {
    expect(conversation(alone, '1', silence, silence, silence).slice(2)).toEqual([
      `Non ho sentito nulla. Marco non mangia a mensa lunedì 23 novembre. ${confirm}`,
      `Non ho sentito nulla. Marco non mangia a mensa lunedì 23 novembre. ${confirm}`,
      `Non ho sentito nulla. ${unchanged}`,
    ]);
    expect(ordersOf(alone, '1', silence, silence, silence)).toEqual([]);
  });

  test('after a receipt silence is somebody who writes: the receipt again, and once more at the end', () => {
    expect(conversation(alone, '1', '1', silence, silence, silence).slice(3)).toEqual([
      expect.stringMatching(/^Fatto, è registrato\./),
      expect.stringMatching(/^Fatto, è registrato\./),
      'La modifica con ricevuta 1 2 3, 4 5 6, 7 8 5 è registrata. Arrivederci.',
    ]);
  });

  test('whoever hangs up hears nothing more, and nothing more happens', () => {
    expect(turnOf(alone, '1', hangUp)).toMatchObject({ kind: 'ended', say: [] });
    expect(ordersOf(alone, '1', hangUp, '1', '1')).toEqual([]);
  });
});
