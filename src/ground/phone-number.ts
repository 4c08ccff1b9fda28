// A telephone number as the network, a person or a file writes it, and the one form in which two are compared: E.164.

/**
 * '347 123 4567' → '+393471234567', '0346 21000' → '+39034621000' (in Italy the 0 belongs to the number), '0041…' and
 * '+41…' → '+41…'. Undefined for whatever is not surely one number: short codes, "anonymous", a foreign one without
 * its prefix. Ten digits that begin with 39 are a mobile (390 to 397 are prefixes of mobiles), not Italy's own prefix.
 */
export function phoneNumberOf(written: string): string | undefined {
  const number = written.replaceAll(/[\s./()-]/g, '').replace(/^00/, '+');
  if (/^\+[1-9]\d{7,14}$/.test(number)) return number;
  if (/^(3\d{8,9}|0\d{5,10})$/.test(number)) return `+39${number}`;
  if (/^39(3\d{8,9}|0\d{5,10})$/.test(number)) return `+${number}`;
  return undefined;
}

/** As people write a number of Italy: "0399 555 0101", "300 100 0137"; one of another country stays as it is. */
export function writtenNumber(number: string): string {
  const national = number.replace(/^\+39/, '');
  const [, area = '', middle = '', end = ''] = /^(3\d{2}|\d{4})(\d{3})(\d+)$/.exec(national) ?? [];
  return area === '' ? national : `${area} ${middle} ${end}`;
}
