// Which schools are closed in one transaction.
import { describe, expect, it } from 'vitest';
import { groupsTogether } from '#bookings/close-together.ts';
import type { SuppliedSchool } from '#bookings/supplied-schools.ts';

const school = (schoolName: string, classes: number): SuppliedSchool => ({
  schoolName,
  schoolId: schoolName,
  serviceId: 'mensa',
  serviceName: 'Mensa',
  kitchenId: 'kitchen',
  servingSiteId: 'site',
  classIds: Array.from({ length: classes }, (_, index) => `${schoolName} ${index}`),
});
const namesOf = (schools: readonly SuppliedSchool[]): readonly string[] =>
  groupsTogether(schools).map((group) => group.map((one) => one.schoolName).join(' '));

describe('schools that are closed together', () => {
  it('are as many as have forty classes, in their order', () => {
    const schools = [school('A', 15), school('B', 25), school('C', 1), school('D', 10)];
    expect(namesOf(schools)).toEqual(['A B', 'C D']);
  });

  it('a larger one is closed alone, and nobody is left out behind it', () => {
    expect(namesOf([school('A', 5), school('B', 60), school('C', 5)])).toEqual(['A', 'B', 'C']);
  });

  it('of none there is no group', () => {
    expect(namesOf([])).toEqual([]);
  });
});
