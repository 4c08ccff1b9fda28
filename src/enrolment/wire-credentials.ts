// How previews and sendings of credentials look on the wire.
import type { CodeSmsView, CredentialListView } from '#enrolment/credential-api.ts';
import type { GuardianCredential } from '#enrolment/guardian-credentials.ts';
import type { CredentialPreview, CredentialSending } from '#identity/read-credential-sms.ts';
import { romeIso } from '#platform/rome.ts';

export function wireSending({
  kind,
  askedAt,
  standing,
}: CredentialSending): NonNullable<CodeSmsView['sending']> {
  return {
    kind,
    askedAt: romeIso(askedAt),
    standing: standing.kind,
    reason: 'reason' in standing ? standing.reason : null,
    from: 'from' in standing ? romeIso(standing.from) : null,
  };
}

export function wirePreview({
  maskedNumber,
  text,
  segments,
  fault,
  sending,
}: CredentialPreview): Omit<CodeSmsView, 'now' | 'means'> {
  const wired = sending === null ? null : wireSending(sending);
  return { maskedNumber, text, segments, fault, sending: wired };
}

export function wireGuardian(one: GuardianCredential): CredentialListView['guardians'][number] {
  const { guardianId, firstName, lastName, classNames } = one;
  return { guardianId, firstName, lastName, classNames: [...classNames], ...wirePreview(one) };
}
