import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { expectRefusal, malformedRequest } from '../../helpers/malformed-requests.ts';
import { serveRekognition } from '../../helpers/served-rekognition.ts';

it('every malformed request is refused as a mistake of its client', async () => {
  await using rekognition = await serveRekognition();
  await fc.assert(fc.asyncProperty(malformedRequest, (request) => expectRefusal(rekognition.url, request)), { seed: 20_261_121, numRuns: 300 });
  expect(rekognition.defects).toEqual([]);
});
