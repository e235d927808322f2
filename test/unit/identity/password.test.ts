import { describe, expect, it } from '@jest/globals';
import { generatePassword, isSamePassword } from '../../../local/identity/password.ts';

describe('the demo password', () => {
  it('is twelve characters that nobody mistakes, another each time', () => {
    const passwords = Array.from({ length: 200 }, generatePassword);
    for (const password of passwords) expect(password).toMatch(/^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){2}$/);
    expect(new Set(passwords).size).toBe(200);
  });

  it('is the same as itself alone', () => {
    expect(isSamePassword('k7qm-x3hd', 'k7qm-x3hd')).toBe(true);
    for (const other of ['', 'k7qm-x3h', 'k7qm-x3hdd', 'K7QM-X3HD']) expect(isSamePassword(other, 'k7qm-x3hd')).toBe(false);
  });
});
