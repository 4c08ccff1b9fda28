// Which passwords may be chosen, in examples that people really try.
import { describe, expect, it } from 'vitest';
import { decidePassword } from '#identity/password-rules.ts';

const refusalOf = (password: string, login = 'rossi.anna'): string | undefined => {
  const decision = decidePassword(password, login);
  return decision.ok ? undefined : decision.refusal;
};

describe('choosing a password', () => {
  it.each([
    'tre parole nostre',
    'il gatto è sul tetto',
    'Nz7-kkqm2!xx',
    'cavallo batteria graffetta',
  ])('"%s" is accepted', (password) => expect(refusalOf(password)).toBeUndefined());

  it.each([
    ['corta9!aa', 'password-too-short'],
    ['perchè così', undefined],
    ['1234567890', 'password-too-common'],
    ['0987654321', 'password-too-common'],
    ['qwertyuiop', 'password-too-common'],
    ['aaaaaaaaaaaa', 'password-too-common'],
    ['121212121212', 'password-too-common'],
    ['Password2026!', 'password-too-common'],
    ['P4ssw0rd-2026', 'password-too-common'],
    ['juventus1897', 'password-too-common'],
    ['ciaociaociao1', undefined],
    ['ciaociao!!', 'password-too-common'],
    ['Francesco2015', 'password-too-common'],
    ['mensascolastica', 'password-too-common'],
    ['Rossi.Anna', 'password-is-login'],
    ['rossi.anna2026', 'password-is-login'],
    ['rossi anna e nonna', undefined],
  ])('"%s" is answered %s', (password, refusal) => expect(refusalOf(password)).toBe(refusal));

  it('a login of digits only is not a password either', () => {
    expect(refusalOf('4821093756', '4821093756')).toBe('password-is-login');
    expect(refusalOf('9134 7725 08', '4821093756')).toBeUndefined();
  });
});
