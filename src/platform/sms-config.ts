// How this installation sends SMS, from the environment: a message centre by SMPP, or a provider's HTTP interface.

export interface SmsConfig {
  readonly transport: SmppConfig | HttpSmsConfig;
  /** What a provider must say when it calls us; absent: its calls are not answered. */
  readonly webhookSecret: string | undefined;
  readonly report: {
    readonly id: string;
    readonly state: string;
    readonly delivered: readonly string[];
    readonly failed: readonly string[];
  };
}

export interface SmppConfig {
  readonly kind: 'smpp';
  /** smpp:// or ssmpp://, with login and password. */
  readonly url: string;
  readonly windowMax: number;
}

export interface HttpSmsConfig {
  readonly kind: 'http';
  /** With {to}, {to_digits}, {from}, {text}, {id} where the provider wants them in the address. */
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly body:
    | { readonly kind: 'json'; readonly template: unknown }
    | { readonly kind: 'form'; readonly template: string }
    | undefined;
  /** Where the provider's id stands in its answer, 'result.id'. */
  readonly idPath: string | undefined;
}

/** `text` reads a variable; every fault is one sentence, and repeats no secret. */
export function readSmsConfig(
  text: (name: string) => string | undefined,
  faults: string[],
): SmsConfig | undefined {
  const url = text('SMS_URL');
  if (url === undefined) return undefined;
  const protocol = URL.canParse(url) ? new URL(url).protocol : '';
  if (!['smpp:', 'ssmpp:', 'https:'].includes(protocol)) {
    faults.push('SMS_URL must be an address that begins with smpp://, ssmpp:// or https://.');
    return undefined;
  }
  const words = (name: string, otherwise: string): readonly string[] =>
    (text(name) ?? otherwise).split(',').map((word) => word.trim());
  return {
    transport: protocol === 'https:' ? httpFrom(url, text, faults) : smppFrom(url, text, faults),
    webhookSecret: secretFrom(text('SMS_WEBHOOK_SECRET'), faults),
    report: {
      id: text('SMS_REPORT_ID') ?? 'id',
      state: text('SMS_REPORT_STATE') ?? 'status',
      delivered: words('SMS_REPORT_DELIVERED', 'DELIVERED,DELIVRD'),
      failed: words('SMS_REPORT_FAILED', 'FAILED,UNDELIVERED,UNDELIV,EXPIRED,REJECTED,REJECTD'),
    },
  };
}

function smppFrom(
  url: string,
  text: (name: string) => string | undefined,
  faults: string[],
): SmppConfig {
  const window = text('SMS_WINDOW') ?? '10';
  if (!/^\d{1,3}$/.test(window) || Number(window) < 1)
    faults.push(`SMS_WINDOW must be a whole number from 1 to 999, and is "${window}".`);
  if (new URL(url).username === '')
    faults.push('SMS_URL needs the login of the message centre: smpp://login:password@host:2775.');
  return { kind: 'smpp', url, windowMax: Number(window) };
}

function httpFrom(
  url: string,
  text: (name: string) => string | undefined,
  faults: string[],
): HttpSmsConfig {
  const method = text('SMS_HTTP_METHOD') ?? 'POST';
  if (method !== 'GET' && method !== 'POST' && method !== 'PUT')
    faults.push(`SMS_HTTP_METHOD must be GET, POST or PUT, and is "${method}".`);
  const template = text('SMS_HTTP_BODY');
  const asked = `${url} ${template ?? ''}`;
  for (const name of ['text', 'to'])
    if (!asked.includes(`{${name}}`) && !asked.includes(`{${name}_digits}`))
      faults.push(`SMS_HTTP_BODY must say where {${name}} goes.`);
  return {
    kind: 'http',
    url,
    method: method === 'GET' || method === 'PUT' ? method : 'POST',
    headers: headersFrom(text('SMS_HTTP_HEADERS'), faults),
    body: bodyFrom(template, faults),
    idPath: text('SMS_HTTP_ID'),
  };
}

function bodyFrom(template: string | undefined, faults: string[]): HttpSmsConfig['body'] {
  if (template === undefined) return undefined;
  if (!/^[[{]"|^[[{]\s/.test(template)) return { kind: 'form', template };
  const json = parseJson(template);
  if (json === undefined) faults.push('SMS_HTTP_BODY looks like JSON and is not valid JSON.');
  return { kind: 'json', template: json };
}

function headersFrom(
  value: string | undefined,
  faults: string[],
): Readonly<Record<string, string>> {
  if (value === undefined) return {};
  const json = parseJson(value);
  const entries = typeof json === 'object' && json !== null ? Object.entries(json) : undefined;
  const headers = (entries ?? []).map(([name, one]) => [name, String(one)] as const);
  if (entries === undefined || headers.some(([name]) => !/^[\w-]+$/.test(name)))
    faults.push('SMS_HTTP_HEADERS must be a JSON object of names and values.');
  return Object.fromEntries(headers);
}

function secretFrom(value: string | undefined, faults: string[]): string | undefined {
  if (value !== undefined && value.length < 16)
    faults.push('SMS_WEBHOOK_SECRET must be 16 characters at least: `openssl rand -hex 16`.');
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
