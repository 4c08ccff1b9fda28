// A certificate comes in as the bare body of a request: who sends it is asked before a byte of it is read.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  certificateHeaders,
  certificatesPath,
  certificatesRefusals,
  sentResponse,
  staffCertificateHeaders,
  staffCertificatesPath,
} from '#certificates/api.ts';
import type { CertificateRefusal } from '#certificates/model.ts';
import { requireOffice } from '#certificates/office-desk.ts';
import { fileBytesMax, fileMegabytesMax } from '#certificates/rules.ts';
import type { Sender } from '#certificates/send-certificate.ts';
import { sendCertificate } from '#certificates/send-certificate.ts';
import type { CertificatesContext } from '#certificates/wire.ts';
import { valueOf } from '#certificates/wire.ts';
import { asDay } from '#ground/day.ts';
import { refuse } from '#ground/refusal.ts';
import type { Refused } from '#ground/refusal.ts';
import { familyOf, staffOf } from '#identity/account-of-request.ts';
import { sha256 } from '#platform/crypto.ts';
import type { DatabaseRole, Tx } from '#platform/database.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { longBodySeconds, tenantOf } from '#platform/http-server.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';
import { problemOfRefusal } from '#platform/problem.ts';
import { retryingConflicts } from '#platform/retry.ts';

/** In one process at once: what lies in memory is bounded whoever sends. */
const uploadsMax = 16;

// The file as sent; what it is called or said to be is of no interest (certificates/rules.ts looks at its bytes).
const file = z
  .instanceof(Uint8Array)
  .meta({ type: 'string', format: 'binary', description: 'PDF, JPEG or PNG, 8 MB at most.' });
const consumes = ['application/pdf', 'image/jpeg', 'image/png'];

export async function uploadRoutes(app: HttpApp, context: CertificatesContext): Promise<void> {
  const admit = turnstile();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: fileBytesMax },
    (_request, body, done) => done(null, body),
  );
  app.setErrorHandler((fault: unknown) => {
    throw isTooLarge(fault)
      ? problemOf(refuse('file-too-large', { megabytes: fileMegabytesMax }))
      : fault;
  });

  app.post(
    certificatesPath,
    {
      config: { bodySeconds: longBodySeconds },
      onRequest: async (request, reply) => {
        const { accountId } = await context.database.inTenant(
          tenantOf(request).tenantId,
          'family',
          (tx) => familyOf(tx, context.securityClock, request),
        );
        admit(accountId, reply);
      },
      schema: {
        operationId: 'sendCertificate',
        summary: 'Send a certificate for more plain meals than the limit',
        tags: ['family'],
        consumes,
        headers: certificateHeaders,
        body: file,
        response: { 200: sentResponse },
      },
    },
    (request, reply) =>
      receive(context, request, reply, request.headers, 'family', (tx) => ({
        kind: 'guardian',
        account: familyOf(tx, context.securityClock, request),
      })),
  );

  app.post(
    staffCertificatesPath,
    {
      config: { bodySeconds: longBodySeconds },
      onRequest: async (request, reply) => {
        const office = await context.database.inTenant(tenantOf(request).tenantId, 'office', (tx) =>
          requireOffice(staffOf(tx, context.securityClock, request)),
        );
        admit(valueOf(office).accountId, reply);
      },
      schema: {
        operationId: 'recordCertificate',
        summary: 'Record a certificate that came by mail or at the desk',
        tags: ['certificates'],
        consumes,
        headers: staffCertificateHeaders,
        body: file,
        response: { 200: sentResponse },
      },
    },
    (request, reply) =>
      receive(context, request, reply, request.headers, 'office', (tx) => ({
        kind: 'staff',
        account: staffOf(tx, context.securityClock, request),
        arrivedBy: request.headers['certificate-arrived-by'],
        arrivedOn: asDay(request.headers['certificate-arrived-on']),
      })),
  );
}

async function receive(
  context: CertificatesContext,
  request: FastifyRequest,
  reply: FastifyReply,
  headers: z.infer<typeof certificateHeaders>,
  role: DatabaseRole,
  senderIn: (tx: Tx) => Sender,
): Promise<z.infer<typeof sentResponse>> {
  const bytes = request.body instanceof Uint8Array ? request.body : new Uint8Array();
  const pupilId = headers['certificate-pupil'];
  const asked = {
    from: asDay(headers['certificate-from']),
    to: asDay(headers['certificate-to']),
  };
  const fingerprint = Buffer.from(sha256(bytes)).toString('base64url');
  const key = idempotencyKeyOf(headers['idempotency-key'], certificatesPath, {
    pupilId,
    asked,
    fingerprint,
  });
  const outcome = await retryingConflicts(() =>
    context.database.inTenant(tenantOf(request).tenantId, role, (tx) =>
      sendCertificate(tx, context, senderIn(tx), {
        pupilId,
        purpose: 'plain-meal',
        asked,
        bytes,
        key,
      }),
    ),
  );
  void reply.header('cache-control', 'no-store');
  return valueOf(outcome);
}

/** One upload of an account at a time, and so many in all. */
function turnstile(): (accountId: string, reply: FastifyReply) => void {
  const inside = new Map<string, FastifyReply>();
  return (accountId, reply) => {
    if (inside.has(accountId) || inside.size >= uploadsMax) throw problemOf(refuse('busy'));
    inside.set(accountId, reply);
    const leave = (): void => {
      if (inside.get(accountId) === reply) inside.delete(accountId);
    };
    reply.raw.once('finish', leave);
    reply.raw.once('close', leave);
  };
}

function isTooLarge(fault: unknown): boolean {
  return (
    typeof fault === 'object' && fault !== null && 'statusCode' in fault && fault.statusCode === 413
  );
}

const problemOf = (refused: Refused<CertificateRefusal>) =>
  problemOfRefusal(certificatesRefusals, refused);
