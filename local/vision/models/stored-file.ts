import { createHash, randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A stored file is two: its content, and beside it the content's SHA-256 in hex. The digest is written last, so content with its
 * digest is whole.
 */
const DIGEST_SUFFIX = '.sha256';

const PIECE_BYTES = 1024 * 1024;

/** The absolute path of a stored file; null if it is missing, cut short or altered. */
export async function findStoredFile(folder: string, name: string): Promise<string | null> {
  const path = join(folder, name);
  try {
    const [actual, digest] = await Promise.all([fileSha256(path), readFile(path + DIGEST_SUFFIX, 'utf8')]);
    return actual === digest.trim() ? path : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** The SHA-256 of a file in hex, read through one small buffer: models are large, and what was read whole the allocator keeps. */
export async function fileSha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  const file = await open(path);
  try {
    for (;;) {
      const { bytesRead } = await file.read(piece);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(piece.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

/** Stores content under a name, all or nothing even if the machine stops; returns the absolute path. */
export async function storeFile(folder: string, name: string, content: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await replaceFile(path, content);
  await replaceFile(path + DIGEST_SUFFIX, Buffer.from(`${sha256(content)}\n`));
  return path;
}

async function replaceFile(path: string, content: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** By its shape, for an error of the file system may come from another realm. */
function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
