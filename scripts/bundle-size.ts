// Weighs what a phone loads first from the portal: JavaScript and CSS each at most 45 kB gzip, or exit code 1.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface Weight {
  readonly kind: 'js' | 'css';
  /** From the folder of the face. */
  readonly path: string;
  readonly gzipBytes: number;
}

export const firstLoadBytesMax = { js: 45_000, css: 45_000 } as const;

/**
 * Everything index.html of a built face makes the browser fetch before the first page can work: scripts, preloaded
 * modules, style sheets, and what these modules and sheets import in turn (not what they load later by `import()`).
 */
export function weighFirstLoad(face: string): readonly Weight[] {
  const page = readFileSync(join(face, 'index.html'), 'utf8');
  const base = /<base href="([^"]*)"/.exec(page)?.[1] ?? '';
  const queue = [...page.matchAll(/<(?:script|link)\b[^>]*>/g)].flatMap(([tag]) => {
    const path = /\b(?:src|href)="([^"]+\.(?:js|css))"/.exec(tag)?.[1];
    const isLoaded = /^<script|rel="(?:stylesheet|modulepreload)"/.test(tag);
    return path === undefined || !isLoaded ? [] : [fileOf(face, base + path)];
  });
  const weights = new Map<string, Weight>();
  for (const path of queue) {
    if (weights.has(path)) continue;
    const content = readFileSync(join(face, path));
    const kind = path.endsWith('.css') ? 'css' : 'js';
    weights.set(path, { kind, path, gzipBytes: gzipSync(content, { level: 9 }).length });
    queue.push(...importsIn(content.toString('utf8'), kind).map((one) => join(path, '..', one)));
  }
  return [...weights.values()];
}

/** Total of one kind, in bytes of gzip. */
export function totalBytes(weights: readonly Weight[], kind: Weight['kind']): number {
  return weights.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.gzipBytes, 0);
}

/** The address in a page (`/assets/x.js`, `/ufficio/assets/x.js`, `./assets/x.js`) as a file of the face. */
function fileOf(face: string, address: string): string {
  const parts = address.split('/').filter((part) => part !== '' && part !== '.');
  const start = parts.findIndex((_, at) => existsSync(join(face, ...parts.slice(at))));
  if (start < 0) throw new Error(`${face}/index.html names ${address}, which was not built`);
  return join(...parts.slice(start));
}

function importsIn(text: string, kind: Weight['kind']): readonly string[] {
  const pattern =
    kind === 'css'
      ? /@import\s*(?:url\()?["']?(\.[^"')]+\.css)/g
      : /(?:\bfrom|\bimport)\s*["'](\.[^"']+\.js)["']/g;
  return [...text.matchAll(pattern)].flatMap(([, path]) => (path === undefined ? [] : [path]));
}

if (import.meta.main) {
  const face = join(import.meta.dirname, '..', 'dist', 'portal');
  if (!existsSync(join(face, 'index.html'))) {
    console.error('The portal is not built: run "npm run build" first.');
    process.exit(1);
  }
  const weights = weighFirstLoad(face);
  for (const { path, gzipBytes } of weights) console.log(`${kilobytes(gzipBytes)}  ${path}`);
  for (const kind of ['js', 'css'] as const) {
    const total = totalBytes(weights, kind);
    const isFine = total <= firstLoadBytesMax[kind];
    console.log(
      `${kilobytes(total)}  all ${kind}, ${isFine ? 'within' : 'ABOVE'} ${kilobytes(firstLoadBytesMax[kind]).trim()}`,
    );
    if (!isFine) process.exitCode = 1;
  }
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1).padStart(7)} kB`;
}
