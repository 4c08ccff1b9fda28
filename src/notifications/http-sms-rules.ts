// How one description in the configuration becomes a provider's request, and its answer and reports our words.
import type { DeliveryReport, SmsOutcome } from '#notifications/sms-model.ts';

/** What may stand in braces in the address and the body. `toDigits`: without the plus. */
export interface SmsValues {
  readonly to: string;
  readonly toDigits: string;
  readonly from: string;
  readonly text: string;
  readonly id: string;
}

/** "…{text}…" with the values put in, each as `write` writes it. Braces around other words stay. */
export function filled(
  template: string,
  values: SmsValues,
  write: (value: string) => string = (value) => value,
): string {
  const known = new Map<string, string>([
    ['to', values.to],
    ['to_digits', values.toDigits],
    ['from', values.from],
    ['text', values.text],
    ['id', values.id],
  ]);
  return template.replaceAll(/\{([a-z_]+)\}/g, (whole, name: string) => {
    const value = known.get(name);
    return value === undefined ? whole : write(value);
  });
}

/** A JSON document in whose texts the values are put in: nothing that a family is called can break out of it. */
export function filledJson(template: unknown, values: SmsValues): unknown {
  if (typeof template === 'string') return filled(template, values);
  if (Array.isArray(template)) return template.map((one: unknown) => filledJson(one, values));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).map(([name, one]) => [name, filledJson(one, values)]),
  );
}

/** What stands at "result.messages.0.id"; undefined where there is no text and no number. */
export function valueAt(content: unknown, path: string): string | undefined {
  let found = content;
  for (const name of path.split('.')) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = new Map<string, unknown>(Object.entries(found)).get(name);
  }
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
}

/**
 * RFC 9110: 429 and 503 say that nothing was done; after another 5xx nobody knows. 400, 413 and 422 are about this
 * message; the rest (login, credit, address) is ours to mend.
 */
export function outcomeOfHttp(status: number): SmsOutcome {
  const code = `http ${status}`;
  if (status >= 200 && status < 300) return { kind: 'accepted' };
  if (status === 429 || status === 503) return { kind: 'later', code };
  if (status >= 500) return { kind: 'silent' };
  return { kind: [400, 413, 422].includes(status) ? 'refused' : 'our-trouble', code };
}

/** Where a report says which SMS and what became of it, and in which words. */
export interface ReportMapping {
  readonly id: string;
  readonly state: string;
  readonly delivered: readonly string[];
  readonly failed: readonly string[];
}

/** Undefined: on its way, or not a report. */
export function readHttpReport(
  content: unknown,
  mapping: ReportMapping,
): DeliveryReport | undefined {
  const providerMessageId = valueAt(content, mapping.id);
  const state = valueAt(content, mapping.state);
  if (providerMessageId === undefined || state === undefined) return undefined;
  const says = (words: readonly string[]): boolean =>
    words.some((word) => word.toLowerCase() === state.toLowerCase());
  const reason = state.slice(0, 40);
  if (says(mapping.delivered)) return { providerMessageId, state: 'delivered', reason };
  return says(mapping.failed) ? { providerMessageId, state: 'failed', reason } : undefined;
}
