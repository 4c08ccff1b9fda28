// The order of texts that a machine sorts by: days, times, codes, identifiers. What people read in order is folded first (text-forms.ts).

/** For `toSorted`: by UTF-16 units, the same on every machine; equal texts stay as they stood. */
export function ascending(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
