import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { realpath } from 'node:fs/promises';
import { createServer } from 'node:net';
import { DataFolderInUseError } from './dynamodb/errors.ts';

/**
 * Makes a data folder this process's alone until it ends, however it ends: by an abstract socket named after the folder, which the kernel
 * gives to one process and takes back from a dead one. Nothing is left on disk that could be stale.
 * @throws DataFolderInUseError when another instance has it
 */
export async function lockDataFolder(dataDir: string): Promise<void> {
  const name = createHash('sha256').update(await realpath(dataDir)).digest('hex');
  const server = createServer().listen({ path: `\0invigil-${name}` });
  server.unref();
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new DataFolderInUseError(dataDir, { cause });
  }
}
