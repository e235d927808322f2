import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GatewayError } from '../../../local/gateway/gateway-error.ts';
import { isBelowStage, parseTarget } from '../../../local/gateway/request-target.ts';

describe('a request target', () => {
  it('gives back the segments and the query that were encoded into it, whatever slashes are repeated', () => {
    const segment = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.isWellFormed());
    const query = fc.array(fc.tuple(segment, segment));
    fc.assert(
      fc.property(fc.array(segment), query, fc.integer({ min: 1, max: 3 }), fc.constantFrom('', 'http://host:80'), (segments, pairs, slashes, origin) => {
        const path = ['api', ...segments.map(encodeURIComponent)].map((part) => '/'.repeat(slashes) + part).join('');
        const target = parseTarget(`${origin}${path}?${new URLSearchParams(pairs).toString()}`);
        expect(target.segments).toEqual(segments);
        expect([...target.query]).toEqual(pairs);
        expect(isBelowStage(origin + path, 'api')).toBe(true);
      }),
    );
  });

  it('of any bytes is read, or refused as a bad request', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (bytes) => {
        try {
          parseTarget(`/api/${bytes}`);
        } catch (error) {
          expect(error).toBeInstanceOf(GatewayError);
        }
      }),
    );
  });
});
