import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { S3Error } from '../errors.ts';

/** A checksum that the content must have, in base64. */
export interface ExpectedChecksum {
  algorithm: 'CRC32' | 'SHA1' | 'SHA256' | 'MD5';
  value: string;
}

export interface ReceiveOptions {
  checksums?: readonly ExpectedChecksum[];
  /** Inclusive; refused as soon as it is passed. */
  maxBytes?: number;
  minBytes?: number;
}

export interface Received {
  sizeBytes: number;
  /** In hexadecimal. */
  md5: string;
}

/**
 * Writes a content to a file and through to the disk.
 *
 * @throws S3Error EntityTooLarge, EntityTooSmall, BadDigest; what is written then is for the caller to delete
 */
export async function receive(content: AsyncIterable<Buffer>, path: string, { checksums = [], maxBytes = Infinity, minBytes = 0 }: ReceiveOptions): Promise<Received> {
  const md5 = createHash('md5');
  const expected = checksums.map((checksum) => ({ checksum, digest: createDigest(checksum.algorithm) }));
  let sizeBytes = 0;
  // Opened before anything can fail: what the caller deletes then does not appear later.
  const file = await open(path, 'wx');
  await pipeline(
    content,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        sizeBytes += chunk.length;
        if (sizeBytes > maxBytes) throw new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', { MaxSizeAllowed: maxBytes });
        md5.update(chunk);
        for (const { digest } of expected) digest.update(chunk);
        yield chunk;
      }
    },
    file.createWriteStream({ flush: true }),
  );
  if (sizeBytes < minBytes) throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', { ProposedSize: sizeBytes, MinSizeAllowed: minBytes });
  for (const { checksum, digest } of expected) {
    const calculated = digest.value();
    if (calculated === checksum.value) continue;
    if (checksum.algorithm === 'MD5') throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.', { ExpectedDigest: checksum.value, CalculatedDigest: calculated });
    throw new S3Error('BadDigest', `The ${checksum.algorithm} you specified did not match the calculated checksum.`);
  }
  return { sizeBytes, md5: md5.digest('hex') };
}

interface Digest {
  update(chunk: Buffer): void;
  /** In base64. */
  value(): string;
}

function createDigest(algorithm: ExpectedChecksum['algorithm']): Digest {
  if (algorithm !== 'CRC32') {
    const hash = createHash(algorithm);
    return { update: (chunk) => hash.update(chunk), value: () => hash.digest('base64') };
  }
  let crc = 0;
  return {
    update: (chunk) => {
      crc = crc32(chunk, crc);
    },
    value: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(crc);
      return bytes.toString('base64');
    },
  };
}
