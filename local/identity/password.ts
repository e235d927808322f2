import { createHash, randomInt, timingSafeEqual } from 'node:crypto';

/** Without the letters and digits that are mistaken for each other: 0 and o, 1, i and l. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 3;
const GROUP_LENGTH = 4;

/**
 * A random password that is easily typed: three groups of four characters, for example `k7qm-x3hd-wn5p`.
 * Twelve characters of thirty-one are 59 bits, far beyond what the sign-in page's limiter lets anyone try.
 */
export function generatePassword(): string {
  const group = (): string => Array.from({ length: GROUP_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

/** Compares in a time that tells nothing of where two passwords differ, nor of their lengths. */
export function isSamePassword(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
