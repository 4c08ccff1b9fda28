// What the routes of certificates stand on, and how they answer.
import { certificatesRefusals } from '#certificates/api.ts';
import type { CertificateMeans } from '#certificates/send-certificate.ts';
import { enrolmentRefusals } from '#enrolment/api.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import type { Database } from '#platform/database.ts';
import { problemOfRefusal } from '#platform/problem.ts';

export interface CertificatesContext extends CertificateMeans {
  readonly database: Database;
  /** The real one: sessions do not follow the demo's time. */
  readonly securityClock: Clock;
}

export function valueOf<T>(outcome: Outcome<T, string>): T {
  if (outcome.ok) return outcome.value;
  throw problemOfRefusal(
    Object.hasOwn(certificatesRefusals.statuses, outcome.refusal)
      ? certificatesRefusals
      : enrolmentRefusals,
    outcome,
  );
}
