// Receipts on the wire: the public keys, open to everybody, because a proof is for those who have no login.
import { isoInstant } from '#ground/instant.ts';
import { say } from '#ground/sentence.ts';
import type { Database } from '#platform/database.ts';
import { languageOf, tenantOf } from '#platform/http-server.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { receiptKeysPath, receiptKeysSchema } from '#receipts/api.ts';
import { base64 } from '#receipts/receipt-proof.ts';
import english from '#receipts/texts/en.json' with { type: 'json' };
import italian from '#receipts/texts/it.json' with { type: 'json' };
import { receiptPublicKeys } from '#tenancy/tenant-keys.ts';

export function receiptRoutes(app: HttpApp, { database }: { readonly database: Database }): void {
  app.get(
    receiptKeysPath,
    {
      schema: {
        operationId: 'listReceiptKeys',
        security: [],
        summary: 'Public keys that verify change receipts',
        tags: ['receipts'],
        response: { 200: receiptKeysSchema },
      },
    },
    async (request, reply) => {
      const { tenantId, slug } = tenantOf(request);
      const keys = await database.inTenant(tenantId, 'family', receiptPublicKeys);
      const language = languageOf(request);
      reply.header('cache-control', 'public, max-age=300').header('vary', 'accept-language');
      return {
        tenant: slug,
        algorithm: 'Ed25519' as const,
        howToVerify: say(language === 'it' ? italian : english, 'keys.how-to-verify', {}, language),
        keys: keys.map((key) => ({
          keyId: key.keyId,
          publicKey: base64(key.publicKey),
          inUseSince: isoInstant(key.createdAt),
        })),
      };
    },
  );
}
