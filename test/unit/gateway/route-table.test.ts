import { describe, expect, it } from '@jest/globals';
import type { Route } from '../../../local/assembly/assembly.ts';
import { createRouteTable } from '../../../local/gateway/route-table.ts';

const route = (method: string, path: string): Route => ({ method, path, authorizer: null, integration: { type: 'MOCK', statusCode: 200, headers: {}, body: '' } });
const match = createRouteTable([
  route('GET', '/'),
  route('GET', '/items'),
  route('GET', '/items/{id}'),
  route('ANY', '/items/{id}'),
  route('GET', '/items/special'),
  route('GET', '/items/special/edit'),
  route('GET', '/items/{id}/parts'),
  route('ANY', '/files/{proxy+}'),
  route('GET', '/{any+}'),
]);
const chosen = (method: string, path: string): unknown => {
  const found = match(method, path.split('/').filter(Boolean));
  return found && [found.route.method, found.route.path, found.pathParameters];
};

describe('the route of a request', () => {
  it.each([
    ['GET', '/', ['GET', '/', null]],
    ['GET', '/items', ['GET', '/items', null]],
    ['GET', '/items/7', ['GET', '/items/{id}', { id: '7' }]],
    ['DELETE', '/items/7', ['ANY', '/items/{id}', { id: '7' }]],
    ['GET', '/items/special', ['GET', '/items/special', null]],
    ['GET', '/items/special/parts', ['GET', '/items/{id}/parts', { id: 'special' }]],
    ['PUT', '/files/a/b/c.txt', ['ANY', '/files/{proxy+}', { proxy: 'a/b/c.txt' }]],
    ['GET', '/files', ['GET', '/{any+}', { any: 'files' }]],
    ['GET', '/items/7/parts/8', ['GET', '/{any+}', { any: 'items/7/parts/8' }]],
  ])('%s %s is that of the most specific resource', (method, path, expected) => {
    expect(chosen(method, path)).toEqual(expected);
  });

  it('is none when the most specific resource does not take the method', () => {
    expect([chosen('DELETE', '/items/special'), chosen('POST', '/')]).toEqual([null, null]);
  });

  it('knows no inherited names', () => {
    expect(createRouteTable([route('GET', '/items')])('GET', ['constructor'])).toBeNull();
  });
});
