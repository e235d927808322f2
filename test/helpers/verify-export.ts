import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../local/verify-export.ts', import.meta.url));

/** Runs `npm run verify-export` on a file in a folder, as its reader does. */
export async function runVerifyExport(folder: string, text: string, pem?: string): Promise<{ exitCode: number; output: string }> {
  const file = join(folder, 'export.ndjson');
  const keyFile = join(folder, 'key.pem');
  await writeFile(file, text);
  if (pem !== undefined) await writeFile(keyFile, pem);
  return new Promise((resolve) => {
    execFile(process.execPath, [COMMAND, file, ...(pem === undefined ? [] : ['--key', keyFile])], (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code), output: stdout + stderr });
    });
  });
}
