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
    const [here, there] = [readMessage(own), readMessage(sentence)];
    if (here.fault !== undefined) {
      return [violation(file, at, `"${key}" is not a valid ICU message (${here.fault})`)];
    }
    if (there.fault !== undefined || here.places === there.places) return [];
    return [
      violation(file, at, `"${key}" fills in {${here.places}}, in ${name} {${there.places}}`),
    ];
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

interface Message {
  /** The names it fills in, sorted. A number that only chooses a plural may be of use in one language alone. */
  readonly places: string;
  /** The parser's word for why it is none. */
  readonly fault?: string;
}

function readMessage(message: string): Message {
  try {
    const names = new Set<string>();
    const search = (value: unknown): void => {
      if (Array.isArray(value)) return value.forEach(search);
      if (typeof value !== 'object' || value === null) return;
      if (isPlace(value)) names.add(value.value);
      Object.values(value).forEach(search);
    };
    search(new IntlMessageFormat(message, 'it').getAst());
    return { places: [...names].toSorted().join(', ') };
  } catch (error) {
    return { places: '', fault: error instanceof Error ? error.message : String(error) };
  }
}

/** An argument as text (type 1), number (2), date (3) or time (4) of the parser's tree; 5 and 6 choose a branch. */
function isPlace(value: object): value is { readonly value: string } {
  if (!('type' in value) || !('value' in value) || typeof value.value !== 'string') return false;
  return typeof value.type === 'number' && value.type >= 1 && value.type <= 4;
}
