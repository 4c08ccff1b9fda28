// docs/openapi.json is what the server says of itself, valid, and complete enough to write a client from.
import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, describe, expect, test } from 'vitest';
import type { HttpApp } from '#platform/http-server.ts';
import { describedServer, openapiFile, printOpenapi } from './openapi.ts';

const mend = 'stale: run `npm run papers`';
const methods = ['get', 'put', 'post', 'delete', 'patch'];

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: object;
  }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema?: object }> };
  readonly responses: Record<
    string,
    {
      readonly description?: string;
      readonly content?: Record<string, { readonly schema?: object }>;
    }
  >;
}

let printed: string;
let document: { openapi: string; paths: Record<string, Record<string, Operation>> };
let operations: { route: string; path: string; method: string; operation: Operation }[];
beforeAll(async () => {
  printed = await printOpenapi();
  document = JSON.parse(printed) as typeof document;
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.includes(method))
      .map(([method, operation]) => ({ route: `${method} ${path}`, path, method, operation })),
  );
});

test('it is the one in the repository', () => {
  expect({ mend, file: printed }).toEqual({ mend, file: readFileSync(openapiFile, 'utf8') });
});

test('it is valid OpenAPI 3.1', async () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(await new Validator().validate(JSON.parse(printed) as Record<string, unknown>)).toEqual({
    valid: true,
  });
});

test('the validator would refuse a document that is none', async () => {
  const broken = { ...document, paths: { '/a': { get: { responses: 17 } } } };
  expect((await new Validator().validate(broken)).valid).toBe(false);
});

describe('every operation', () => {
  const lacking = (has: (one: (typeof operations)[number]) => boolean): string[] =>
    operations.filter((one) => !has(one)).map((one) => one.route);

  test('is there: the mornings need more than a dozen', () => {
    expect(operations.length).toBeGreaterThan(12);
  });

  test('has a name of its own, a summary and a tag', () => {
    const ids = operations.map((one) => one.operation.operationId);
    expect(new Set(ids).size).toBe(operations.length);
    expect(
      lacking(({ operation }) => /^[a-z][A-Za-z]+$/.test(operation.operationId ?? '')),
    ).toEqual([]);
    expect(lacking(({ operation }) => (operation.summary ?? '').length > 5)).toEqual([]);
    expect(lacking(({ operation }) => (operation.tags ?? []).length === 1)).toEqual([]);
  });

  test('lies under /api/v1', () => {
    expect(lacking(({ path }) => path.startsWith('/api/v1/'))).toEqual([]);
  });

  test('says what it answers, by schema, and that it may be refused with a problem', () => {
    expect(
      lacking(({ operation: { responses } }) => {
        const good = Object.entries(responses).filter(([status]) => /^2\d\d$/.test(status));
        return (
          good.length > 0 &&
          good.every(([, { content }]) =>
            Object.values(content ?? {}).every((one) => one.schema !== undefined),
          )
        );
      }),
    ).toEqual([]);
    const problem = {
      'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
    };
    expect(
      lacking(
        ({ operation }) =>
          JSON.stringify(operation.responses['default']?.content) === JSON.stringify(problem),
      ),
    ).toEqual([]);
  });

  test('that writes and can be repeated asks for an idempotency key or changes nothing the second time', () => {
    const withoutKey = operations
      .filter(({ method }) => method === 'post')
      .filter(
        ({ operation }) =>
          !operation.parameters?.some(
            (one) => one.name.toLowerCase() === 'idempotency-key' && one.required === true,
          ),
      )
      .map(({ operation }) => operation.operationId);
    // A second try signs in again, mails another link, finds the password or the messages already chosen, the correction seen;
    // a preview records nothing.
    expect(new Set(withoutKey)).toEqual(
      new Set([
        'askRecovery',
        'changePassword',
        'chooseMessages',
        'completeRecovery',
        // A second code ends the first; a second use of a code finds it used up.
        'giveRecoveryCode',
        // The same PIN chosen again is the same PIN; one given again ends the one before.
        'choosePhonePin',
        'givePhonePin',
        // A second letter ends the password of the first: an answer that was lost cannot be shown again.
        'writeCredentialLetters',
        'markCorrectionsSeen',
        'previewDayEvent',
        'useRecoveryCode',
        'signIn',
        // The same event of a call again is the same answer.
        'answerCall',
        'hearDigits',
        'hearCallStatus',
      ]),
    );
  });

  test('describes each part of its path', () => {
    expect(
      lacking(({ path, operation }) =>
        [...path.matchAll(/\{(\w+)\}/g)].every(([, name]) =>
          operation.parameters?.some(
            (one) =>
              one.name === name &&
              one.in === 'path' &&
              one.required === true &&
              one.schema !== undefined,
          ),
        ),
      ),
    ).toEqual([]);
  });
});

describe('the server', () => {
  let app: HttpApp;
  beforeAll(async () => {
    app = await describedServer();
  });

  test('has no route under /api/v1 that the document leaves out', () => {
    const known = new Set(
      operations.map(
        ({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      ),
    );
    const served = routesOf(app).filter(
      (route) => route.includes(' /api/v1/') && !/^(HEAD|OPTIONS) /.test(route),
    );
    expect(new Set(served)).toEqual(known);
  });
});

/** 'GET /api/v1/pupils/:pupilId', from the tree that fastify prints. */
function routesOf(app: HttpApp): string[] {
  const above: string[] = [];
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const match = /^([│ ]*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?/.exec(line);
      if (match === null) return [];
      const [, indent = '', part = '', verbs = ''] = match;
      const depth = indent.length / 4;
      above.length = depth;
      above[depth] = part;
      return verbs === '' ? [] : verbs.split(', ').map((verb) => `${verb} ${above.join('')}`);
    });
}
