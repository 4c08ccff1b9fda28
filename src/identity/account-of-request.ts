// Who sends this request: one statement that other statements of the same trip may travel with.
import type { Clock } from '#ground/clock.ts';
import type { Instant } from '#ground/instant.ts';
import type { Refused } from '#ground/refusal.ts';
import { refuse } from '#ground/refusal.ts';
import { identityRefusals } from '#identity/api.ts';
import type { Account, Face, FamilyAccount, StaffAccount } from '#identity/model.ts';
import type { RequestWithCookies } from '#identity/session-cookie.ts';
import { sessionHashOf } from '#identity/session-cookie.ts';
import type { SessionRow } from '#identity/store.ts';
import { findFamilySession, findStaffSession } from '#identity/store.ts';
import type { Tx } from '#platform/database.ts';
import { problemOfRefusal } from '#platform/problem.ts';

export interface AccountOptions {
  /** Only for the routes by which the first password is replaced. */
  readonly evenWithInitialPassword?: boolean;
}

type Who<A> = (
  tx: Tx,
  clock: Clock,
  request: RequestWithCookies,
  options?: AccountOptions,
) => Promise<A>;

/**
 * The guardian's account, in a transaction of the role family (or office). The statement starts at once and
 * the promise may be awaited later, together with others. `clock` is the real one: sessions do not follow the
 * demo's time. Rejects with the Problems not-signed-in (401), wrong-face and password-change-required (403).
 */
export const familyOf: Who<FamilyAccount> = (tx, clock, request, options) =>
  whoIs('family', request, options, (tokenHash) => findFamilySession(tx, tokenHash, clock.now()));

/** The same for staff, in a transaction of the roles office, school, kitchen or system. */
export const staffOf: Who<StaffAccount> = (tx, clock, request, options) =>
  whoIs('staff', request, options, (tokenHash) => findStaffSession(tx, tokenHash, clock.now()));

/** Whoever it is, in a transaction of the role system (or office). */
export const accountOf: Who<Account> = (tx, clock, request, options) =>
  whoIs('any', request, options, (tokenHash) => findAnySession(tx, tokenHash, clock.now()));

async function findAnySession(
  tx: Tx,
  tokenHash: string,
  now: Instant,
): Promise<SessionRow<Account> | undefined> {
  const [family, staff] = await Promise.all([
    findFamilySession(tx, tokenHash, now),
    findStaffSession(tx, tokenHash, now),
  ]);
  return family?.account === undefined ? staff : family;
}

function whoIs<A extends Account>(
  face: Face | 'any',
  request: RequestWithCookies,
  options: AccountOptions | undefined,
  find: (tokenHash: string) => Promise<SessionRow<A> | undefined>,
): Promise<A> {
  const tokenHash = sessionHashOf(request);
  const who =
    tokenHash === undefined
      ? Promise.reject(problemOf(refuse('not-signed-in')))
      : find(tokenHash).then((session) => accountIn(session, face, options));
  // Awaited later, perhaps after another statement of the same trip has failed.
  who.catch(() => undefined);
  return who;
}

function accountIn<A extends Account>(
  session: SessionRow<A> | undefined,
  face: Face | 'any',
  options: AccountOptions = {},
): A {
  if (session === undefined) throw problemOf(refuse('not-signed-in'));
  if (face !== 'any' && session.face !== face) throw problemOf(refuse('wrong-face'));
  const { account } = session;
  if (account === undefined) throw problemOf(refuse('not-signed-in'));
  if (account.mustChangePassword && options.evenWithInitialPassword !== true) {
    throw problemOf(refuse('password-change-required'));
  }
  return account;
}

const problemOf = (refused: Refused<string>) => problemOfRefusal(identityRefusals, refused);
