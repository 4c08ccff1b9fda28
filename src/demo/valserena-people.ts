// Makes one invented person after the other: no fiscal code, e-mail or code is given twice.
import type { DemoGuardian, DemoPupil } from '#demo/model.ts';
import type { Chance } from '#demo/seeded-chance.ts';
import type { KnownGuardian, KnownPerson } from '#demo/valserena-known-families.ts';
import type { DemoClass, DemoPerson } from '#demo/model.ts';
import { asDay } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { fiscalCodeOf } from '#ground/fiscal-code.ts';
import { foldText } from '#ground/text-forms.ts';

/**
 * A birthplace that nobody has: municipalities have letters from A to M, foreign countries Z (Agenzia delle
 * Entrate, codici catastali). So every code is formally valid and none can be a living person's.
 */
export const belfioreOfNowhere = 'X999';

/** Top-level domain reserved for examples (RFC 2606): no message can reach anybody. */
const mailDomain = 'posta.example';

/** Mobile numbers in Italy begin with 31 to 39: no subscriber has 300. */
const mobilePrefix = '300';

export interface People {
  pupil(person: KnownPerson, schoolClass: DemoClass): DemoPupil;
  guardian(
    person: KnownGuardian,
    contacts: { readonly email: boolean; readonly mobile: boolean },
    language: 'it' | 'en',
  ): DemoGuardian;
}

export function people(): People {
  const fiscalCodes = new Set<string>();
  const addresses = new Set<string>();
  let pupils = 0;
  let guardians = 0;

  const personOf = ({ lastName, firstName, sex, bornOn }: KnownPerson): DemoPerson => {
    const fiscalCode = fiscalCodeOf({
      lastName,
      firstName,
      sex,
      bornOn,
      belfiore: belfioreOfNowhere,
    });
    // Real registries have omocodia for this; here another day of birth is simpler to read.
    if (fiscalCodes.has(fiscalCode))
      return personOf({ lastName, firstName, sex, bornOn: dayBeside(bornOn) });
    fiscalCodes.add(fiscalCode);
    return { lastName, firstName, sex, bornOn, fiscalCode };
  };
  const addressOf = ({ lastName, firstName }: KnownPerson): string => {
    const name = `${foldText(firstName)} ${foldText(lastName)}`.replaceAll(' ', '.');
    let address = `${name}@${mailDomain}`;
    for (let count = 2; addresses.has(address); count += 1)
      address = `${name}${count}@${mailDomain}`;
    addresses.add(address);
    return address;
  };
  return {
    pupil: (person, schoolClass) => {
      pupils += 1;
      return {
        ...personOf(person),
        code: String(pupils).padStart(6, '0'),
        // A prime step: codes that do not follow one another, and none twice.
        phoneCode: String((4711 + pupils * 7919) % 1_000_000).padStart(6, '0'),
        schoolClass,
      };
    },
    guardian: (person, contacts, language) => {
      guardians += 1;
      return {
        ...personOf(person),
        relation: person.relation,
        email: contacts.email ? addressOf(person) : '',
        mobile: contacts.mobile ? `${mobilePrefix} ${String(1_000_100 + guardians * 37)}` : '',
        language,
        isRestricted: person.isRestricted,
      };
    },
  };
}

export function birthdayIn(chance: Chance, year: number): Day {
  const two = (number: number): string => String(number).padStart(2, '0');
  return asDay(`${year}-${two(chance.between(1, 12))}-${two(chance.between(1, 28))}`);
}

function dayBeside(day: Day): Day {
  const dayOfMonth = (Number(day.slice(8)) % 28) + 1;
  return asDay(`${day.slice(0, 8)}${String(dayOfMonth).padStart(2, '0')}`);
}
