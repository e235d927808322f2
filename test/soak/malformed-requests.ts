import fc from 'fast-check';
import { expectRefusal, malformedRequest } from '../helpers/malformed-requests.ts';
import { serveRekognition } from '../helpers/served-rekognition.ts';

/** Sends Rekognition malformed requests, 10,000 unless told otherwise: `npm run soak -- [runs] [seed]`. */
const [runs = '10000', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);

await using rekognition = await serveRekognition();
const startedAt = performance.now();
await fc.assert(fc.asyncProperty(malformedRequest, (request) => expectRefusal(rekognition.url, request)), { seed: Number(seed), numRuns: Number(runs) });
if (rekognition.defects.length > 0) throw new Error(rekognition.defects.join('\n'));
process.stdout.write(`${runs} malformed requests were refused in ${Math.round((performance.now() - startedAt) / 1_000)} s (seed ${seed}).\n`);
