import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Readable and writable by its owner alone. */
export const PRIVATE_FILE_MODE = 0o600;

/**
 * Replaces a file of secrets as a whole: after a crash there is the old content or the new one, never a part.
 * Synchronous, for what holds an issuer's sessions must not change while it is being written.
 *
 * @throws the file system's own error; nothing of the attempt stays behind
 */
export function writePrivateFile(path: string, text: string): void {
  const temporaryPath = `${path}.${randomUUID()}.tmp`;
  try {
    const file = openSync(temporaryPath, 'wx', PRIVATE_FILE_MODE);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporaryPath, path);
  } catch (error) {
    rmSync(temporaryPath, { force: true });
    throw error;
  }
}
