// A brand is held by the compiler alone.
import { expect, test } from 'vitest';
import type { Brand } from '#ground/brand.ts';

type PupilCode = string & Brand<'PupilCode'>;
type PhoneCode = string & Brand<'PhoneCode'>;

test('a phone code cannot be given where a pupil code is asked, and weighs nothing more', () => {
  const lookUp = (code: PupilCode): string => code;
  const phoneCode = '123456' as PhoneCode;
  // @ts-expect-error the compiler refuses it; if it ever accepts, `npm run types` fails here
  expect(lookUp(phoneCode)).toBe('123456');
});
