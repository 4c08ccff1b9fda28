// Who acts, and through what: handed to every use case, which decides whether that is enough.

export type Channel =
  | 'portal'
  | 'app'
  | 'voice'
  | 'sms'
  | 'office'
  | 'school'
  | 'kitchen'
  | 'api'
  | 'system';

export type StaffRole =
  | 'office'
  | 'caterer'
  | 'school'
  | 'kitchen'
  | 'serving-site'
  | 'administrator';

/** A role of a member of staff in the tenant; a null scope means all schools, or all kitchens. */
export interface Grant {
  readonly role: StaffRole;
  readonly schoolId: string | null;
  readonly kitchenId: string | null;
}

export interface GuardianActor {
  readonly kind: 'guardian';
  readonly guardianId: string;
  readonly accountId: string;
  readonly channel: Channel;
}

/** Who gave a pupil's phone code: known as the family, not as a person; it opens nothing but meals (RULES E1). */
export interface PhoneCodeActor {
  readonly kind: 'phone-code';
  readonly pupilId: string;
  readonly channel: Extract<Channel, 'voice' | 'sms'>;
}

export interface StaffActor {
  readonly kind: 'staff';
  readonly accountId: string;
  readonly grants: readonly Grant[];
  readonly channel: Channel;
}

export interface SystemActor {
  readonly kind: 'system';
  /** The job that acts, as 'close-day'. */
  readonly job: string;
  readonly channel: 'system';
}

export type Actor = GuardianActor | PhoneCodeActor | StaffActor | SystemActor;

export function systemActor(job: string): SystemActor {
  return { kind: 'system', job, channel: 'system' };
}

/** Who to write in the audit and in `recorded_by`: the guardian, the pupil whose code it was, the account of the member of staff, or the job. */
export function actorIdOf(actor: Actor): string {
  switch (actor.kind) {
    case 'guardian':
      return actor.guardianId;
    case 'phone-code':
      return actor.pupilId;
    case 'staff':
      return actor.accountId;
    case 'system':
      return actor.job;
  }
}

/** True for a member of staff with one of the roles, whatever the scope. */
export function hasRole(actor: Actor, ...roles: readonly StaffRole[]): boolean {
  return actor.kind === 'staff' && actor.grants.some((grant) => roles.includes(grant.role));
}

/** True for a member of staff with one of the roles for this school, or for all schools. */
export function hasRoleAtSchool(
  actor: Actor,
  schoolId: string,
  ...roles: readonly StaffRole[]
): boolean {
  return (
    actor.kind === 'staff' &&
    actor.grants.some(
      (grant) =>
        roles.includes(grant.role) && (grant.schoolId === null || grant.schoolId === schoolId),
    )
  );
}
