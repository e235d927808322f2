import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AwsChunkedDecoder } from '../../../local/s3/protocol/aws-chunked.ts';

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));

function encode(chunks: Buffer[], parameter: string, trailer: string): Buffer {
  const encoded = [...chunks.filter(({ length }) => length > 0), Buffer.alloc(0)].flatMap((chunk) => [Buffer.from(`${chunk.length.toString(16)}${parameter}\r\n`), chunk, Buffer.from(chunk.length > 0 ? '\r\n' : '')]);
  return Buffer.concat([...encoded, Buffer.from(`${trailer}\r\n`)]);
}

function cut(whole: Buffer, places: number[]): Buffer[] {
  const ends = [...places.map((place) => place % (whole.length + 1)), whole.length].sort((a, b) => a - b);
  return ends.map((end, index) => whole.subarray(ends[index - 1] ?? 0, end)).filter(({ length }) => length > 0);
}

describe('the aws-chunked decoder', () => {
  it('gives the bytes back, however they were chunked, signed and cut up on the way', async () => {
    await fc.assert(fc.asyncProperty(
      fc.array(bytes(300)), fc.constantFrom('', `;chunk-signature=${'0'.repeat(64)}`), fc.constantFrom('', 'x-amz-checksum-crc32:sOO8/Q==\r\n'), fc.array(fc.nat(10_000)),
      async (chunks, parameter, trailer, places) => {
        const content = Buffer.concat(chunks);
        const decoder = Readable.from(cut(encode(chunks, parameter, trailer), places)).pipe(new AwsChunkedDecoder(content.length));
        expect(content.equals(await buffer(decoder))).toBe(true);
      },
    ));
  });

  it('refuses a body that lacks its end, or is not of the declared length', async () => {
    await fc.assert(fc.asyncProperty(bytes(300).filter(({ length }) => length > 0), fc.nat(10_000), fc.integer({ min: 1, max: 5 }), async (content, place, surplus) => {
      const encoded = encode([content], '', '');
      // All up to the last chunk's header, which alone tells the end.
      const [partial] = cut(encoded.subarray(0, encoded.indexOf('\r\n0\r\n', content.length) + 2), [place]);
      await expect(buffer(Readable.from([partial ?? Buffer.alloc(0)].filter(({ length }) => length > 0)).pipe(new AwsChunkedDecoder(content.length)))).rejects.toMatchObject({ code: 'IncompleteBody' });
      await expect(buffer(Readable.from([encoded]).pipe(new AwsChunkedDecoder(content.length + surplus)))).rejects.toMatchObject({ code: 'IncompleteBody' });
    }));
  });

  it('never fails otherwise than with IncompleteBody', async () => {
    await fc.assert(fc.asyncProperty(bytes(3_000), async (garbage) => {
      const outcome: unknown = await buffer(Readable.from([garbage].filter(({ length }) => length > 0)).pipe(new AwsChunkedDecoder(1))).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toMatchObject({ code: 'IncompleteBody' });
      else expect(outcome).toHaveLength(1);
    }));
  });
});
