// Binds what staff read of bookings to HTTP: a pupil's month with its changes, and any receipt by its code.
import { monthParams, receiptParams, staffMonthResponse, staffReceipt } from '#bookings/api.ts';
import type { BookingsContext } from '#bookings/change-routes.ts';
import { noStore, valueOf } from '#bookings/change-routes.ts';
import { lookUpReceipt } from '#bookings/look-up-receipt.ts';
import { readStaffMonth } from '#bookings/staff-month.ts';
import { asMonth } from '#ground/day.ts';
import { staffOf } from '#identity/account-of-request.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { languageOf, tenantOf } from '#platform/http-server.ts';

export function staffBookingsRoutes(app: HttpApp, context: BookingsContext): void {
  const { database, securityClock } = context;
  app.get(
    '/api/v1/staff/pupils/:pupilId/months/:month',
    {
      schema: {
        operationId: 'readStaffMonth',
        summary: "A month of a pupil's days, who changed what in it, and what was refused",
        description:
          'A school secretary reads the pupils of her school, without names of guardians.',
        tags: ['staff'],
        params: monthParams,
        response: { 200: staffMonthResponse },
      },
    },
    async (request, reply) => {
      const { pupilId, month } = request.params;
      const means = { ...context, language: languageOf(request) };
      const outcome = await database.inTenant(tenantOf(request).tenantId, 'office', (tx) =>
        readStaffMonth(tx, means, staffOf(tx, securityClock, request), pupilId, asMonth(month)),
      );
      return noStore(reply).send(valueOf(outcome));
    },
  );
  app.get(
    '/api/v1/staff/receipts/:code',
    {
      schema: {
        operationId: 'lookUpReceipt',
        summary: 'Any receipt of the authority by its code, with its place in the chain',
        tags: ['staff'],
        params: receiptParams,
        response: { 200: staffReceipt },
      },
    },
    async (request, reply) => {
      const means = { clock: context.clock, language: languageOf(request) };
      const outcome = await database.inTenant(tenantOf(request).tenantId, 'office', async (tx) =>
        lookUpReceipt(tx, means, await staffOf(tx, securityClock, request), request.params.code),
      );
      return noStore(reply).send(valueOf(outcome));
    },
  );
}
