// The official calendar: national holidays of a school year by their names; what a Region adds: regional-rules.test.ts.
import { describe, expect, it } from 'vitest';
import { officialCalendar } from '#calendar/official-calendar.ts';
import { lombardy } from '#calendar/regional-rules.ts';

const holidaysOf = (schoolYear: number) =>
  officialCalendar(lombardy, schoolYear)
    .closures.filter(({ origin }) => origin === 'national')
    .map(({ fromOn, reason }) => `${fromOn} ${reason}`)
    .toSorted();

describe('a school year', () => {
  it('has the national holidays from September to August, by their Italian names', () => {
    const days = holidaysOf(2026).map((closure) => closure.slice(0, 10));
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
    expect(holidaysOf(2026)).toContain('2026-12-08 Immacolata Concezione');
  });

  it('closes for everybody', () => {
    const scopes = officialCalendar(lombardy, 2026).closures.map((closure) => closure.scope.kind);
    expect(new Set(scopes)).toEqual(new Set(['tenant']));
  });

  it('keeps San Francesco on Monday 4 October 2027, a national holiday again', () => {
    expect(holidaysOf(2027).filter((closure) => closure.startsWith('2027-10'))).toEqual([
      expect.stringMatching(/^2027-10-04 .*Francesco/),
    ]);
  });
});
