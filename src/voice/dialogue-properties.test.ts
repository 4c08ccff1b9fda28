// What holds of every call, whatever is pressed and whatever the house answers, at each of its moments.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, asDay } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import type { Language } from '#ground/sentence.ts';
import { placesOf } from '#ground/sentence.ts';
import { advance } from '#voice/dialogue.ts';
import { answerOf, sampleOffers, valserena } from '#voice/dialogue-sample.ts';
import { confirmKey } from '#voice/dialogue-keys.ts';
import type { DialogueState } from '#voice/dialogue-state.ts';
import { firstState } from '#voice/dialogue-state.ts';
import type { Next } from '#voice/dialogue-turn.ts';
import { fragmentsOf, textOf, voiceCatalogue } from '#voice/fragments.ts';
import type { Answer, CallEvent, CalledChild, ChildOffers, Sentence } from '#voice/model.ts';
import { nameSounds, standingSounds } from '#voice/wanted-sounds.ts';

const languages: readonly Language[] = ['it', 'en'];
const children = ['Marco', 'Giulia', 'marco', 'Elsa', 'Ciro', 'Ada', 'Leo'].map(
  (firstName, index): CalledChild => ({
    pupilId: `p${index}`,
    firstName,
    className: index === 4 ? null : `${index} A`,
    ...(index === 5 ? { beginsOn: asDay('2027-09-01') } : {}),
  }),
);
const operations = [
  'absence',
  'absence-days',
  'absence-undone',
  'plain-meal',
  'plain-meal-undone',
  'suspension',
  'resumption',
] as const;
const states = ['expected', 'absent', 'plain', 'suspended', 'on-hold', 'opt-in'] as const;
const days = ['2026-11-23', '2026-11-24', '2026-12-09', '2027-01-07'].map(asDay);
const day = fc.constantFrom(...days);
const moment = fc.record({ day, time: fc.constantFrom('09:30', '18:00') });

const offer: fc.Arbitrary<Omit<ChildOffers, 'pupilId'>> = fc.record({
  line: fc.oneof(
    { weight: 5, arbitrary: fc.constant({ isOpen: true as const }) },
    fc.record({ isOpen: fc.constant(false as const), opens: moment }),
  ),
  first: fc.option(fc.record({ day, state: fc.constantFrom(...states), isFar: fc.boolean() }), {
    freq: 6,
  }),
  tooLate: fc.option(fc.record({ day, cutOff: moment })),
  suspension: fc.option(fc.record({ from: day, to: fc.option(day) })),
  operations: fc.subarray([...operations], { minLength: 0 }),
  lastDay: fc.constantFrom(asDay('2026-12-04'), asDay('2027-06-30')),
});

/** What the house may answer; `offers` are completed for whom it was asked. */
interface Mood {
  readonly family: readonly CalledChild[];
  readonly offers: readonly Omit<ChildOffers, 'pupilId'>[];
  readonly answer: Answer | null;
  /** How many absences a resumption leaves to each child. */
  readonly stillAbsent: number;
}
const mood: fc.Arbitrary<Mood> = fc.record({
  family: fc.subarray(children),
  offers: fc.array(offer, { minLength: 7, maxLength: 7 }),
  answer: fc.option(
    fc.constantFrom<Answer>(
      { kind: 'wait' },
      { kind: 'failed' },
      { kind: 'unknown-code' },
      { kind: 'pin-needed' },
      { kind: 'code-not-in-use' },
      { kind: 'offers', offers: [] },
      { kind: 'recognised', children: [], language: 'en' },
      { kind: 'recorded', receiptCode: '987654321', isRepeated: true },
      { kind: 'refused', sentence: { key: 'refusal.nothing-asked' } },
    ),
    { nil: null, freq: 3 },
  ),
  stillAbsent: fc.constantFrom(0, 1, 2, 3, 4, 5, 34, 35),
});
// Most moods answer what was asked.
const kindMood = fc.oneof(
  mood,
  mood.map((one) => ({ ...one, answer: null })),
);

const pressed = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('1', '2', '3', '4', '5', '6') },
  { weight: 2, arbitrary: fc.constantFrom('1', '2411', '0912#', '3002', '3012', '123456') },
  fc.constantFrom('0', '7', '8', '9', '*', '#', '', '9#', '12*', '99999999999999999999'),
);
const event: fc.Arbitrary<CallEvent> = fc.oneof(
  { weight: 8, arbitrary: pressed.map((digits) => ({ kind: 'digits' as const, digits })) },
  fc.constantFrom<CallEvent>({ kind: 'time-out' }, { kind: 'answer', answer: { kind: 'failed' } }),
);

/** What a person presses who wants to get on. */
function fittingKeys(state: DialogueState, choice: number): CallEvent {
  const days = ['2411', '0912', '0701', '3004'];
  const one = String((choice % 6) + 1);
  const keys: Partial<Record<DialogueState['step']['at'], string>> = {
    code: '123456',
    pin: '4321',
    child: one,
    menu: one,
    extent: String((choice % 2) + 1),
    day: days[choice % days.length] ?? '',
    confirm: confirmKey,
    done: '*',
  };
  return { kind: 'digits', digits: keys[state.step.at] ?? '9' };
}

interface Step {
  readonly before: DialogueState;
  readonly event: CallEvent;
  readonly state: DialogueState;
  readonly next: Next;
}
const walk = fc
  .record({
    asksPin: fc.boolean(),
    events: fc.array(fc.oneof({ weight: 3, arbitrary: fc.nat(23) }, event), { maxLength: 16 }),
    moods: fc.array(kindMood, { minLength: 1, maxLength: 6 }),
  })
  .map(({ asksPin, events, moods }) => walkOf(asksPin, events, moods));

function walkOf(
  asksPin: boolean,
  events: readonly (CallEvent | number)[],
  moods: readonly Mood[],
): readonly Step[] {
  const line = { ...valserena, asksPin };
  const steps: Step[] = [];
  let state = firstState(line);
  let asked = 0;
  const take = (event: CallEvent): void => {
    const after = advance(state, event);
    steps.push({ before: state, event, ...after });
    ({ state } = after);
    if (after.next.kind !== 'question') return;
    const mood = moods[asked++ % moods.length];
    if (mood === undefined) return;
    take({ kind: 'answer', answer: inMood(mood, after.next) });
  };
  take({ kind: 'call', line });
  for (const one of events) take(typeof one === 'number' ? fittingKeys(state, one) : one);
  return steps;
}

function inMood(
  { family, offers, answer, stillAbsent }: Mood,
  next: Extract<Next, { kind: 'question' }>,
): Answer {
  const { question } = next;
  if (answer !== null && question.ask !== 'recognise-number') return answer;
  return answerOf(
    {
      family,
      codes: { '123456': children[0]! },
      offers: children.map(({ pupilId }, index) => ({ pupilId, ...offers[index]! })),
      record: ({ entries }) => ({
        kind: 'recorded',
        receiptCode: '123456785',
        isRepeated: false,
        stillAbsent: entries.flatMap(({ pupilId, from }) =>
          stillAbsent === 0
            ? []
            : [{ pupilId, days: eachDay({ from, to: addDays(from, stillAbsent - 1) }) }],
        ),
      }),
    },
    question,
  );
}

function assertAlways(
  holds: (step: Step, index: number, steps: readonly Step[]) => void,
  numRuns = 300,
): void {
  fc.assert(
    fc.property(walk, (steps) => steps.forEach(holds)),
    { numRuns },
  );
}

const isListening = ({ next }: Pick<Step, 'next'>): boolean =>
  next.kind === 'turn' && next.turn.kind === 'listening';
const saidIn = (next: Next): readonly Sentence[] => (next.kind === 'turn' ? next.turn.say : []);
const endedAfter = (state: DialogueState, event: CallEvent): boolean => {
  const { next } = advance(state, event);
  return next.kind === 'turn' && next.turn.kind === 'ended';
};
/** With a house that answers what it is asked. */
function settled(state: DialogueState, event: CallEvent): { state: DialogueState; next: Next } {
  const after = advance(state, event);
  if (after.next.kind === 'turn') return after;
  const answer = answerOf({ family: children }, after.next.question);
  return settled(after.state, { kind: 'answer', answer });
}

describe('at every moment of every call', () => {
  test('its state survives being stored', () => {
    assertAlways(({ state, next }) => {
      const stored: unknown = JSON.parse(JSON.stringify(state));
      // What fast-check makes has no prototype: to JSON that is the same.
      expect(stored).toEqual(state);
      const again = advance(stored as DialogueState, { kind: 'time-out' });
      expect(again).toEqual(advance(state, { kind: 'time-out' }));
      expect(JSON.parse(JSON.stringify(next))).toEqual(next);
    });
  });

  test('whoever hangs up asks for nothing more, whatever still arrives', () => {
    assertAlways(({ state, event }) => {
      const { state: over, next } = advance(state, { kind: 'hang-up' });
      expect(next.kind === 'turn' && next.turn.kind).toBe('ended');
      const recorded: Answer = { kind: 'recorded', receiptCode: '1', isRepeated: false };
      expect(endedAfter(over, event)).toBe(true);
      expect(endedAfter(over, { kind: 'answer', answer: recorded })).toBe(true);
      expect(endedAfter(over, { kind: 'digits', digits: confirmKey })).toBe(true);
    });
  });

  test('whatever is pressed while the house is asked asks the same again, with the same number', () => {
    assertAlways(({ state, next }) => {
      if (next.kind === 'turn') return;
      for (const digits of [confirmKey, '*', '9'])
        expect(advance(state, { kind: 'digits', digits })).toEqual({ state, next });
      expect(advance(state, { kind: 'time-out' })).toEqual({ state, next });
    });
  });

  test('nothing is recorded without the confirming key after each child and day was read back', () => {
    let orders = 0;
    assertAlways(({ next, event, before, state }, index, steps) => {
      if (next.kind !== 'question' || next.question.ask !== 'record') return;
      orders++;
      const { order } = next.question;
      const [digits, heard] = [event.kind === 'digits' ? event.digits : '', steps[index - 1]!];
      expect(digits.replace('#', '')).toBe(confirmKey);
      const readBack = saidIn(heard.next).filter(({ key }) => key.startsWith('call.read-back-'));
      expect(readBack).toHaveLength(order.entries.length);
      const spoken = readBack.map(({ values }) => [values?.['from'], values?.['to']]);
      const expected = order.entries.map(({ from, to }) => [
        { kind: 'day', day: from },
        to === null || (order.operation === 'absence-days' && to === from)
          ? undefined
          : { kind: 'day', day: to },
      ]);
      expect(spoken).toEqual(expect.arrayContaining(expected));
      expect(order.entries.length).toBeGreaterThan(0);
      expect(order.number).toBe(before.orders + 1);
      expect(state.orders).toBe(order.number);
    }, 1500);
    expect(orders).toBeGreaterThan(100);
  });

  test('nothing is recorded that the rules do not offer, but the receipt of what is recorded already', () => {
    assertAlways(({ next, before }) => {
      if (next.kind !== 'question' || next.question.ask !== 'record') return;
      const { operation, entries } = next.question.order;
      for (const { pupilId, from, to } of entries) {
        const offers = before.offers.find((one) => one.pupilId === pupilId);
        const isOffered = offers?.operations.includes(operation) === true;
        const isAgain = operation === 'absence' && offers?.first?.state === 'absent';
        expect(isOffered || isAgain).toBe(true);
        expect(offers?.line.isOpen).toBe(true);
        expect(from >= (offers?.first?.day ?? '9999')).toBe(true);
        expect(to === null || from <= to).toBe(true);
      }
    }, 1500);
  });

  test('a turn that listens says a key that leads out, and at most three of them end the call', () => {
    const ways = /^call\.(?:way-help|way-help-entry|way-back|way-back-entry|confirm.*|go-on)$/;
    assertAlways((step) => {
      if (!isListening(step)) return;
      expect(saidIn(step.next).at(-1)?.key).toMatch(ways);
      let now: { state: DialogueState; next: Next } = step;
      for (let star = 0; star < 3 && isListening(now); star++)
        now = settled(now.state, { kind: 'digits', digits: '*' });
      expect(isListening(now)).toBe(false);
    });
  });

  test('three silences in a row end the call, and record nothing', () => {
    assertAlways((step) => {
      if (!isListening(step)) return;
      let now: { state: DialogueState; next: Next } = step;
      for (let silence = 0; silence < 3; silence++) {
        now = advance(now.state, { kind: 'time-out' });
        expect(now.next.kind).toBe('turn');
      }
      expect(isListening(now)).toBe(false);
      expect(saidIn(now.next).at(-1)?.key).toMatch(/^call\.goodbye-/);
    });
  });

  test('the last words say whether anything was recorded', () => {
    assertAlways(({ state, next }) => {
      if (next.kind !== 'turn' || next.turn.kind !== 'ended') return;
      const last = saidIn(next).at(-1);
      expect(last?.key).toBe(
        state.lastReceiptCode === null ? 'call.goodbye-unchanged' : 'call.goodbye-recorded',
      );
    });
  });

  test('every sentence exists in every language and takes just the values it is given', () => {
    assertAlways(({ next }) => {
      for (const sentence of saidIn(next)) {
        for (const language of languages) {
          const places = placesOf(voiceCatalogue[language], sentence.key, language);
          expect(new Set(Object.keys(sentence.values ?? {}))).toEqual(
            new Set(places.map(({ name }) => name)),
          );
          expect(textOf(sentence, language).trim()).not.toBe('');
        }
      }
    });
  });

  test('no sentence lacks audio: each of its pieces is a sound that is made ahead', () => {
    const names = [
      valserena.authority,
      ...children.flatMap(({ firstName, className }) => [firstName, className ?? '']),
    ];
    const sounds = new Set(
      [...standingSounds(voiceCatalogue), ...nameSounds(names)].map(
        ({ language, text }) => `${language} ${text}`,
      ),
    );
    assertAlways(({ next }) => {
      const pieces = saidIn(next).flatMap((sentence) =>
        languages.flatMap((language) =>
          fragmentsOf(sentence, language).map(({ text }) => `${language} ${text}`),
        ),
      );
      expect(pieces.filter((piece) => !sounds.has(piece))).toEqual([]);
    });
  });

  test('of a child only the first name and the class are ever said', () => {
    const sayable = new Set([
      valserena.authority,
      ...children.flatMap(({ firstName, className }) => [firstName, className]),
    ]);
    assertAlways(({ next }) => {
      const names = saidIn(next)
        .flatMap(({ values = {} }) => Object.values(values))
        .flatMap((spoken) => (spoken.kind === 'name' ? [spoken.text] : []));
      expect(names.filter((name) => !sayable.has(name))).toEqual([]);
    });
  });
});

test('three wrong codes end the call whatever lies between them', () => {
  fc.assert(
    fc.property(fc.array(pressed, { maxLength: 3 }), (between) => {
      let now = settled(firstState(valserena), { kind: 'call', line: valserena });
      const house = { family: [], codes: {} };
      const press = (digits: string): void => {
        const after = advance(now.state, { kind: 'digits', digits });
        now =
          after.next.kind === 'question'
            ? advance(after.state, {
                kind: 'answer',
                answer: answerOf(house, after.next.question),
              })
            : after;
      };
      now = advance(firstState(valserena), {
        kind: 'answer',
        answer: { kind: 'recognised', children: [], language: 'it' },
      });
      for (let code = 0; code < 3; code++) {
        for (const digits of between) press(digits);
        press('555555');
      }
      expect(isListening(now)).toBe(false);
    }),
  );
});

test('an offer that is missing is a fault of the house and not of the caller', () => {
  const { state } = advance(firstState(valserena), {
    kind: 'answer',
    answer: { kind: 'recognised', children: [children[0]!], language: 'it' },
  });
  const offers = [sampleOffers('somebody else')];
  const { next } = advance(state, { kind: 'answer', answer: { kind: 'offers', offers } });
  expect(saidIn(next).map(({ key }) => key)).toContain('call.failed');
});

test('the key in the text of an option is its key', async () => {
  const { operationKeys, allChildrenKey } = await import('#voice/dialogue-keys.ts');
  for (const language of languages) {
    const texts = new Map(Object.entries(voiceCatalogue[language]));
    for (const [operation, key] of Object.entries(operationKeys))
      expect(texts.get(`call.option-${operation}`)).toMatch(new RegExp(`(premi|press) ${key}\\.$`));
    expect(texts.get('call.all-children')).toMatch(
      new RegExp(`(premi|press) ${allChildrenKey}\\.$`),
    );
  }
});

test('every sentence of the call is said in some call', () => {
  const said = new Set<string>();
  fc.assert(
    fc.property(walk, (steps) => {
      for (const { next } of steps) for (const { key } of saidIn(next)) said.add(key);
    }),
    { numRuns: 3000, seed: 4 },
  );
  const all = Object.keys(voiceCatalogue.it).filter((key) => key.startsWith('call.'));
  expect(all.filter((key) => !said.has(key))).toEqual([]);
});
