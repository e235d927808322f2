import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { list } from 'tar';
import { PackageDownloadError, PackageFileMissingError, PackageIntegrityError } from './errors.ts';
import { type PinnedPackage, packageSpec } from './packages.ts';
import { PROJECT_DIR } from './project-dir.ts';

const run = promisify(execFile);

/** Forty megabytes over a slow line. */
const DOWNLOAD_TIMEOUT_MS = 15 * 60_000;

/** How a package's tarball comes into a folder; resolves to the tarball's path. */
export type DownloadPackage = (pinned: PinnedPackage, folder: string) => Promise<string>;

/**
 * Fetches the tarball of a package, verifies it, and returns the wanted files of it by their path in the package. Only the package
 * itself is fetched: none of its dependencies, and none of its code runs.
 *
 * @throws PackageDownloadError, PackageIntegrityError, PackageFileMissingError
 */
export async function fetchPackageFiles(
  pinned: PinnedPackage,
  wanted: ReadonlySet<string>,
  download: DownloadPackage = npmPack,
): Promise<ReadonlyMap<string, Buffer>> {
  const folder = await mkdtemp(join(tmpdir(), 'invigil-package-'));
  try {
    const tarball = await download(pinned, folder);
    await verifyIntegrity(pinned, tarball);
    return await readTarball(pinned, tarball, wanted);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Through the npm client, so that the user's registry, proxy and credentials hold. */
async function npmPack(pinned: PinnedPackage, folder: string): Promise<string> {
  const spec = packageSpec(pinned);
  try {
    await run('npm', ['pack', spec, '--pack-destination', folder, '--ignore-scripts', '--loglevel=error'], {
      cwd: PROJECT_DIR,
      timeout: DOWNLOAD_TIMEOUT_MS,
      // On Windows npm is a batch file, which only a shell starts; every argument is ours.
      shell: process.platform === 'win32',
    });
  } catch (error) {
    throw new PackageDownloadError(spec, whatNpmSaid(error), { cause: error });
  }
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new PackageDownloadError(spec, 'it left no tarball');
  return join(folder, tarball);
}

function whatNpmSaid(error: unknown): string {
  const hasStderr = typeof error === 'object' && error !== null && 'stderr' in error && typeof error.stderr === 'string';
  const stderr = hasStderr ? String(error.stderr).trim() : '';
  return stderr === '' ? String(error) : stderr;
}

async function verifyIntegrity(pinned: PinnedPackage, tarball: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(tarball), hash);
  const actual = `sha512-${hash.digest('base64')}`;
  if (actual !== pinned.integrity) throw new PackageIntegrityError(packageSpec(pinned), pinned.integrity, actual);
}

async function readTarball(
  pinned: PinnedPackage,
  tarball: string,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const reading: Promise<void>[] = [];
  await list({
    file: tarball,
    filter: (path) => wanted.has(pathInPackage(path)),
    onReadEntry: (entry) => {
      reading.push(
        entry.concat().then((content) => {
          files.set(pathInPackage(entry.path), content);
        }),
      );
    },
  });
  await Promise.all(reading);
  for (const file of wanted) {
    if (!files.has(file)) throw new PackageFileMissingError(packageSpec(pinned), file);
  }
  return files;
}

/** Everything in an npm tarball lies in one folder, usually named `package`. */
function pathInPackage(path: string): string {
  return path.slice(path.indexOf('/') + 1);
}
