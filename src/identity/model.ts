// The words of identity: the account that acts, and the login it is known by.
import type { Channel, Grant, StaffActor, StaffRole } from '#ground/actor.ts';
import type { Language } from '#ground/sentence.ts';

/** Families sign in for one authority; staff for the installation, with grants per authority. */
export type Face = 'family' | 'staff';

export interface FamilyAccount {
  readonly kind: 'family';
  readonly accountId: string;
  readonly login: string;
  readonly displayName: string;
  /** Until the first password of its own choice nothing but that choice is open (RULES E1). */
  readonly mustChangePassword: boolean;
  readonly language: Language;
  readonly email: string | null;
}

export interface StaffAccount {
  readonly kind: 'staff';
  readonly accountId: string;
  readonly login: string;
  readonly displayName: string;
  readonly mustChangePassword: boolean;
  /** In the authority whose address was called; never empty. */
  readonly grants: readonly Grant[];
}

export type Account = FamilyAccount | StaffAccount;

export function staffActorOf(account: StaffAccount, channel: Channel): StaffActor {
  return { kind: 'staff', accountId: account.accountId, grants: account.grants, channel };
}

/** Through which desk a member of staff acts: the office's where they have its role. */
export function channelOf({ grants }: StaffAccount): 'office' | 'school' | 'kitchen' {
  const has = (...roles: readonly StaffRole[]): boolean =>
    grants.some((grant) => roles.includes(grant.role));
  if (has('office', 'administrator')) return 'office';
  return has('school') ? 'school' : 'kitchen';
}

/** Families and staff are kept apart, so an id alone does not name an account. */
export interface AccountKey {
  readonly face: Face;
  readonly accountId: string;
}

export const keyOf = (account: Account): AccountKey => ({
  face: account.kind,
  accountId: account.accountId,
});

/** Staff have no language of their own yet: Italian. */
export function languageOfAccount(account: Account): Language {
  return account.kind === 'family' ? account.language : 'it';
}

/** One spelling of a login, whatever a phone's keyboard makes of it: capitals and stray spaces do not matter. */
export function loginOf(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
