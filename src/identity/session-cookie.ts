// The cookie of a session: its name says whether it came over https, and the stored hash covers name and token.
import { randomToken, sha256 } from '#platform/crypto.ts';
import type { Instant } from '#ground/instant.ts';
import { plusSeconds } from '#ground/instant.ts';
import type { Face } from '#identity/model.ts';

/** A request as far as sessions look at it. */
export interface RequestWithCookies {
  readonly cookies: Readonly<Record<string, string | undefined>>;
}

export interface NewSession {
  readonly token: string;
  readonly tokenHash: string;
  readonly expiresAt: Instant;
  readonly secondsMax: number;
}

/** Families stay signed in on their phone; staff share computers. */
const secondsMaxOf: Readonly<Record<Face, number>> = { family: 30 * 86_400, staff: 12 * 3600 };

/** Browsers accept `__Host-` only over https, for this very host and the whole site (RFC 6265bis section 4.1.3.2). */
export const sessionCookieName = (https: boolean): string =>
  https ? '__Host-refettorio' : 'refettorio';

export function newSession(face: Face, https: boolean, now: Instant): NewSession {
  const token = randomToken();
  const secondsMax = secondsMaxOf[face];
  return {
    token,
    tokenHash: hashOf(sessionCookieName(https), token),
    expiresAt: plusSeconds(now, secondsMax),
    secondsMax,
  };
}

/**
 * What the session of this request is stored under, or undefined without a cookie. The name is hashed with the
 * token: a token of the http cookie, which a neighbouring site could plant, is none of the https site.
 */
export function sessionHashOf(request: RequestWithCookies): string | undefined {
  for (const name of [sessionCookieName(true), sessionCookieName(false)]) {
    const token = request.cookies[name];
    if (token !== undefined && token !== '') return hashOf(name, token);
  }
  return undefined;
}

const hashOf = (name: string, token: string): string =>
  Buffer.from(sha256(`${name}\n`, token)).toString('hex');
