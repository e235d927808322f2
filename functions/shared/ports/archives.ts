import type { ByteSource } from '../import/byte-source.ts';

/** Where the uploads of bulk registrations lie. */
export interface Archives {
  /** Where whoever has this address may put the archive of an import, and nothing else. */
  uploadUrl(importId: string, expiresInSeconds: number): Promise<string>;
  /** The very upload with this ETag; reading it fails with ARCHIVE_REPLACED when it is another one, or none, by then. */
  open(importId: string, archive: { etag: string; sizeBytes: number }): ByteSource;
  remove(importId: string): Promise<void>;
}
