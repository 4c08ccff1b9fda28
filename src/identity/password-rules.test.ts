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

  it.each([
    ['89012345678', 'the row of digits, over its end'],
    ['32109876543', 'and backwards'],
    ['stuvwxyzabc', 'the alphabet'],
    ['zyxwvutsrqp', 'the alphabet backwards'],
    ['asdfghjklzx', 'a row of keys'],
    ['lkjhgfdsapo', 'a row of keys backwards'],
    ['3e4r5t6y7u8', 'two rows of keys in turn'],
  ])('"%s" is everybody’s: %s', (password) => {
    expect(refusalOf(password)).toBe('password-too-common');
  });

  it.each([
    ['pr0vaprova!', '0 for o'],
    ['forzam1lan!', '1 for i'],
    ['foot8all2026', undefined],
    ['forzajuv3ntus', undefined],
    ['s3gr3to2026', '3 for e'],
    ['fr4ncesco2015', '4 for a'],
    ['pa55word2026', '5 for s'],
    ['juven7us1897', '7 for t'],
    ['p@ssword2026', '@ for a'],
    ['pa$$word2026', '$ for s'],
  ])('"%s" is read with its look-alikes: %s', (password, sign) => {
    expect(refusalOf(password)).toBe(sign === undefined ? undefined : 'password-too-common');
  });

  it.each([
    'principessa1',
    'forzajuve97',
    'atalanta1907',
    'antonella75',
    'leonardo2010',
    'domenico1980',
    'superman2020',
    'changeme2026',
    'refezione2026',
    'lamiapassword',
    'mensa.scolastica',
    'benvenuta26',
  ])('"%s" is a word that many choose', (password) => {
    expect(refusalOf(password)).toBe('password-too-common');
  });

  it('a common word twice is as common, with other words around it is not', () => {
    expect(refusalOf('mensamensa')).toBe('password-too-common');
    expect(refusalOf('2026 mensa !!!')).toBe('password-too-common');
    expect(refusalOf('mensamensamensa')).toBeUndefined();
    expect(refusalOf('mensa del gatto')).toBeUndefined();
  });

  it('fewer than four different characters are none at all, four are', () => {
    expect(refusalOf('xzkxzkxzkx')).toBe('password-too-common');
    expect(refusalOf('xzkwxzkwxzkw')).toBeUndefined();
  });

  it('counts characters as a person does, and says how many are needed', () => {
    expect(decidePassword('corta9!aa', '')).toEqual({
      ok: false,
      refusal: 'password-too-short',
      details: { lengthMin: 10 },
    });
    expect(refusalOf('😀😁😂🤣😃')).toBe('password-too-short');
    expect(refusalOf('😀😁😂🤣😃😄😅😆😉😊')).toBeUndefined();
    expect(refusalOf('ｐａｓｓｗｏｒｄ２０２６')).toBe('password-too-common');
  });

  it('a login in capitals is the same login, and one of signs only says nothing about letters', () => {
    expect(refusalOf('ROSSI.ANNA99', 'Rossi.Anna')).toBe('password-is-login');
    expect(refusalOf('48-21-09-37-56', '77')).toBeUndefined();
    expect(refusalOf('A1B2C3D4E5F6', 'a1b2c3d4e5f6')).toBe('password-is-login');
  });

  it('a login of digits only is not a password either', () => {
    expect(refusalOf('4821093756', '4821093756')).toBe('password-is-login');
    expect(refusalOf('9134 7725 08', '4821093756')).toBeUndefined();
  });
});
