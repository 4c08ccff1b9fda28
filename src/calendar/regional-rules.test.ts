// The calendars of the Regions against what their acts order, read off the wall calendar and not computed here.
import { describe, expect, it } from 'vitest';
import { officialCalendar } from '#calendar/official-calendar.ts';
import { lombardy, regionalRules } from '#calendar/regional-rules.ts';

const spansOf = (schoolYear: number) =>
  officialCalendar(lombardy, schoolYear).spans.map(
    ({ grade, firstOn, lastOn }) => `${grade} ${firstOn} ${lastOn}`,
  );
const closuresOf = (schoolYear: number) =>
  officialCalendar(lombardy, schoolYear)
    .closures.filter(({ origin }) => origin === 'regional')
    .map(({ fromOn, toOn, reason }) => `${fromOn} – ${toOn} ${reason}`);

it('whoever opens a school year names the rule, and is told the act it comes from', () => {
  expect(regionalRules['lombardy']).toBe(lombardy);
  expect(lombardy.source).toBe('DGR Lombardia IX/3318 del 18 aprile 2012');
});

describe('Lombardy in 2026/27', () => {
  it('begins on Monday 7 September in the nursery, whose rule says Saturday 5, and on Monday 14 for the others', () => {
    expect(spansOf(2026)).toEqual([
      'nursery 2026-09-07 2027-06-30',
      'primary 2026-09-14 2027-06-08',
      'middle 2026-09-14 2027-06-08',
    ]);
  });

  it('suspends Christmas, the two days before Lent, and Easter from Thursday to Tuesday', () => {
    expect(closuresOf(2026)).toEqual([
      '2026-12-23 – 2027-01-06 Vacanze di Natale',
      '2027-02-08 – 2027-02-09 Vacanze di Carnevale',
      '2027-03-25 – 2027-03-30 Vacanze di Pasqua',
    ]);
  });
});

describe('Lombardy in 2027/28, a leap year', () => {
  it('has Carnival on Monday 28 and Tuesday 29 February 2028', () => {
    expect(closuresOf(2027)).toEqual([
      '2027-12-23 – 2028-01-06 Vacanze di Natale',
      '2028-02-28 – 2028-02-29 Vacanze di Carnevale',
      '2028-04-13 – 2028-04-18 Vacanze di Pasqua',
    ]);
  });

  it('begins on Monday 6 September in the nursery and on Monday 13 for the others', () => {
    expect(spansOf(2027)).toEqual([
      'nursery 2027-09-06 2028-06-30',
      'primary 2027-09-13 2028-06-08',
      'middle 2027-09-13 2028-06-08',
    ]);
  });
});
