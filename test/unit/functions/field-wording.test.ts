import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import { HoldBodySchema } from '../../../functions/shared/evidence-schemas.ts';
import { invalidRequest } from '../../../functions/shared/http/invalid-request.ts';
import { PersonChangeSchema } from '../../../functions/shared/people-schemas.ts';
import { PolicyRulesSchema } from '../../../functions/shared/policy-body.ts';
import { RegistrationBodySchema } from '../../../functions/shared/registration-body.ts';
import { SessionNoteSchema, SessionSchema } from '../../../functions/shared/schemas.ts';

const REGISTRATION = { image: 'aGk=', fullName: 'Ada' };

describe('a field that breaks a rule', () => {
  it.each<[string, z.ZodType, unknown, object]>([
    ['empty', RegistrationBodySchema, { ...REGISTRATION, fullName: ' ' }, { detail: 'empty', parameters: { field: 'fullName' } }],
    ['too long', RegistrationBodySchema, { ...REGISTRATION, fullName: 'a'.repeat(201) }, { detail: 'tooLong', parameters: { field: 'fullName', limit: 200 } }],
    ['a part of another, too long', RegistrationBodySchema, { ...REGISTRATION, override: { reason: 'a'.repeat(501) } }, { detail: 'tooLong', parameters: { field: 'override.reason', limit: 500 } }],
    ['with a control character', SessionSchema, { examId: 'a\u0007', consentVersion: '1' }, { detail: 'characters', parameters: { field: 'examId' } }],
    ['with half a character', HoldBodySchema, { reason: '\ud800' }, { detail: 'characters', parameters: { field: 'reason' } }],
    ['with an invisible character', SessionNoteSchema, { text: 'a\u200bb' }, { detail: 'characters', parameters: { field: 'text' } }],
    ['of another type', SessionNoteSchema, { text: 7 }, { detail: 'malformed', parameters: { field: 'text' } }],
    ['that is no field', PolicyRulesSchema, { colour: 'red' }, { parameters: { field: expect.any(String) } }],
    ['in no field at all', PersonChangeSchema, {}, { detail: 'notValid', parameters: {} }],
  ])('%s is told by the rule, with its limit', (_what, schema, body, wording) => {
    const result = schema.safeParse(body);
    if (result.success) throw new Error('The body was taken.');
    expect(invalidRequest(result.error).wording).toMatchObject(wording);
  });
});
