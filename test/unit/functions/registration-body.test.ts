import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import { invalidRequest } from '../../../functions/shared/http/invalid-request.ts';
import { PersonChangeSchema } from '../../../functions/shared/people-schemas.ts';
import { RegistrationBodySchema } from '../../../functions/shared/registration-body.ts';

const REGISTRATION = { image: 'aGk=', fullName: 'Ada', externalId: 'ada@example.org' };

/** Which rule a body breaks, and which field; null when it is taken. */
function brokenBy(schema: z.ZodType, body: unknown): string | null {
  const { success, error } = schema.safeParse(body);
  if (success) return null;
  const { detail, parameters } = invalidRequest(error).wording ?? {};
  return `${String(parameters?.field)}: ${String(detail)}`;
}

describe('the name of a person', () => {
  it.each([
    ['Persian, with a joiner that keeps letters apart', 'علی\u200cرضا'],
    ['Hindi, with a joiner behind a sign', 'क्\u200dष'],
    ['Sinhala', 'ශ්\u200dරී'],
    ['Malayalam, whose chillu ends in a joiner', 'അവന\u0d4d\u200d'],
    ['Japanese, with a form of its own of an ideograph', '葛\u{e0100}城'],
    ['Korean', '김철수'],
    ['French', 'Anne-Élise d’Aubigné'],
    ['with signs of its own for an accent', 'A\u030ango\u0308 X\u0323'],
    ['of digits', 'X Æ A-12'],
  ])('is taken: %s', (_what, fullName) => {
    expect([brokenBy(RegistrationBodySchema, { ...REGISTRATION, fullName }), brokenBy(PersonChangeSchema, { fullName })]).toEqual([null, null]);
  });

  it.each([
    ['a Hangul filler', '\u3164'],
    ['a word joiner', '\u2060'],
    ['a word joiner in it', 'Ada\u2060 Lovelace'],
    ['a soft hyphen', '\u00ad'],
    ['a soft hyphen in it', 'Ada Love\u00adlace'],
    ['a mark of direction', '\u200eAda'],
    ['tag characters', '\u{e0041}\u{e0064}\u{e0061}'],
    ['tag characters behind it', 'Ada\u{e0041}'],
    ['a joiner that joins nothing', 'Ada\u200d'],
    ['a joiner beside a space', 'Ada \u200cLovelace'],
    ['two joiners', 'علی\u200c\u200cرضا'],
    ['a joiner alone', '\u200c'],
    ['a selector that selects nothing', 'Ada\ufe0f'],
    ['a blank of Braille', '\u2800'],
    ['an accent over nothing', '\u0301'],
    ['a zero-width space', 'Ada\u200bLovelace'],
    ['a turn of direction', 'Ada\u202eecalevoL'],
    ['a control character', 'Ada\u0007'],
  ])('is refused: %s', (_what, fullName) => {
    expect([brokenBy(RegistrationBodySchema, { ...REGISTRATION, fullName }), brokenBy(PersonChangeSchema, { fullName })]).toEqual(['fullName: characters', 'fullName: characters']);
  });
});

describe('an external id', () => {
  it.each(['ada@example.org', 'Jürgen.Müller@exämple.org', '学号-2024', 'a b'])('is taken: %s', (externalId) => {
    expect(brokenBy(RegistrationBodySchema, { ...REGISTRATION, externalId })).toBeNull();
  });

  it.each([0xad, 0x34f, 0x600, 0x61c, 0x115f, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x202e, 0x2060, 0x2066, 0x2800, 0x3164, 0xfe0f, 0xfeff, 0xffa0, 0xe0041, 0xe0100].map((code) => [code.toString(16), String.fromCodePoint(code)]))('is refused with the invisible character U+%s', (_code, character) => {
    const externalId = `ada${character}@example.org`;
    expect([brokenBy(RegistrationBodySchema, { ...REGISTRATION, externalId }), brokenBy(PersonChangeSchema, { externalId })]).toEqual(['externalId: characters', 'externalId: characters']);
  });
});
