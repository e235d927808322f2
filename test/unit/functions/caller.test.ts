import { describe, expect, it } from '@jest/globals';
import { NotFoundError } from '../../../domain/errors.ts';
import { callerOf, pathParameterOf } from '../../../functions/shared/http/request.ts';
import { apiEvent } from '../../helpers/api-event.ts';

describe('the caller of an event', () => {
  it.each([
    ['true', 'ada@example.org'],
    ['false', null],
    ['TRUE', null],
    [undefined, null],
  ])('with email_verified %s has the e-mail %s', (verified, email) => {
    const event = apiEvent({ body: null });
    event.requestContext.authorizer = { claims: { sub: 'ada', email: 'ada@example.org', ...(verified === undefined ? {} : { email_verified: verified }) } };
    expect(callerOf(event)).toEqual({ sub: 'ada', email, groups: [] });
  });
});

describe('a segment of the path', () => {
  it('is an id, and at most as long as one', () => {
    const event = { ...apiEvent({ body: null }), pathParameters: { id: 'x'.repeat(128), long: 'x'.repeat(129) } };
    expect(pathParameterOf(event, 'id')).toHaveLength(128);
    expect(pathParameterOf(event, 'none')).toBe('');
    expect(() => pathParameterOf(event, 'long')).toThrow(NotFoundError);
  });
});
