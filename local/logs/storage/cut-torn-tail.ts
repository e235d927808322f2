import { open } from 'node:fs/promises';

const STEP_BYTES = 65_536;

/** Cuts off what follows the last line feed of a file: a line that a killed process did not finish. */
export async function cutTornTail(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    let end = 0;
    for (let position = size; position > 0 && end === 0; ) {
      const start = Math.max(0, position - STEP_BYTES);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(position - start), 0, position - start, start);
      const newline = buffer.subarray(0, bytesRead).lastIndexOf('\n');
      if (newline >= 0) end = start + newline + 1;
      position = start;
    }
    if (end < size) await file.truncate(end);
  } finally {
    await file.close();
  }
}
