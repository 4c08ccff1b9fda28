// The caller's promise of a type is taken at its word here, and nowhere else; the contract's tests hold it true.

export function asTold<T>(value: unknown): T {
  return value as T;
}
