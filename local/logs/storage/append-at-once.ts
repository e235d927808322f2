import { open } from 'node:fs/promises';

/**
 * Appends to a file in one piece where the system allows. `appendFile` of Node takes a turn of the event loop for every half megabyte, so that a busy
 * process would write more slowly than it logs.
 */
export async function appendAtOnce(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'a');
  try {
    for (let written = 0; written < bytes.length; ) written += (await file.write(bytes, written)).bytesWritten;
  } finally {
    await file.close();
  }
}
