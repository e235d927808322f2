import { open, rename } from 'node:fs/promises';

/** Replaces a file as a whole: it holds either what it did or the value. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  const file = await open(`${path}.new`, 'w');
  try {
    await file.writeFile(JSON.stringify(value));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}
