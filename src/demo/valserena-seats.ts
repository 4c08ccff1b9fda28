// The places in the classes of Valserena: every pupil takes one, and none stays empty.
import type { DemoClass } from '#demo/model.ts';
import type { Chance } from '#demo/seeded-chance.ts';
import { schools } from '#demo/valserena-schools.ts';

export interface Seat {
  readonly schoolClass: DemoClass;
  readonly birthYear: number;
}

export interface Seats {
  readonly left: number;
  /** Any; undefined when all are taken. */
  takeAny(): Seat | undefined;
  /** In that class; throws when it is full. */
  takeIn(schoolCode: string, classCode: string, birthYear: number): Seat;
  /** For a child born in that year or in a neighbouring one. */
  takeNear(birthYear: number): Seat | undefined;
}

export function openSeats(chance: Chance): Seats {
  const free = chance.shuffled(schools.flatMap((school) => school.classes.flatMap(seatsOf)));
  const take = (matches: (seat: Seat) => boolean): Seat | undefined => {
    const index = free.findIndex(matches);
    return index === -1 ? undefined : free.splice(index, 1)[0];
  };
  return {
    get left() {
      return free.length;
    },
    takeAny: () => free.shift(),
    takeIn: (schoolCode, classCode, birthYear) => {
      const isOfClass = ({ schoolClass }: Seat): boolean =>
        schoolClass.schoolCode === schoolCode && schoolClass.code === classCode;
      const seat = take((one) => isOfClass(one) && one.birthYear === birthYear);
      if (seat === undefined)
        throw new Error(`no seat in ${schoolCode} ${classCode} for ${birthYear}`);
      return seat;
    },
    takeNear: (birthYear) => {
      const bornIn = (year: number): Seat | undefined => take((seat) => seat.birthYear === year);
      return bornIn(birthYear) ?? bornIn(birthYear - 1) ?? bornIn(birthYear + 1);
    },
  };
}

function seatsOf(schoolClass: DemoClass): readonly Seat[] {
  const { birthYears, seats } = schoolClass;
  return Array.from({ length: seats }, (_, index) => ({
    schoolClass,
    birthYear: birthYears[index % birthYears.length] ?? 0,
  }));
}
