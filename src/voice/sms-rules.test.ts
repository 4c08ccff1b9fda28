// What an SMS command changes: the days it falls on over all services of a child, and when it changes nothing.
import { describe, expect, it } from 'vitest';
import type { DayAhead, ImpliedDay, ServiceImpliedDay } from '#bookings/implied-day-rules.ts';
import type { DayState } from '#bookings/model.ts';
import { asDay } from '#ground/day.ts';
import type { SmsOperation } from '#voice/sms-model.ts';
import type { SmsStep } from '#voice/sms-rules.ts';
import { decideStep } from '#voice/sms-rules.ts';

const monday = '2026-11-23';
const tuesday = '2026-11-24';
const wednesday = '2026-11-25';
const friday = '2026-11-27';

const ahead = (day: string, state: DayState = 'expected', receipt: string | null = null) =>
  ({
    day: asDay(day),
    state,
    absenceReceipt: state === 'absent' ? receipt : null,
    suspensionReceipt: state === 'suspended' ? receipt : null,
  }) satisfies DayAhead;

/** A service whose first useful day is the first of its days. */
function service(days: readonly DayAhead[], isFar = false): ServiceImpliedDay {
  const [first] = days;
  const implied: ImpliedDay =
    first === undefined
      ? { kind: 'no-day' }
      : { kind: 'day', day: first.day, state: first.state, isFar };
  return { serviceId: 'lunch', implied, ahead: days };
}

const closed = (day: string, time: string): ServiceImpliedDay => ({
  serviceId: 'lunch',
  implied: { kind: 'line-closed', opens: { day: asDay(day), time } },
  ahead: [],
});

const step = (
  operation: SmsOperation,
  services: readonly ServiceImpliedDay[],
  days = 1,
  isConfirmed = false,
): SmsStep => decideStep({ code: '9101', operation, days }, services, isConfirmed);

const onDays = (operation: string, days: readonly string[], lastDay = days.at(-1)) => ({
  kind: 'days',
  operation,
  days,
  lastDay,
});

describe('an absence', () => {
  const week = [ahead(monday), ahead(tuesday), ahead(wednesday), ahead(friday)];

  it('falls on the first useful day alone', () => {
    expect(step('absence', [service(week)])).toEqual(onDays('absence', [monday]));
  });

  it('of three days counts days of the calendar, the last one included', () => {
    expect(step('absence', [service(week)], 3)).toEqual(
      onDays('absence', [monday, tuesday, wednesday]),
    );
  });

  it('goes to the last day asked for, with or without a meal on it', () => {
    expect(step('absence', [service(week)], 4)).toEqual(
      onDays('absence', [monday, tuesday, wednesday], '2026-11-26'),
    );
  });

  it('falls on the earliest day of all services, and on each day once', () => {
    const lunch = service([ahead(tuesday), ahead(wednesday)]);
    const snack = service([ahead(monday), ahead(tuesday)]);
    expect(step('absence', [lunch, snack])).toEqual(onDays('absence', [monday]));
    expect(step('absence', [lunch, snack], 2)).toEqual(onDays('absence', [monday, tuesday]));
    expect(step('absence', [snack, lunch], 2)).toEqual(onDays('absence', [monday, tuesday]));
  });

  it('under a suspension of every day asked for changes nothing, and says the receipt', () => {
    const days = [ahead(monday, 'suspended', '333'), ahead(tuesday, 'suspended', '333')];
    expect(step('absence', [service([...days, ahead(wednesday)])], 2)).toEqual({
      kind: 'suspended',
      from: monday,
      lastDay: tuesday,
      receiptCode: '333',
    });
  });

  it('that goes on after the suspension is recorded', () => {
    const days = [ahead(monday, 'suspended', '333'), ahead(tuesday)];
    expect(step('absence', [service(days)], 2)).toEqual(onDays('absence', [monday, tuesday]));
  });

  it('of a suspended service is recorded all the same for another that is eaten', () => {
    const suspended = service([ahead(monday, 'suspended', '333')]);
    expect(step('absence', [suspended, service([ahead(monday)])])).toEqual(
      onDays('absence', [monday]),
    );
  });
});

describe('a plain meal', () => {
  it('is asked for even under a suspension: whoever decides about plain meals says why not', () => {
    const days = [ahead(monday, 'suspended', '333')];
    expect(step('plain-meal', [service(days)])).toEqual(onDays('plain-meal', [monday]));
  });
});

describe('when no day is near', () => {
  const far = service([ahead(monday)], true);

  it('a day far ahead is asked again, and taken once it is confirmed', () => {
    expect(step('absence', [far])).toEqual({ kind: 'far', day: monday });
    expect(step('absence', [far], 1, true)).toEqual(onDays('absence', [monday]));
  });

  it('outside the hours the earliest opening of all services is said', () => {
    const later = closed(tuesday, '12:00');
    const sooner = closed(monday, '18:00');
    const opens = { kind: 'closed', opens: { day: monday, time: '18:00' } };
    expect(step('absence', [later, sooner])).toEqual(opens);
    expect(step('absence', [sooner, later])).toEqual(opens);
    expect(step('absence', [closed(monday, '19:00'), sooner, service([])])).toEqual(opens);
  });

  it('a service that is open counts more than one that is closed', () => {
    expect(step('absence', [closed(monday, '18:00'), service([ahead(tuesday)])])).toEqual(
      onDays('absence', [tuesday]),
    );
  });

  it('without a meal any more there is no day', () => {
    expect(step('absence', [service([])])).toEqual({ kind: 'no-day' });
    expect(step('presence', [])).toEqual({ kind: 'no-day' });
  });
});

describe('a presence', () => {
  const absent = (day: string, receipt: string) => ahead(day, 'absent', receipt);

  it('brings back the first useful day', () => {
    const days = [absent(monday, '1'), ahead(tuesday)];
    expect(step('presence', [service(days)])).toEqual(onDays('absence-undone', [monday]));
  });

  it('brings back the days that follow under the same receipt, a week-end between or not', () => {
    const days = [friday, '2026-11-30', '2026-12-01'].map((day) => absent(day, '1'));
    const apart = absent('2026-12-02', '2');
    expect(step('presence', [service([...days, apart])])).toEqual(
      onDays('absence-undone', [friday, '2026-11-30', '2026-12-01']),
    );
  });

  it('stops at the first day that is eaten, whatever comes after it', () => {
    const days = [absent(monday, '1'), ahead(tuesday), absent(wednesday, '1')];
    expect(step('presence', [service(days)])).toEqual(onDays('absence-undone', [monday]));
  });

  it('of a child who eats asks for the first useful day: whoever undoes absences says that there is none', () => {
    const days = [ahead(monday), absent(tuesday, '1')];
    expect(step('presence', [service(days)])).toEqual(onDays('absence-undone', [monday]));
  });

  it('looks at all services of the child', () => {
    const lunch = service([ahead(monday), ahead(tuesday)]);
    const snack = service([absent(monday, '1'), absent(tuesday, '1')]);
    expect(step('presence', [lunch, snack])).toEqual(onDays('absence-undone', [monday, tuesday]));
  });

  it('does not bring back a day that is suspended under the receipt of an absence', () => {
    const hidden = { ...ahead(tuesday, 'suspended', '333'), absenceReceipt: '1' };
    expect(step('presence', [service([absent(monday, '1'), hidden])])).toEqual(
      onDays('absence-undone', [monday]),
    );
  });

  it('resumes a suspension of the first useful day, also of one service of two', () => {
    const suspended = service([ahead(monday, 'suspended', '333'), ahead(tuesday)]);
    const resumption = { kind: 'resumption', from: monday };
    expect(step('presence', [suspended])).toEqual(resumption);
    expect(step('presence', [service([absent(monday, '1')]), suspended])).toEqual(resumption);
  });

  it('before a suspension that is still to begin concerns the first useful day alone', () => {
    const days = [absent(monday, '1'), ahead(tuesday, 'suspended', '333')];
    expect(step('presence', [service(days)])).toEqual(onDays('absence-undone', [monday]));
  });

  it('of a service on hold has no meal to bring back, unless another service has', () => {
    const held = service([ahead(monday, 'on-hold')]);
    expect(step('presence', [held])).toEqual({ kind: 'on-hold', day: monday });
    expect(step('presence', [held, service([absent(monday, '1')])])).toEqual(
      onDays('absence-undone', [monday]),
    );
  });
});
