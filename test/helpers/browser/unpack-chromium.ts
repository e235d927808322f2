import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';
import { extract } from 'tar';

/** Of `@sparticuz/chromium`. Its own unpacking takes a fixed path in the system's temporary folder, whatever its version: ours does not. */
const PACKAGE_DIR = fileURLToPath(new URL('../../../node_modules/@sparticuz/chromium/', import.meta.url));

export const CHROMIUM_PACKAGE_VERSION = (JSON.parse(readFileSync(join(PACKAGE_DIR, 'package.json'), 'utf8')) as { version: string }).version;

/** The package's own names folders of AWS Lambda. */
const FONTS_CONFIGURATION = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">.</dir>
  <cachedir prefix="relative">.cache</cachedir>
</fontconfig>
`;

/**
 * Unpacks the package's Chromium (200 MB, some 3 s) unless that has been done: `chromium`, the libraries it needs in `lib/`, fonts in
 * `fonts/`. The folder appears whole or not at all, also when several processes do this at once. Answers the folder.
 */
export async function unpackChromium(folder: string): Promise<string> {
  if (await exists(folder)) return folder;
  const temporary = `${folder}.${randomUUID()}.tmp`;
  try {
    await mkdir(temporary, { recursive: true });
    await Promise.all([
      pipeline(packed('chromium.br'), createBrotliDecompress(), createWriteStream(join(temporary, 'chromium'), { mode: 0o755 })),
      // Brings the folder lib/.
      pipeline(packed('al2023.tar.br'), createBrotliDecompress(), extract({ cwd: temporary })),
      pipeline(packed('fonts.tar.br'), createBrotliDecompress(), extract({ cwd: temporary, filter: (path) => path.startsWith('fonts/') })),
    ]);
    await writeFile(join(temporary, 'fonts', 'fonts.conf'), FONTS_CONFIGURATION);
    await moveUnlessThere(temporary, folder);
    return folder;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function packed(name: string): NodeJS.ReadableStream {
  return createReadStream(join(PACKAGE_DIR, 'bin', name));
}

async function moveUnlessThere(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  try {
    await rename(from, to);
  } catch (error) {
    // Another process was first; what it made is the same.
    if (!(await exists(to))) throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}
