// Certificates where they meet the days: both lists, and the approval that books plain meals.
import { approvePlainRange } from '#bookings/approve-plain-range.ts';
import {
  approvalBody,
  certificateDesk,
  certificateList,
  changeHeaders,
  changeResponse,
} from '#bookings/api.ts';
import type { BookingsContext } from '#bookings/change-routes.ts';
import { noStore, valueOf } from '#bookings/change-routes.ts';
import { readCertificateDesk, readOwnCertificates } from '#bookings/list-certificates.ts';
import { readStaffReceipt } from '#bookings/staff-receipts.ts';
import { certificateParams, certificatesPath, staffCertificatesPath } from '#certificates/api.ts';
import { asDay } from '#ground/day.ts';
import { familyOf, staffOf } from '#identity/account-of-request.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { languageOf, tenantOf } from '#platform/http-server.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';
import { retryingConflicts } from '#platform/retry.ts';

export function certificateRoutes(app: HttpApp, context: BookingsContext): void {
  const { database, clock, securityClock } = context;
  app.get(
    certificatesPath,
    {
      schema: {
        operationId: 'listCertificates',
        summary: "The children's certificates, newest first, and what of them is booked",
        tags: ['family'],
        response: { 200: certificateList },
      },
    },
    async (request, reply) =>
      noStore(reply).send(
        await database.inTenant(tenantOf(request).tenantId, 'family', async (tx) =>
          readOwnCertificates(tx, clock, await familyOf(tx, securityClock, request)),
        ),
      ),
  );

  app.get(
    staffCertificatesPath,
    {
      schema: {
        operationId: 'listCertificateDesk',
        summary: 'Certificates on the office’s desk: those that wait first',
        tags: ['certificates'],
        response: { 200: certificateDesk },
      },
    },
    async (request, reply) => {
      const desk = await database.inTenant(tenantOf(request).tenantId, 'office', (tx) =>
        readCertificateDesk(tx, clock, staffOf(tx, securityClock, request)),
      );
      return noStore(reply).send(valueOf(desk));
    },
  );

  app.post(
    `${staffCertificatesPath}/:certificateId/approval`,
    {
      schema: {
        operationId: 'approveCertificate',
        summary: 'Approve a certificate: its days are booked as plain, with a receipt',
        tags: ['certificates'],
        params: certificateParams,
        headers: changeHeaders,
        body: approvalBody,
        response: { 200: changeResponse },
      },
    },
    async (request, reply) => {
      const { tenantId } = tenantOf(request);
      const { certificateId } = request.params;
      const range = { from: asDay(request.body.from), to: asDay(request.body.to) };
      const asked = { certificateId, range };
      const key = idempotencyKeyOf(request.headers['idempotency-key'], 'approval', asked);
      const answer = valueOf(
        await retryingConflicts(() =>
          database.inTenant(tenantId, 'office', (tx) =>
            approvePlainRange(tx, context, staffOf(tx, securityClock, request), {
              ...asked,
              arrivedAt: request.arrivedAt,
              key,
            }),
          ),
        ),
      );
      if (answer.kind === 'changed')
        return noStore(reply).send({ ...answer.receipt, repeated: false });
      const receipt = await database.inTenant(tenantId, 'office', (tx) =>
        readStaffReceipt(
          tx,
          staffOf(tx, securityClock, request),
          answer.receiptCode,
          languageOf(request),
        ),
      );
      return noStore(reply).send({ ...valueOf(receipt), repeated: true });
    },
  );
}
