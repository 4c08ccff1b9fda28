// The families of Valserena: brothers and sisters across schools, parents together, apart or alone.
import type { DemoFamily, DemoGuardian, DemoPupil, Origin } from '#demo/model.ts';
import type { Chance } from '#demo/seeded-chance.ts';
import { seededChance } from '#demo/seeded-chance.ts';
import type { KnownFamily, KnownGuardian } from '#demo/valserena-known-families.ts';
import { knownFamilies } from '#demo/valserena-known-families.ts';
import type { NameStock } from '#demo/valserena-names.ts';
import { nameStocks, originShares } from '#demo/valserena-names.ts';
import type { People } from '#demo/valserena-people.ts';
import { birthdayIn, people } from '#demo/valserena-people.ts';
import type { Seat, Seats } from '#demo/valserena-seats.ts';
import { openSeats } from '#demo/valserena-seats.ts';
import type { Day } from '#ground/day.ts';
import type { Sex } from '#ground/fiscal-code.ts';

const seed = 24_020;

/** The known families first, in the order in which they are written; the same on every machine. */
export function valserenaFamilies(): readonly DemoFamily[] {
  const chance = seededChance(seed);
  const seats = openSeats(chance);
  const register = people();
  const known = Object.values<KnownFamily>(knownFamilies).map((family) =>
    seatKnown(family, seats, register),
  );
  const others: DemoFamily[] = [];
  for (let eldest = seats.takeAny(); eldest !== undefined; eldest = seats.takeAny()) {
    others.push(makeFamily(chance, register, siblingSeats(chance, seats, eldest)));
  }
  return [...known, ...others];
}

function seatKnown(family: KnownFamily, seats: Seats, register: People): DemoFamily {
  const reachable = { email: true, mobile: true };
  return {
    origin: family.origin,
    pupils: family.pupils.map((pupil) => {
      const birthYear = Number(pupil.bornOn.slice(0, 4));
      return register.pupil(
        pupil,
        seats.takeIn(pupil.schoolCode, pupil.classCode, birthYear).schoolClass,
      );
    }),
    guardians: family.guardians.map((guardian) => register.guardian(guardian, reachable, 'it')),
  };
}

/** One to three children, two to four years apart; now and then twins. */
function siblingSeats(chance: Chance, seats: Seats, eldest: Seat): readonly Seat[] {
  const taken = [eldest];
  const size = chance.happens(0.42) ? 1 : chance.happens(0.78) ? 2 : 3;
  let birthYear = eldest.birthYear;
  while (taken.length < size) {
    birthYear += chance.happens(0.04) ? 0 : chance.between(2, 4);
    const seat = seats.takeNear(birthYear) ?? seats.takeNear(birthYear - 6);
    if (seat === undefined) break;
    taken.push(seat);
  }
  return taken;
}

function makeFamily(chance: Chance, register: People, seats: readonly Seat[]): DemoFamily {
  const origin = originOf(chance);
  const stock = nameStocks[origin];
  const parents = parentsOf(chance, stock, Math.max(...seats.map((seat) => seat.birthYear)));
  const lastName = parents.at(-1)?.lastName ?? chance.oneOf(stock.surnames);
  return {
    origin,
    pupils: childrenOf(chance, register, stock, lastName, seats),
    guardians: guardiansOf(chance, register, origin, parents),
  };
}

function childrenOf(
  chance: Chance,
  register: People,
  stock: NameStock,
  lastName: string,
  seats: readonly Seat[],
): readonly DemoPupil[] {
  const girls = chance.shuffled(stock.girls);
  const boys = chance.shuffled(stock.boys);
  const birthdays = new Map<number, Day>();
  return seats.map((seat, index) => {
    const sex: Sex = chance.happens(0.5) ? 'F' : 'M';
    const firstName = (sex === 'F' ? girls[index] : boys[index]) ?? 'Andrea';
    // Two of a family born in one year are twins.
    const bornOn = birthdays.get(seat.birthYear) ?? birthdayIn(chance, seat.birthYear);
    birthdays.set(seat.birthYear, bornOn);
    return register.pupil({ lastName, firstName, sex, bornOn }, seat.schoolClass);
  });
}

/** Mother and father; one of them alone; seldom a guardian. The last one's surname is the children's. */
function parentsOf(
  chance: Chance,
  stock: NameStock,
  youngestBirthYear: number,
): readonly KnownGuardian[] {
  const parent = (sex: Sex, relation: DemoGuardian['relation']): KnownGuardian => ({
    lastName: chance.oneOf(stock.surnames),
    firstName: chance.oneOf(sex === 'F' ? stock.women : stock.men),
    sex,
    bornOn: birthdayIn(chance, youngestBirthYear - chance.between(27, 42)),
    relation,
    isRestricted: false,
  });
  const share = chance.fraction();
  if (share < 0.08) return [parent('F', 'madre')];
  if (share < 0.11) return [parent('M', 'padre')];
  if (share < 0.125) return [parent('F', 'tutore')];
  return [parent('F', 'madre'), parent('M', 'padre')];
}

function guardiansOf(
  chance: Chance,
  register: People,
  origin: Origin,
  parents: readonly KnownGuardian[],
): readonly DemoGuardian[] {
  return parents.map((parent) => {
    const contacts = { email: chance.happens(0.93), mobile: chance.happens(0.97) };
    const readsEnglish = (origin === 'indian' || origin === 'senegalese') && chance.happens(0.5);
    return register.guardian(parent, contacts, readsEnglish ? 'en' : 'it');
  });
}

function originOf(chance: Chance): Origin {
  let place = chance.fraction() * originShares.reduce((sum, [, share]) => sum + share, 0);
  for (const [origin, share] of originShares) {
    place -= share;
    if (place < 0) return origin;
  }
  return 'italian';
}
