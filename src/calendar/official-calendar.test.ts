// The official calendar against the days that Lombardy's rule gives: read off the wall calendar, not computed here.
import { describe, expect, it } from 'vitest';
import { officialCalendar } from '#calendar/official-calendar.ts';
import { lombardy } from '#calendar/regional-rules.ts';

const spansOf = (schoolYear: number) =>
  officialCalendar(lombardy, schoolYear).spans.map(
    ({ grade, firstOn, lastOn }) => `${grade} ${firstOn} ${lastOn}`,
  );
const closuresOf = (schoolYear: number, origin: 'national' | 'regional') =>
  officialCalendar(lombardy, schoolYear)
    .closures.filter((closure) => closure.origin === origin)
    .map(({ fromOn, toOn, reason }) =>
      fromOn === toOn ? `${fromOn} ${reason}` : `${fromOn} – ${toOn} ${reason}`,
    )
    .toSorted();

describe('Lombardy in 2026/27', () => {
  it('begins on Monday 7 September in the nursery, whose rule says Saturday 5, and on Monday 14 for the others', () => {
    expect(spansOf(2026)).toEqual([
      'nursery 2026-09-07 2027-06-30',
      'primary 2026-09-14 2027-06-08',
      'middle 2026-09-14 2027-06-08',
    ]);
  });

  it('suspends Christmas, the two days before Lent, and Easter from Thursday to Tuesday', () => {
    expect(closuresOf(2026, 'regional')).toEqual([
      '2026-12-23 – 2027-01-06 Vacanze di Natale',
      '2027-02-08 – 2027-02-09 Vacanze di Carnevale',
      '2027-03-25 – 2027-03-30 Vacanze di Pasqua',
    ]);
  });

  it('has the national holidays from September to August, by their Italian names', () => {
    const days = closuresOf(2026, 'national').map((closure) => closure.slice(0, 10));
    expect(days).toEqual([
      '2026-10-04',
      '2026-11-01',
      '2026-12-08',
      '2026-12-25',
      '2026-12-26',
      '2027-01-01',
      '2027-01-06',
      '2027-03-28',
      '2027-03-29',
      '2027-04-25',
      '2027-05-01',
      '2027-06-02',
      '2027-08-15',
    ]);
    expect(closuresOf(2026, 'national')).toContain('2026-12-08 Immacolata Concezione');
  });

  it('closes for everybody', () => {
    const scopes = officialCalendar(lombardy, 2026).closures.map((closure) => closure.scope.kind);
    expect(new Set(scopes)).toEqual(new Set(['tenant']));
  });
});

describe('Lombardy in 2027/28, a leap year', () => {
  it('keeps San Francesco on Monday 4 October 2027, a national holiday again', () => {
    expect(closuresOf(2027, 'national').filter((closure) => closure.startsWith('2027-10'))).toEqual(
      [expect.stringMatching(/^2027-10-04 .*Francesco/)],
    );
  });

  it('has Carnival on Monday 28 and Tuesday 29 February 2028', () => {
    expect(closuresOf(2027, 'regional')).toEqual([
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
