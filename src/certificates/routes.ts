// Certificates on the wire: the file comes in as the bare body, goes out to the office only, and is said a word about.
import {
  certificateParams,
  certificatesPath,
  declineBody,
  fileResponse,
  keyHeaders,
  settledResponse,
  staffCertificatesPath,
} from '#certificates/api.ts';
import { declineCertificate } from '#certificates/decline-certificate.ts';
import type { MediaType } from '#certificates/model.ts';
import { openFile } from '#certificates/open-file.ts';
import { uploadRoutes } from '#certificates/upload-routes.ts';
import type { CertificatesContext } from '#certificates/wire.ts';
import { valueOf } from '#certificates/wire.ts';
import { withdrawCertificate } from '#certificates/withdraw-certificate.ts';
import { familyOf, staffOf } from '#identity/account-of-request.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { tenantOf } from '#platform/http-server.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';
import { retryingConflicts } from '#platform/retry.ts';

const endings: Readonly<Record<MediaType, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

export function certificatesRoutes(app: HttpApp, context: CertificatesContext): void {
  const { database, clock, securityClock } = context;
  // In a scope of its own: nowhere else is a body taken as it is.
  void app.register((scope: HttpApp) => uploadRoutes(scope, context));

  app.post(
    `${certificatesPath}/:certificateId/withdrawal`,
    {
      schema: {
        operationId: 'withdrawCertificate',
        summary: 'Take back a certificate that nobody has decided about',
        tags: ['family'],
        params: certificateParams,
        headers: keyHeaders,
        response: { 200: settledResponse },
      },
    },
    async (request, reply) => {
      const { certificateId } = request.params;
      const key = idempotencyKeyOf(request.headers['idempotency-key'], 'withdrawal', certificateId);
      const outcome = await retryingConflicts(() =>
        database.inTenant(tenantOf(request).tenantId, 'family', (tx) =>
          withdrawCertificate(tx, clock, familyOf(tx, securityClock, request), {
            certificateId,
            key,
          }),
        ),
      );
      void reply.header('cache-control', 'no-store');
      return valueOf(outcome);
    },
  );

  app.post(
    `${staffCertificatesPath}/:certificateId/decline`,
    {
      schema: {
        operationId: 'declineCertificate',
        summary: 'Decline a certificate, for a reason that tells the family what to do',
        tags: ['certificates'],
        params: certificateParams,
        headers: keyHeaders,
        body: declineBody,
        response: { 200: settledResponse },
      },
    },
    async (request, reply) => {
      const { certificateId } = request.params;
      const { reason } = request.body;
      const asked = { certificateId, reason };
      const key = idempotencyKeyOf(request.headers['idempotency-key'], 'decline', asked);
      const outcome = await retryingConflicts(() =>
        database.inTenant(tenantOf(request).tenantId, 'office', (tx) =>
          declineCertificate(tx, clock, staffOf(tx, securityClock, request), { ...asked, key }),
        ),
      );
      void reply.header('cache-control', 'no-store');
      return valueOf(outcome);
    },
  );

  app.get(
    `${staffCertificatesPath}/:certificateId/file`,
    {
      schema: {
        operationId: 'openCertificate',
        summary: "A certificate's file, for the office; every reading is written down",
        tags: ['certificates'],
        params: certificateParams,
        produces: Object.keys(endings),
        response: { 200: fileResponse },
      },
    },
    async (request, reply) => {
      const { certificateId } = request.params;
      const opened = valueOf(
        await database.inTenant(tenantOf(request).tenantId, 'office', (tx) =>
          openFile(tx, context, staffOf(tx, securityClock, request), certificateId),
        ),
      );
      const { mediaType } = opened;
      return reply
        .headers({
          'content-type': mediaType,
          'content-disposition': `attachment; filename="certificato-${certificateId.slice(-6)}.${endings[mediaType]}"`,
          'x-content-type-options': 'nosniff',
          'content-security-policy': "default-src 'none'; sandbox",
          'cache-control': 'no-store',
        })
        .send(Buffer.from(opened.unseal()));
    },
  );
}
