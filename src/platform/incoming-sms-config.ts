// How a provider hands over the SMS that families write, from the environment: its secret, and where its request says what.

export interface IncomingSmsConfig {
  readonly secret: string;
  /** 'secret': the header carries it; 'hmac-sha256': the header carries the body's HMAC under it, in hex or base64. */
  readonly check: 'secret' | 'hmac-sha256';
  /** In small letters, as the server reads headers. */
  readonly header: string;
  /** Where each fact stands, 'data.message.from'; of several messages in one request a list is read. */
  readonly fields: {
    /** Of the provider: the same id is the same SMS delivered again. */
    readonly id: string;
    readonly from: string;
    readonly to: string;
    readonly text: string;
  };
}

/** `text` reads a variable; every fault is one sentence, and repeats no secret. */
export function readIncomingSmsConfig(
  text: (name: string) => string | undefined,
  faults: string[],
): IncomingSmsConfig | undefined {
  const secret = text('SMS_INCOMING_SECRET');
  if (secret === undefined) return undefined;
  if (secret.length < 16)
    faults.push('SMS_INCOMING_SECRET must be 16 characters at least: `openssl rand -hex 16`.');
  const check = text('SMS_INCOMING_CHECK') ?? 'secret';
  if (check !== 'secret' && check !== 'hmac-sha256')
    faults.push(`SMS_INCOMING_CHECK must be "secret" or "hmac-sha256", and is "${check}".`);
  const header = (text('SMS_INCOMING_HEADER') ?? 'x-sms-secret').toLowerCase();
  if (!/^[a-z0-9-]+$/.test(header))
    faults.push(`SMS_INCOMING_HEADER must be the name of a header, and is "${header}".`);
  return {
    secret,
    check: check === 'hmac-sha256' ? check : 'secret',
    header,
    fields: {
      id: text('SMS_INCOMING_ID') ?? 'id',
      from: text('SMS_INCOMING_FROM') ?? 'from',
      to: text('SMS_INCOMING_TO') ?? 'to',
      text: text('SMS_INCOMING_TEXT') ?? 'text',
    },
  };
}
