// The fault of a database that cannot be reached, ends the connection or has no room: nobody's in the request, and soon over.
const away = /^(08|53|57P0|58030|25P03)/;

/**
 * What it was on the point of writing may be recorded or not: the connection can go between the commit and its answer.
 * Keeps the words and the code (SQLSTATE or of the system) of what happened.
 */
export class DatabaseAway extends Error {
  readonly code: string;

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : 'the database is away', { cause });
    this.name = 'DatabaseAway';
    this.code = codeOf(cause);
  }
}

/**
 * By SQLSTATE: connection exceptions, resources exhausted (a full disk among them), shutdown, start-up, input and output, a silence
 * that was too long.
 */
export function saysAway(fault: unknown): boolean {
  return away.test(codeOf(fault));
}

function codeOf(fault: unknown): string {
  return fault instanceof Error && 'code' in fault && typeof fault.code === 'string'
    ? fault.code
    : '';
}
