import { createHash } from 'node:crypto';
import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, S3ServiceException, type S3Client } from '@aws-sdk/client-s3';
import type { ImageStore } from '../ports/image-store.ts';
import type { StoredImage } from '../ports/vision.ts';

export class S3ImageStore implements ImageStore {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async put(key: string, bytes: Uint8Array, contentType: string, tags: Readonly<Record<string, string>> = {}): Promise<StoredImage> {
    const ChecksumSHA256 = createHash('sha256').update(bytes).digest('base64');
    const tagging = new URLSearchParams(tags).toString();
    await this.#client.send(
      new PutObjectCommand({ Bucket: this.#bucket, Key: key, Body: bytes, ContentType: contentType, ChecksumSHA256, ...(tagging === '' ? {} : { Tagging: tagging }) }),
    );
    return { bucket: this.#bucket, key };
  }

  async restore(key: string, bytes: Uint8Array, contentType: string): Promise<void> {
    const ChecksumSHA256 = createHash('sha256').update(bytes).digest('base64');
    try {
      await this.#client.send(new PutObjectCommand({ Bucket: this.#bucket, Key: key, Body: bytes, ContentType: contentType, ChecksumSHA256, IfNoneMatch: '*' }));
    } catch (error) {
      // It is there, or somebody else is restoring it.
      if (!(error instanceof S3ServiceException && (error.name === 'PreconditionFailed' || error.name === 'ConditionalRequestConflict'))) throw error;
    }
  }

  async get(key: string): Promise<Uint8Array | null> {
    try {
      const { Body: body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }));
      return (await body?.transformToByteArray()) ?? null;
    } catch (error) {
      if (error instanceof NoSuchKey) return null;
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: key }));
  }
}
