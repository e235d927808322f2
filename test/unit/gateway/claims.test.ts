import { expect, it } from '@jest/globals';
import { restClaims } from '../../../local/gateway/claims.ts';

it('hands claims on as strings, groups joined by commas and times in words', () => {
  expect(restClaims({ sub: 'a1', 'cognito:groups': ['admin', 'auditor'], email_verified: true, iat: 1_606_308_300, auth_time: 1_606_308_300, nothing: null })).toEqual({
    sub: 'a1',
    'cognito:groups': 'admin,auditor',
    email_verified: 'true',
    iat: 'Wed Nov 25 12:45:00 UTC 2020',
    auth_time: '1606308300',
  });
});
