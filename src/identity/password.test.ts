// Passwords: hashed as everybody else hashes them, the same from every keyboard, and never more than two at a time.
import { describe, expect, it } from 'vitest';
import { initialPassword } from '#identity/initial-password.ts';
import { hashPassword, verifyPassword } from '#identity/password.ts';

describe('a password', () => {
  it('opens with itself and with nothing else', async () => {
    const phc = await hashPassword('tre parole nostre');
    expect(phc).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(await verifyPassword('tre parole nostre', phc)).toBe(true);
    expect(await verifyPassword('tre parole vostre', phc)).toBe(false);
    expect(await hashPassword('tre parole nostre')).not.toBe(phc);
  });

  it('hashed by the reference implementation of argon2 opens here too', async () => {
    // The test vector of the reference implementation (P-H-C/phc-winner-argon2, src/test.c).
    const reference =
      '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await verifyPassword('password', reference)).toBe(true);
    expect(await verifyPassword('Password', reference)).toBe(false);
  });

  it('with an accent is the same whether the keyboard sends one character or two', async () => {
    const phc = await hashPassword('perch\u00E9 cos\u00EC');
    expect(await verifyPassword('perche\u0301 cosi\u0300', phc)).toBe(true);
  });

  it('of nobody is never right, and takes the same work', async () => {
    const phc = await hashPassword('tre parole nostre');
    const timeOf = async (hash: string | undefined): Promise<number> => {
      const started = performance.now();
      await verifyPassword('tre parole', hash);
      return performance.now() - started;
    };
    expect(await verifyPassword('', undefined)).toBe(false);
    // The shortest of several, in turns: whatever else the machine does only makes some of them longer.
    let [known, unknown] = [Infinity, Infinity];
    for (let round = 0; round < 6; round += 1) {
      known = Math.min(known, await timeOf(phc));
      unknown = Math.min(unknown, await timeOf(undefined));
    }
    expect(unknown).toBeGreaterThan(known / 3);
    expect(unknown).toBeLessThan(known * 3);
  });

  it('that is no PHC string is a fault, not a wrong password', async () => {
    await expect(verifyPassword('x', 'md5:0')).rejects.toThrow('PHC');
  });

  it('made up by us can be read from paper, and is another each time', async () => {
    const made = await Promise.all([initialPassword(), initialPassword(), initialPassword('data')]);
    expect(made[0].password).toMatch(/^([a-hjkmnp-z2-9]{4}-){2}[a-hjkmnp-z2-9]{4}$/);
    expect(made[0].password).not.toBe(made[1].password);
    expect(made[2].password).toBe('data');
    expect(await verifyPassword('data', made[2].passwordHash)).toBe(true);
  });
});
