// How the routes of credentials answer: refusals by the room that knows the sentence, and the site as the browser called it.
import { enrolmentRefusals } from '#enrolment/api.ts';
import type { Outcome } from '#ground/refusal.ts';
import { identityRefusals } from '#identity/api.ts';
import type { Site } from '#identity/ask-credential-sms.ts';
import { tenantOf } from '#platform/http-server.ts';
import { problemOfRefusal } from '#platform/problem.ts';

export function siteOf(
  { https }: { readonly https: boolean },
  request: Parameters<typeof tenantOf>[0] & { readonly host: string },
): Site {
  return {
    authority: tenantOf(request).name,
    siteAddress: `${https ? 'https' : 'http'}://${request.host.toLowerCase()}`,
  };
}

export function valueOf<T>(outcome: Outcome<T, string>): T {
  if (outcome.ok) return outcome.value;
  const own = Object.hasOwn(enrolmentRefusals.statuses, outcome.refusal);
  throw problemOfRefusal(own ? enrolmentRefusals : identityRefusals, outcome);
}
