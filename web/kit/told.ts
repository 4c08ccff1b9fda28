// The caller's promise of a type is taken at its word here, and nowhere else; the contract's tests hold it true.

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- this is the one cast of the web
export function asTold<T>(value: unknown): T {
  return value as T;
}
