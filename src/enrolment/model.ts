// The words of enrolment: a pupil as a guardian may act for it.
import type { Brand } from '#ground/brand.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Weekdays } from '#ground/weekdays.ts';

/** Proof that a pupil is the account's own: only `rules.ts` of this room makes it, everything for families asks for it. */
export type OwnPupil = {
  readonly pupilId: string;
  readonly guardianId: string;
  readonly firstName: string;
} & Brand<'OwnPupil'>;

/** A guardian of a pupil, as recorded. */
export interface GuardianLink {
  readonly pupilId: string;
  readonly guardianId: string;
  readonly accountId: string;
  readonly firstName: string;
  /** An order of a court, recorded by the office: this guardian neither changes days nor is told. */
  readonly restricted: boolean;
}

export type FamilyRefusal = 'pupil-not-found' | 'guardian-restricted';

/** Proof that a member of staff may act for a pupil: only `rules.ts` of this room makes it. */
export type StaffPupil = {
  readonly pupilId: string;
  readonly firstName: string;
} & Brand<'StaffPupil'>;

/** A pupil with the schools of its classes in force. */
export interface PupilSchools {
  readonly pupilId: string;
  readonly firstName: string;
  readonly schoolIds: readonly string[];
}

/** Why there is no PIN to give: the line asks for none, or the pupil has no phone code that it could stand beside. */
export type PhoneRefusal = 'pin-not-asked' | 'no-phone-code';

export type StaffRefusal = 'not-allowed' | 'no-such-pupil' | 'no-such-guardian';

/** A pupil as staff read it. `privately` and `guardians` are null for schools, which need neither. */
export interface PupilCard {
  readonly pupilId: string;
  readonly pupilCode: string;
  readonly firstName: string;
  readonly lastName: string;
  /** The newest first; both days inclusive, null = open. */
  readonly classes: readonly {
    readonly className: string;
    readonly schoolName: string;
    readonly schoolId: string;
    readonly validFrom: Day;
    readonly validTo: Day | null;
  }[];
  readonly services: readonly {
    readonly serviceId: string;
    readonly serviceName: string;
    readonly weekdays: Weekdays;
    readonly validFrom: Day;
    readonly validTo: Day | null;
  }[];
  readonly privately: CardPrivate | null;
  /** Null for schools, and where the telephone asks for no PIN. */
  readonly phonePin: { readonly givenAt: Instant | null } | null;
  readonly guardians: readonly CardGuardian[] | null;
}

export interface CardPrivate {
  readonly phoneCode: string | null;
  readonly fiscalCode: string | null;
  readonly bornOn: Day | null;
}

export interface CardGuardian {
  readonly guardianId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly relation: 'mother' | 'father' | 'guardian' | 'foster-parent' | 'other';
  readonly restricted: boolean;
  readonly fiscalCode: string | null;
  /** Null, as the contacts, where the account is disabled. */
  readonly login: string | null;
  readonly email: string | null;
  readonly mobile: string | null;
  readonly language: string | null;
}
