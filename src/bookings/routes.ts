// Binds what families read to HTTP: their days and receipts.
import {
  historyResponse,
  monthParams,
  monthResponse,
  receiptList,
  receiptParams,
  receiptResponse,
  todayResponse,
} from '#bookings/api.ts';
import type { BookingsContext } from '#bookings/change-routes.ts';
import { certificateRoutes } from '#bookings/certificate-routes.ts';
import { changeRoutes, noStore, valueOf } from '#bookings/change-routes.ts';
import { correctionRoutes } from '#bookings/correction-routes.ts';
import { readMonth, readToday } from '#bookings/family-days.ts';
import { readHistory } from '#bookings/family-history.ts';
import { readProof, readReceipt, readReceipts } from '#bookings/family-receipts.ts';
import { staffBookingsRoutes } from '#bookings/staff-routes.ts';
import { asMonth } from '#ground/day.ts';
import { familyOf } from '#identity/account-of-request.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { languageOf, tenantOf } from '#platform/http-server.ts';
import { receiptProofSchema } from '#receipts/api.ts';

export function bookingsRoutes(app: HttpApp, context: BookingsContext): void {
  const { database, securityClock } = context;
  const tags = ['family'];
  changeRoutes(app, context);
  staffBookingsRoutes(app, context);
  certificateRoutes(app, context);
  correctionRoutes(app, context);

  app.get(
    '/api/v1/family/today',
    {
      schema: {
        operationId: 'readToday',
        summary: "Today of each of the family's children, and the next meal",
        tags,
        response: { 200: todayResponse },
      },
    },
    async (request, reply) =>
      noStore(reply).send(
        await database.inTenant(tenantOf(request).tenantId, 'family', async (tx) =>
          readToday(
            tx,
            { ...context, language: languageOf(request) },
            await familyOf(tx, securityClock, request),
          ),
        ),
      ),
  );

  app.get(
    '/api/v1/pupils/:pupilId/months/:month',
    {
      schema: {
        operationId: 'readMonth',
        summary: "A month of a pupil's days, by meal service",
        tags,
        params: monthParams,
        response: { 200: monthResponse },
      },
    },
    async (request, reply) => {
      const { pupilId, month } = request.params;
      const outcome = await database.inTenant(tenantOf(request).tenantId, 'family', (tx) =>
        readMonth(
          tx,
          { ...context, language: languageOf(request) },
          familyOf(tx, securityClock, request),
          pupilId,
          asMonth(month),
        ),
      );
      return noStore(reply).send(valueOf(outcome));
    },
  );

  app.get(
    '/api/v1/pupils/:pupilId/months/:month/changes',
    {
      schema: {
        operationId: 'readMonthHistory',
        summary: "What changed in a pupil's month, who did it and when; and what you were refused",
        tags,
        params: monthParams,
        response: { 200: historyResponse },
      },
    },
    async (request, reply) => {
      const { pupilId, month } = request.params;
      const outcome = await database.inTenant(tenantOf(request).tenantId, 'family', (tx) =>
        readHistory(
          tx,
          familyOf(tx, securityClock, request),
          pupilId,
          asMonth(month),
          languageOf(request),
        ),
      );
      return noStore(reply).send(valueOf(outcome));
    },
  );

  app.get(
    '/api/v1/receipts',
    {
      schema: {
        operationId: 'listReceipts',
        summary: "Receipts of the children's changes, newest first",
        tags,
        response: { 200: receiptList },
      },
    },
    async (request, reply) => {
      const receipts = await database.inTenant(tenantOf(request).tenantId, 'family', async (tx) =>
        readReceipts(tx, await familyOf(tx, securityClock, request), languageOf(request)),
      );
      return noStore(reply).send({ receipts: [...receipts] });
    },
  );

  app.get(
    '/api/v1/receipts/:code',
    {
      schema: {
        operationId: 'readReceipt',
        summary: 'One receipt by its code',
        tags,
        params: receiptParams,
        response: { 200: receiptResponse },
      },
    },
    async (request, reply) => {
      const outcome = await database.inTenant(tenantOf(request).tenantId, 'family', async (tx) =>
        readReceipt(
          tx,
          await familyOf(tx, securityClock, request),
          request.params.code,
          languageOf(request),
        ),
      );
      return noStore(reply).send(valueOf(outcome));
    },
  );

  app.get(
    '/api/v1/receipts/:code/proof',
    {
      schema: {
        operationId: 'readReceiptProof',
        summary: 'The signed proof of a receipt, for third parties',
        tags,
        params: receiptParams,
        response: { 200: receiptProofSchema },
      },
    },
    async (request, reply) => {
      const { code } = request.params;
      const outcome = await database.inTenant(tenantOf(request).tenantId, 'family', async (tx) =>
        readProof(tx, await familyOf(tx, securityClock, request), code),
      );
      return noStore(reply).send(valueOf(outcome));
    },
  );
}
