import { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, NotFound, PutObjectCommand, S3ServiceException, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { EXPORT_MEDIA_TYPE } from '../../../domain/export/export-record.ts';
import type { ExportStore } from '../ports/export-store.ts';

const PART_BYTES = 8 * 1_048_576;
/** No longer than the credentials of a function's role live. */
const LINK_SECONDS = 900;

/** Exports in a bucket of their own, which forgets them after a few days. A claim is a small object beside the export. */
export class S3ExportStore implements ExportStore {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async exists(key: string): Promise<boolean> {
    return (await this.#modifiedAt(key)) !== null;
  }

  async write(key: string, lines: AsyncIterable<string>): Promise<void> {
    const upload = new Upload({
      client: this.#client,
      params: { Bucket: this.#bucket, Key: key, Body: Readable.from(lines, { objectMode: false }), ContentType: EXPORT_MEDIA_TYPE },
      partSize: PART_BYTES,
      queueSize: 2,
      leavePartsOnError: false,
    });
    await upload.done();
  }

  async claim(key: string, staleMs: number): Promise<boolean> {
    if (await this.isClaimed(key, staleMs)) return false;
    await this.release(key);
    try {
      await this.#client.send(new PutObjectCommand({ Bucket: this.#bucket, Key: claimOf(key), Body: '', IfNoneMatch: '*' }));
      return true;
    } catch (error) {
      // Somebody else is there, or on the way.
      if (error instanceof S3ServiceException && (error.name === 'PreconditionFailed' || error.name === 'ConditionalRequestConflict')) return false;
      throw error;
    }
  }

  async isClaimed(key: string, staleMs: number): Promise<boolean> {
    const claimedAt = await this.#modifiedAt(claimOf(key));
    return claimedAt !== null && Date.now() - claimedAt.getTime() < staleMs;
  }

  async release(key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: claimOf(key) }));
  }

  async link(key: string, fileName: string): Promise<string> {
    const command = new GetObjectCommand({ Bucket: this.#bucket, Key: key, ResponseContentDisposition: `attachment; filename="${fileName}"` });
    return getSignedUrl(this.#client, command, { expiresIn: LINK_SECONDS });
  }

  async #modifiedAt(key: string): Promise<Date | null> {
    try {
      const { LastModified: modifiedAt } = await this.#client.send(new HeadObjectCommand({ Bucket: this.#bucket, Key: key }));
      return modifiedAt ?? new Date(0);
    } catch (error) {
      if (error instanceof NotFound) return null;
      throw error;
    }
  }
}

function claimOf(key: string): string {
  return `${key}.claim`;
}
