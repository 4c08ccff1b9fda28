// The operations of docs/openapi.json, and values that their schemas ask for.
import { readFileSync } from 'node:fs';
import type { Chance } from './chance.ts';

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly minItems?: number;
}

export interface Operation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly {
    readonly in: string;
    readonly name: string;
    readonly schema: Schema;
  }[];
  readonly body: { readonly type: string; readonly schema: Schema } | undefined;
}

export const operations: readonly Operation[] = readOperations();

/** What the schema asks for; identifiers are mostly some that there are. */
export function validOf(schema: Schema, chance: Chance, ids: readonly string[]): unknown {
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) return validOf(chance.pick(options), chance, ids);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return chance.pick(schema.enum);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, inner]) => [
          name,
          validOf(inner, chance, ids),
        ]),
      );
    case 'array':
      return Array.from({ length: Math.max(schema.minItems ?? 0, 1 + chance.below(2)) }, () =>
        validOf(schema.items ?? {}, chance, ids),
      );
    case 'integer':
    case 'number':
      return 1 + chance.below(9);
    case 'boolean':
      return chance.below(2) === 0;
    case 'null':
      return null;
    default:
      return textOf(schema, chance, ids);
  }
}

function textOf({ format }: Schema, chance: Chance, ids: readonly string[]): string {
  const days = ['2026-10-06', '2026-11-25', '2026-12-08', '2027-06-30', '2027-09-01'];
  if (format === 'uuid') return chance.pick([...ids, chance.id()]);
  if (format === 'date') return chance.pick(days);
  return chance.pick(['2026-11', '2026-11-25', '10:00', 'parola', '123456789', chance.id()]);
}

function readOperations(): readonly Operation[] {
  const file = new URL('../../docs/openapi.json', import.meta.url);
  const { paths } = toDocument(JSON.parse(readFileSync(file, 'utf8')));
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, told]) => {
      const [type, content] = Object.entries(told.requestBody?.content ?? {})[0] ?? [];
      return {
        operationId: told.operationId,
        method: method.toUpperCase(),
        path,
        parameters: told.parameters ?? [],
        body: type === undefined ? undefined : { type, schema: content?.schema ?? {} },
      };
    }),
  );
}

interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly operationId: string;
            readonly parameters?: Operation['parameters'];
            readonly requestBody?: {
              readonly content: Readonly<Record<string, { readonly schema?: Schema }>>;
            };
          }
        >
      >
    >
  >;
}

function toDocument(value: unknown): Document {
  return value as Document;
}
