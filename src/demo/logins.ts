// The logins of the demo: whom each is for, and a password that everybody may know.
import { knownFamilies } from '#demo/valserena-known-families.ts';
import type { KnownFamily } from '#demo/valserena-known-families.ts';
import { valserenaFamilies } from '#demo/valserena-families.ts';
import { centralKitchen, nurseryKitchen, secretarysSchool } from '#demo/valserena-schools.ts';
import type { StaffRole } from '#ground/actor.ts';

/** `role` is the key of its texts: `role.<role>` and `role.<role>.note`. */
export type FamilyRole = keyof typeof knownFamilies;
export type StaffLoginRole = 'centralCook' | 'nurseryCook' | 'servingSite' | 'office' | 'secretary';

export interface DemoLogin {
  readonly role: FamilyRole | StaffLoginRole;
  readonly face: 'family' | 'staff';
  readonly login: string;
  readonly password: string;
}

export interface KnownGuardianLogin {
  readonly role: FamilyRole;
  readonly email: string;
  readonly fiscalCode: string;
  readonly password: string;
  /** Of the letter from the office: another must be chosen at once. */
  readonly mustChangePassword: boolean;
}

export interface StaffLogin {
  readonly role: StaffLoginRole;
  readonly login: string;
  readonly password: string;
  readonly displayName: string;
  readonly grant: {
    readonly role: StaffRole;
    readonly kitchenName: string | null;
    readonly schoolName: string | null;
  };
}

/** Long enough to be accepted, easy to type on a phone, and known to everybody; of which guardian of the family. */
const familyPasswords: Readonly<Record<FamilyRole, { password: string; guardian: number }>> = {
  twoSchools: { password: 'girasole-giallo-7', guardian: 0 },
  oneChild: { password: 'tamburo-verde-4', guardian: 0 },
  apart: { password: 'castagna-lunga-3', guardian: 0 },
  restricted: { password: 'lanterna-blu-9', guardian: 1 },
  firstLogin: { password: 'lettera-nuova-1', guardian: 0 },
};

/** In the order of the known families, which are the first of the town. */
export function knownGuardians(): readonly KnownGuardianLogin[] {
  const families = valserenaFamilies();
  return Object.keys(knownFamilies satisfies Record<string, KnownFamily>).map((name, index) => {
    const role = toFamilyRole(name);
    const { password, guardian } = familyPasswords[role];
    const known = families[index]?.guardians[guardian];
    if (known === undefined) throw new Error(`the family ${role} has no such guardian`);
    const { email, fiscalCode } = known;
    return { role, email, fiscalCode, password, mustChangePassword: role === 'firstLogin' };
  });
}

export const staffLogins: readonly StaffLogin[] = [
  {
    role: 'centralCook',
    login: 'cuoco',
    password: 'mestolo-grande-5',
    displayName: 'Ivano Bettoni',
    grant: { role: 'kitchen', kitchenName: centralKitchen, schoolName: null },
  },
  {
    role: 'nurseryCook',
    login: 'cuoca.girasole',
    password: 'grembiule-rosso-2',
    displayName: 'Rosa Pedretti',
    grant: { role: 'kitchen', kitchenName: nurseryKitchen, schoolName: null },
  },
  {
    role: 'servingSite',
    login: 'refettorio',
    password: 'tovaglia-viola-6',
    displayName: 'Piera Salvoni',
    grant: {
      role: 'serving-site',
      kitchenName: null,
      schoolName: 'Scuola primaria Ada Fontanalta',
    },
  },
  {
    role: 'office',
    login: 'ufficio',
    password: 'timbro-azzurro-8',
    displayName: 'Marta Cortesi',
    grant: { role: 'office', kitchenName: null, schoolName: null },
  },
  {
    role: 'secretary',
    login: 'segreteria',
    password: 'campanella-viola-6',
    displayName: 'Lucia Zanetti',
    grant: { role: 'school', kitchenName: null, schoolName: secretarysSchool },
  },
];

function toFamilyRole(name: string): FamilyRole {
  return name as FamilyRole;
}
