// The log, by allow-list: event names, ids, numbers and durations; a field that is not listed is not written (FOUNDATIONS 26).
export type LogFields = Partial<{
  readonly tenantId: number;
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly durationMs: number;
  readonly requestId: string;
  readonly code: string;
  readonly kind: string;
  readonly id: string;
  readonly schoolId: string;
  readonly serviceId: string;
  readonly day: string;
  readonly count: number;
  readonly attempts: number;
  readonly fault: string;
}>;

export interface Log {
  info(event: string, fields?: LogFields): void;
  alarm(event: string, fields?: LogFields): void;
}

/** One JSON object a line. `write` gets the finished line. */
export function logTo(write: (line: string) => void, now: () => string): Log {
  const at =
    (level: string) =>
    (event: string, fields: LogFields = {}) =>
      write(`${JSON.stringify({ at: now(), level, event, ...fields })}\n`);
  return { info: at('info'), alarm: at('alarm') };
}

/** The type and place of a fault, never its message: messages of drivers carry values. */
export function faultName(fault: unknown): string {
  if (!(fault instanceof Error)) return 'unknown';
  const code = 'code' in fault && typeof fault.code === 'string' ? ` ${fault.code}` : '';
  const place =
    fault.stack
      ?.split('\n')
      .find((line) => line.includes('/src/'))
      ?.replace(/^.*\/src\//, 'src/') ?? '';
  return `${fault.name}${code} ${place.replace(/\)$/, '')}`.trim();
}
