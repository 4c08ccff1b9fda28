// Every text exists in every language, with the same keys and the same values to fill in.
import { IntlMessageFormat } from 'intl-messageformat';
import { violation } from '../tree.ts';
import type { SourceFile, Tree, Violation } from '../tree.ts';

const LANGUAGES = ['it', 'en'] as const;

export function checkTexts(tree: Tree): Violation[] {
  const folders = new Map<string, Map<string, SourceFile>>();
  for (const file of tree.files) {
    const [, folder = '', language = ''] =
      /^((?:src|web)\/.*\/?texts)\/([a-z]+)\.json$/.exec(file.path) ?? [];
    if (folder === '') continue;
    folders.set(folder, (folders.get(folder) ?? new Map<string, SourceFile>()).set(language, file));
  }
  return [...folders].flatMap(([folder, files]) => checkFolder(folder, files));
}

function checkFolder(folder: string, files: ReadonlyMap<string, SourceFile>): Violation[] {
  const missing = LANGUAGES.filter((language) => !files.has(language));
  const [any] = files.values();
  if (any !== undefined && missing.length > 0) {
    return [
      violation(
        any,
        0,
        `${folder} lacks ${missing.map((language) => `${language}.json`).join(', ')}`,
      ),
    ];
  }
  return [...files.values()].flatMap((file) =>
    [...files.values()].flatMap((other) => (file === other ? [] : compare(file, other))),
  );
}

/** Says of `file` what it lacks beside `other`; both directions are asked. */
function compare(file: SourceFile, other: SourceFile): Violation[] {
  const mine = parseTexts(file);
  const theirs = parseTexts(other);
  if (mine === undefined)
    return [violation(file, 0, 'texts are one flat object of sentences by key')];
  if (theirs === undefined) return [];
  const name = other.path.split('/').at(-1) ?? '';
  return Object.entries(theirs).flatMap(([key, sentence]) => {
    const own = mine[key];
    if (own === undefined)
      return [violation(file, 0, `the key "${key}" of ${name} is missing here`)];
    const at = Math.max(file.text.indexOf(`"${key}"`), 0);
    const [here, there] = [placesIn(own), placesIn(sentence)];
    if (here === undefined) return [violation(file, at, `"${key}" is not a valid ICU message`)];
    if (there === undefined || here === there) return [];
    return [violation(file, at, `"${key}" fills in {${here}}, in ${name} {${there}}`)];
  });
}

function parseTexts(file: SourceFile): Readonly<Record<string, string>> | undefined {
  try {
    const value: unknown = JSON.parse(file.text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const entries = Object.entries(value);
    return entries.every(([, text]) => typeof text === 'string')
      ? Object.fromEntries(entries)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The names a message fills in, sorted; undefined when it does not parse. */
function placesIn(message: string): string | undefined {
  try {
    const names = new Set<string>();
    // Every element but literals (type 0), pounds (7) and tags (8) fills in a value; branches are searched too.
    const search = (value: unknown): void => {
      if (Array.isArray(value)) return value.forEach(search);
      if (typeof value !== 'object' || value === null) return;
      if (
        'type' in value &&
        'value' in value &&
        typeof value.type === 'number' &&
        value.type > 0 &&
        value.type < 7
      ) {
        names.add(String(value.value));
      }
      Object.values(value).forEach(search);
    };
    search(new IntlMessageFormat(message, 'it').getAst());
    return [...names].toSorted().join(', ');
  } catch {
    return undefined;
  }
}
