// What no table keeps: text with U+0000, which PostgreSQL refuses, or with half of a surrogate pair, which is no character;
// and what is nested deeper than anything we ask for.
const depthMax = 50;

/** The first place of a request's body, query or parameters that cannot be kept; undefined: all can. */
export function findUnstorable(value: unknown, place = '', depth = 0): string | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : place;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return undefined;
  if (depth === depthMax) return place;
  for (const [key, inner] of Object.entries(value)) {
    if (!isStorable(key)) return place;
    const found = findUnstorable(inner, place === '' ? key : `${place}.${key}`, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
