import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { importProblem, ImportProblemError } from '../../../domain/import/import-problem.ts';
import type { ByteSource } from '../import/byte-source.ts';
import type { Archives } from '../ports/archives.ts';

const keyOf = (importId: string): string => `imports/${importId}.zip`;

/** The uploads of bulk registrations, in their bucket until they are read. */
export class S3Archives implements Archives {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async uploadUrl(importId: string, expiresInSeconds: number): Promise<string> {
    return getSignedUrl(this.#client, new PutObjectCommand({ Bucket: this.#bucket, Key: keyOf(importId) }), { expiresIn: expiresInSeconds });
  }

  open(importId: string, { etag, sizeBytes }: { etag: string; sizeBytes: number }): ByteSource {
    return {
      sizeBytes,
      read: async (start, end) => {
        // The link can be used again until it expires.
        const replaced = (cause?: unknown): ImportProblemError => new ImportProblemError(importProblem('archiveReplaced', {}), cause);
        try {
          const answer = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: keyOf(importId), Range: `bytes=${String(start)}-${String(end - 1)}` }));
          const bytes = (await answer.Body?.transformToByteArray()) ?? new Uint8Array();
          if (answer.ETag?.replaceAll('"', '') !== etag || bytes.length !== end - start) throw replaced();
          return bytes;
        } catch (error) {
          if (error instanceof NoSuchKey || (error instanceof Error && error.name === 'InvalidRange')) throw replaced(error);
          throw error;
        }
      },
    };
  }

  async remove(importId: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: keyOf(importId) }));
  }
}
