// The words of enrolment: a pupil as a guardian may act for it.
import type { Brand } from '#ground/brand.ts';

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
