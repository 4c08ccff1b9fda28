// What the outbox hands to certificates: telling the guardians what arrived and what was declined.
import { tellCertificate } from '#certificates/tell-certificate.ts';
import type { Clock } from '#ground/clock.ts';
import type { OutboxHandler } from '#platform/outbox.ts';

/** Outbox kinds of certificates. */
export function certificatesHandlers(means: {
  readonly clock: Clock;
}): Readonly<Record<string, OutboxHandler>> {
  const telling = (event: 'arrived' | 'declined'): OutboxHandler => ({
    inTransaction: async (tx, { payload }) => {
      const certificateId = String(payload['certificateId']);
      await tellCertificate(tx, means.clock, { certificateId, event });
      return 'done';
    },
  });
  return {
    'certificates.arrived': telling('arrived'),
    'certificates.declined': telling('declined'),
  };
}
