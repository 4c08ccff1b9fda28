// Whether a web request comes from the telephone provider: HMAC-SHA1 over the address and the sorted parameters.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { ascending } from '#ground/order.ts';

/** The fields of a form as they came, in their order; a name may come twice. */
export type FormFields = readonly (readonly [name: string, value: string])[];

/** As the providers' own libraries sign: the full address, then each name with its value, sorted by name; base64. */
export function signatureOf(secret: string, url: string, fields: FormFields): string {
  const valuesOf = new Map<string, Set<string>>();
  for (const [name, value] of fields)
    valuesOf.set(name, (valuesOf.get(name) ?? new Set()).add(value));
  const sorted = [...valuesOf].toSorted(([one], [other]) => ascending(one, other));
  const text = sorted.flatMap(([name, values]) =>
    [...values].toSorted().map((value) => `${name}${value}`),
  );
  return createHmac('sha1', secret)
    .update(`${url}${text.join('')}`)
    .digest('base64');
}

/** In constant time; some providers write the ordinary port into the address and some do not. */
export function isSigned(
  secret: string,
  url: string,
  fields: FormFields,
  signature: string,
): boolean {
  const given = Buffer.from(signature);
  return writingsOf(url).reduce((isOne, writing) => {
    const expected = Buffer.from(signatureOf(secret, writing, fields));
    const isThis = expected.length === given.length && timingSafeEqual(expected, given);
    return isThis || isOne;
  }, false);
}

/** With and without the ordinary port; any other port always stands there. */
function writingsOf(url: string): readonly string[] {
  const [, scheme, host, port, rest] =
    /^(https?):\/\/([^/:[\]]+|\[[^\]]*\])(?::(\d+))?(\/.*)?$/s.exec(url) ?? [];
  const ordinary = scheme === 'https' ? '443' : '80';
  if (scheme === undefined || host === undefined || (port !== undefined && port !== ordinary))
    return [url];
  return [`${scheme}://${host}${rest ?? ''}`, `${scheme}://${host}:${ordinary}${rest ?? ''}`];
}
