// Hostile requests drawn from docs/openapi.json: each of a route that there is, right but for what is wrong with it.
import type { Chance } from './chance.ts';
import { nasty, withOneReplaced, wordOf } from './nasty-values.ts';
import { operations, validOf } from './openapi-operations.ts';
import type { Operation } from './openapi-operations.ts';

/** What is sent, byte for byte: a client library would mend much of it. */
export interface HostileRequest {
  readonly operation: string;
  /** What is wrong with it, in a word. */
  readonly trick: string;
  readonly bytes: Buffer;
}

/** Whom it names and who sends it. */
export interface Sender {
  readonly host: string;
  readonly cookie: string;
  /** Identifiers that there are: some requests get past the door. */
  readonly ids: readonly string[];
}

/** A request before it is written down. */
interface Draft {
  /** Of its parameters, by name. */
  readonly values: Map<string, string>;
  readonly headers: (readonly [name: string, value: string])[];
  body: string;
  type: string;
  encoding: BufferEncoding;
}

const tricks: Readonly<Record<string, (draft: Draft, chance: Chance) => void>> = {
  nothing: () => undefined,
  'a parameter': (draft, chance) => {
    for (const name of draft.values.keys())
      if (chance.below(2) === 0) draft.values.set(name, wordOf(chance.pick(nasty)));
  },
  'a value': (draft, chance) => {
    draft.body = withOneReplaced(draft.body, chance);
  },
  'a key twice': (draft) => {
    draft.body = draft.body.replace(/^\{("[^"]+":)/, '{$1null,$1');
  },
  depth: (draft, chance) => {
    draft.body = chance.pick(['['.repeat(20_000), `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`]);
  },
  'a cut body': (draft, chance) => {
    draft.body = draft.body.slice(0, chance.below(draft.body.length + 1));
  },
  'another content type': (draft, chance) => {
    draft.type = chance.pick([
      'text/xml',
      'application/json; charset=utf-16',
      'multipart/form-data',
      'x',
      '',
    ]);
  },
  'bytes that are no text': (draft) => {
    draft.encoding = 'latin1';
    draft.body = draft.body.replace('"', '"\u00ff\u00fe\u0000');
  },
  'a header twice': (draft, chance) => {
    draft.headers.push(chance.pick(draft.headers), ['idempotency-key', 'another-key']);
    draft.headers.push(['Cookie', 'refettorio=another']);
  },
  'two lengths or types': (draft, chance) => {
    draft.headers.push(
      chance.pick([
        ['Content-Length', '3'],
        ['Transfer-Encoding', 'chunked'],
        ['Content-Type', 'text/plain'],
        ['Host', 'another.example'],
      ] as const),
    );
  },
  'a long header': (draft, chance) => {
    const name = chance.pick(['x-long', 'cookie', 'accept-language']);
    draft.headers.push([name, 'a'.repeat(chance.pick([4000, 30_000]))]);
  },
  size: (draft, chance) => {
    draft.body = JSON.stringify({ entries: 'x'.repeat(chance.pick([200_000, 300_000])) });
  },
};
/** What is wrong in the body has the most ways to be wrong. */
const drawnFrom = [...Object.keys(tricks), 'a parameter', 'a value', 'a value'];

export function drawHostile(chance: Chance, sender: Sender): HostileRequest {
  const operation = chance.pick(operations);
  const trick = chance.pick(drawnFrom);
  const draft = validDraft(operation, chance, sender);
  tricks[trick]?.(draft, chance);
  return { operation: operation.operationId, trick, bytes: written(operation, draft) };
}

function validDraft(operation: Operation, chance: Chance, { host, cookie, ids }: Sender): Draft {
  const { parameters, body } = operation;
  const values = new Map(
    parameters.map(({ name, schema }) => [name, wordOf(validOf(schema, chance, ids))]),
  );
  return {
    values,
    headers: [
      ['Host', host],
      ['Cookie', cookie],
      ['Connection', 'close'],
    ],
    body: body === undefined ? '' : JSON.stringify(validOf(body.schema, chance, ids) ?? {}),
    type: body?.type ?? 'application/json',
    encoding: 'utf8',
  };
}

function written(operation: Operation, draft: Draft): Buffer {
  const { method, parameters } = operation;
  const hasBody = method !== 'GET';
  const payload = hasBody ? Buffer.from(draft.body, draft.encoding) : Buffer.alloc(0);
  const ofParameters = parameters
    .filter((one) => one.in === 'header')
    .map(({ name }) => [name, draft.values.get(name) ?? ''] as const);
  const ofBody = [
    ['Content-Type', draft.type],
    ['Content-Length', String(payload.length)],
  ] as const;
  const headers = [...draft.headers, ...ofParameters, ...(hasBody ? ofBody : [])];
  const lines = [
    `${method} ${pathOf(operation, draft.values)} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value.replaceAll(/[\r\n\0]/g, ' ')}`),
    '\r\n',
  ];
  return Buffer.concat([Buffer.from(lines.join('\r\n')), payload]);
}

function pathOf({ path, parameters }: Operation, values: ReadonlyMap<string, string>): string {
  const encoded = (name: string): string => {
    const value = (values.get(name) ?? '').slice(0, 6000);
    // Some are sent already encoded, some must not break the request line.
    return value.startsWith('%') ? value : encodeURIComponent(value.toWellFormed());
  };
  const filled = path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => encoded(name));
  const query = parameters
    .filter((one) => one.in === 'query')
    .map(({ name }) => `${name}=${encoded(name)}`);
  return query.length === 0 ? filled : `${filled}?${query.join('&')}`;
}
