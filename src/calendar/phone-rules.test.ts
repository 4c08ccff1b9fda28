// When the phone line is open (RULES B4) and from which day a new cut-off applies (RULES B2), as tables of moments.
import { describe, expect, it } from 'vitest';
import type { CivilMoment } from '#calendar/model.ts';
import { decidePhoneLine, firstDayNotYetOpen, opensFor } from '#calendar/phone-rules.ts';
import { phoneHoursSetting } from '#calendar/settings.ts';
import type { Day } from '#ground/day.ts';
import { addDays, asDay } from '#ground/day.ts';
import { asInstant } from '#ground/instant.ts';
import { dayAt, instantOf, romeIso, timeAt } from '#platform/rome.ts';

const hours = phoneHoursSetting.default;
const at = (text: string): CivilMoment => ({ day: asDay(text.slice(0, 10)), time: text.slice(11) });
const written = ({ day, time }: CivilMoment): string => `${day} ${time}`;
const halfPastNine = (): string => '09:30';
const line = (now: string, cutOffTimeOn: (day: Day) => string = halfPastNine): string => {
  const answer = decidePhoneLine(hours, cutOffTimeOn, at(now));
  return answer.isOpen ? `open until ${written(answer.until)}` : `opens ${written(answer.opens)}`;
};

describe('B4: the line is open from 18:00 until the cut-off next morning, every night of the week', () => {
  it.each([
    ['2026-11-23 17:59', 'opens 2026-11-23 18:00', 'Monday before six'],
    ['2026-11-23 18:00', 'open until 2026-11-24 09:30', 'Monday at six'],
    ['2026-11-23 23:59', 'open until 2026-11-24 09:30', 'the last minute of Monday'],
    ['2026-11-24 00:00', 'open until 2026-11-24 09:30', 'the first of Tuesday'],
    ['2026-11-24 09:30', 'open until 2026-11-24 09:30', 'the whole minute of the cut-off'],
    ['2026-11-24 09:31', 'opens 2026-11-24 18:00', 'the minute after'],
    ['2026-11-27 20:00', 'open until 2026-11-28 09:30', 'Friday evening'],
    ['2026-11-28 18:30', 'open until 2026-11-29 09:30', 'Saturday evening'],
    ['2026-11-29 08:00', 'open until 2026-11-29 09:30', 'Sunday morning'],
    ['2026-11-29 12:00', 'opens 2026-11-29 18:00', 'Sunday at noon'],
    ['2026-12-31 18:00', 'open until 2027-01-01 09:30', 'the evening of the year'],
    ['2028-02-28 18:00', 'open until 2028-02-29 09:30', 'before a leap day'],
  ])('%s: %s (%s)', (now, expected) => {
    expect(line(now)).toBe(expected);
  });

  it('a line without Friday and Saturday evenings says on Saturday that it opens on Sunday', () => {
    const weekdaysOnly = { opensAt: '18:00', evenings: [1, 2, 3, 4, 7] as const };
    const answers = ['2026-11-27 18:30', '2026-11-28 09:00', '2026-11-28 18:00'].map((now) =>
      decidePhoneLine(weekdaysOnly, halfPastNine, at(now)),
    );
    const sunday = { isOpen: false, opens: { day: '2026-11-29', time: '18:00' } };
    expect(answers).toEqual([sunday, sunday, sunday]);
  });

  it('A8: a cut-off that was extended keeps the line open as long', () => {
    const extended = (day: Day): string => (day === '2026-11-24' ? '10:15' : '09:30');
    expect(line('2026-11-24 10:15', extended)).toBe('open until 2026-11-24 10:15');
    expect(line('2026-11-24 10:16', extended)).toBe('opens 2026-11-24 18:00');
    expect(line('2026-11-23 19:00', extended)).toBe('open until 2026-11-24 10:15');
  });

  it.each([
    ['2026-10-24T16:00:00.000Z', 'open until 2026-10-25 09:30', 'the evening before winter time'],
    ['2026-10-25T08:30:59.999Z', 'open until 2026-10-25 09:30', 'its last minute, an hour longer'],
    ['2026-10-25T08:31:00.000Z', 'opens 2026-10-25 18:00', 'the minute after'],
    ['2027-03-28T00:59:00.000Z', 'open until 2027-03-28 09:30', 'just before summer time'],
    ['2027-03-28T07:30:30.000Z', 'open until 2027-03-28 09:30', 'its last minute'],
    ['2027-03-28T07:31:00.000Z', 'opens 2027-03-28 18:00', 'the minute after'],
  ])('on the nights when the clocks change the wall clock counts: %s %s (%s)', (iso, expected) => {
    const now = asInstant(Date.parse(iso));
    expect(line(`${dayAt(now)} ${timeAt(now)}`)).toBe(expected);
  });
});

describe('B2: a changed cut-off applies from the next day not yet open', () => {
  const cutOff = (time: string, daysBefore = 0) => ({
    at: (day: Day): CivilMoment => ({ day: addDays(day, -daysBefore), time }),
  });
  const [halfNine, eight, eveBefore] = [cutOff('09:30'), cutOff('08:00'), cutOff('18:00', 1)];
  const first = (now: string, ...cutOffs: readonly (typeof eight)[]): Day =>
    firstDayNotYetOpen(at(now), hours, (day) => cutOffs.map((one) => one.at(day)));

  it('a day is open from the evening before, when the phone line opens for it', () => {
    expect(opensFor(at('2026-11-24 09:30'), hours)).toEqual(at('2026-11-23 18:00'));
    expect(opensFor(at('2026-11-23 18:00'), hours)).toEqual(at('2026-11-22 18:00'));
  });

  it.each([
    ['2026-11-23 08:00', '2026-11-24', 'in the morning today is open, tomorrow is not'],
    ['2026-11-23 17:59', '2026-11-24', 'until the line opens'],
    ['2026-11-23 18:00', '2026-11-25', 'from then on tomorrow is open too'],
    ['2026-11-23 23:30', '2026-11-25', 'all night'],
    ['2026-11-24 00:10', '2026-11-25', 'and after midnight that day is today'],
  ])('from 9:30 to 8:00 on %s: first on %s, %s', (now, expected) => {
    expect(first(now, halfNine, eight)).toBe(expected);
  });

  it('a new cut-off on the evening before cannot close a day that families may still change this morning', () => {
    expect(first('2026-11-23 10:00', halfNine, eveBefore)).toBe('2026-11-25');
    expect(first('2026-11-23 18:30', halfNine, eveBefore)).toBe('2026-11-26');
  });

  it('the last minute of an old cut-off stays what families were told, whatever the clocks do that night', () => {
    const saturday = at('2026-10-24 18:30');
    const day = firstDayNotYetOpen(saturday, hours, (one) => [halfNine.at(one), eight.at(one)]);
    expect(day).toBe('2026-10-26');
    expect(romeIso(instantOf(day, '08:00'))).toBe('2026-10-26T08:00:00.000+01:00');
  });
});
