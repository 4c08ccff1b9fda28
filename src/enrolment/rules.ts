// Whose child is it: decides for which pupils an account may act (FOUNDATIONS 22).
import type {
  FamilyRefusal,
  GuardianLink,
  OwnPupil,
  PupilSchools,
  StaffPupil,
} from '#enrolment/model.ts';
import type { Actor } from '#ground/actor.ts';
import { hasRole, hasRoleAtSchool } from '#ground/actor.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';

/** All the pupils asked for, or a refusal: another family's pupil does not exist for this account. */
export function decideOwnPupils(
  accountId: string,
  pupilIds: readonly string[],
  links: readonly GuardianLink[],
): Outcome<readonly OwnPupil[], FamilyRefusal> {
  const own: OwnPupil[] = [];
  for (const pupilId of pupilIds) {
    const link = links.find((one) => one.pupilId === pupilId && one.accountId === accountId);
    if (link === undefined) return refuse('pupil-not-found');
    if (link.restricted) return refuse('guardian-restricted');
    own.push(asOwnPupil(link));
  }
  return accept(own);
}

/** The pupils of the links that the account may act for. */
export function ownPupilsOf(
  accountId: string,
  links: readonly GuardianLink[],
): readonly OwnPupil[] {
  return links.filter((link) => link.accountId === accountId && !link.restricted).map(asOwnPupil);
}

/** All the pupils asked for; the office acts for every one, a school secretary for those of her school. */
export function decideStaffPupils(
  actor: Actor,
  pupilIds: readonly string[],
  pupils: readonly PupilSchools[],
): Outcome<readonly StaffPupil[], 'not-allowed' | 'pupil-not-found'> {
  const isOffice = hasRole(actor, 'office', 'administrator');
  if (!isOffice && !hasRole(actor, 'school')) return refuse('not-allowed');
  const found: StaffPupil[] = [];
  for (const pupilId of pupilIds) {
    const pupil = pupils.find((one) => one.pupilId === pupilId);
    const mayAct =
      isOffice || pupil?.schoolIds.some((schoolId) => hasRoleAtSchool(actor, schoolId, 'school'));
    if (pupil === undefined || mayAct !== true) return refuse('pupil-not-found');
    found.push(asStaffPupil(pupil));
  }
  return accept(found);
}

function asStaffPupil({ pupilId, firstName }: PupilSchools): StaffPupil {
  return { pupilId, firstName } as StaffPupil;
}

function asOwnPupil({ pupilId, guardianId, firstName }: GuardianLink): OwnPupil {
  return { pupilId, guardianId, firstName } as OwnPupil;
}
