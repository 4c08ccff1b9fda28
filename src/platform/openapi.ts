// What the OpenAPI document says of all operations alike: its head, and the problem that any of them may answer.
import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';

/** Options of the document; `docs/openapi.json` is printed from it. */
export function openapiOptions(version: string): FastifyDynamicSwaggerOptions {
  return {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Refettorio',
        version,
        description:
          'School meals: sessions, days, absences with receipts, kitchens. Errors are problem+json with a stable code.',
        license: {
          name: 'EUPL-1.2',
          url: 'https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12',
        },
      },
      components: {
        securitySchemes: {
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: '__Host-refettorio',
            description:
              'The cookie that signing in sets (`refettorio` where we are reached by http, as in the demo).',
          },
        },
      },
      security: [{ session: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => {
      if (!('openapiObject' in document)) throw new Error('the document is an OpenAPI');
      const { openapiObject } = document;
      openapiObject.components ??= {};
      openapiObject.components.schemas = {
        ...openapiObject.components.schemas,
        Problem: problemSchema,
      };
      for (const item of Object.values(openapiObject.paths ?? {})) addProblem(item ?? {});
      return openapiObject;
    },
  };
}

const methods = new Set(['get', 'put', 'post', 'delete', 'patch']);

/** Every operation may be refused: said once, for all of them. */
function addProblem(item: object): void {
  for (const [method, operation] of Object.entries(item))
    if (methods.has(method) && isOperation(operation))
      Object.assign(operation.responses, { default: problemResponse });
}

function isOperation(value: unknown): value is { readonly responses: object } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'responses' in value &&
    typeof value.responses === 'object' &&
    value.responses !== null
  );
}

const problemResponse = {
  description: 'Refused, or a fault of ours: nothing was recorded unless the sentence says so.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** RFC 9457, with our code and the facts behind the sentence; the codes are listed in docs/errors.md. */
const problemSchema = {
  type: 'object' as const,
  description: 'RFC 9457. `code` is stable; the sentence is in the language of Accept-Language.',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' as const, examples: ['/api/errors#bookings.after-cut-off'] },
    title: { type: 'string' as const },
    status: { type: 'integer' as const },
    code: { type: 'string' as const, examples: ['bookings.after-cut-off'] },
    detail: { type: 'string' as const },
    facts: {
      type: 'object' as const,
      description: 'What the sentence speaks of: days, counts, instants in epoch milliseconds.',
      additionalProperties: {
        anyOf: [{ type: 'string' as const }, { type: 'number' as const }],
      },
    },
  },
};
