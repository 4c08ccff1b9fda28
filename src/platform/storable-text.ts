// Text that no database keeps: PostgreSQL refuses U+0000, and halves of surrogate pairs are no characters.

/** The first place of a request's body, query or parameters whose text cannot be kept; undefined: all can. */
export function findUnstorable(value: unknown, place = ''): string | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : place;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (!isStorable(key)) return place;
    const found = findUnstorable(inner, place === '' ? key : `${place}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
