import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { CACHE_DIR } from '../../../local/settings.ts';
import { CHROMIUM_PACKAGE_VERSION, unpackChromium } from './unpack-chromium.ts';

const run = promisify(execFile);

/** How a system may call its own. */
const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A Chromium that can be started, and what its process needs in its environment beyond ours. */
export interface Chromium {
  readonly executablePath: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What it needs there to have the package's fonts, and no others. */
  readonly fonts: Readonly<Record<string, string>>;
}

/** There is no Chromium here, or none that starts; the message says what to do. */
export class NoChromiumError extends Error {
  override readonly name = 'NoChromiumError';
}

export interface FindChromiumProps {
  /** Names an executable in `CHROMIUM`, and where to look for one in `PATH`. */
  readonly variables?: NodeJS.ProcessEnv;
  readonly architecture?: string;
  readonly cacheDir?: string;
}

/**
 * The browser of the tests: the one that `CHROMIUM` names; else the one that came with `npm ci`, unpacked once; else, since the
 * package holds one for x64 alone, the system's.
 *
 * @throws NoChromiumError
 */
export async function findChromium({ variables = process.env, architecture = process.arch, cacheDir = join(CACHE_DIR, 'chromium') }: FindChromiumProps = {}): Promise<Chromium> {
  if (variables.CHROMIUM !== undefined && variables.CHROMIUM !== '') return { executablePath: variables.CHROMIUM, environment: {}, fonts: {} };
  if (architecture === 'x64') return withLibraries(await unpackChromium(join(cacheDir, CHROMIUM_PACKAGE_VERSION)), variables);
  const executablePath = await findInPath(variables.PATH ?? '');
  if (executablePath === null) {
    throw new NoChromiumError(`The npm package @sparticuz/chromium has no Chromium for ${architecture}. Install your system's (on Debian: apt-get install chromium), or name one in the variable CHROMIUM.`);
  }
  return { executablePath, environment: {}, fonts: {} };
}

/**
 * With the system's NSS, NSPR and expat where it has them; else with those of the package. The package's come second, for they want
 * glibc 2.34 or newer, where Chromium itself is content with less.
 */
async function withLibraries(folder: string, variables: NodeJS.ProcessEnv): Promise<Chromium> {
  const executablePath = join(folder, 'chromium');
  // By them a page has the same size on every machine, and on one that has no fonts it has text at all.
  const fonts = { FONTCONFIG_FILE: join(folder, 'fonts', 'fonts.conf') };
  const candidates = [{}, { LD_LIBRARY_PATH: join(folder, 'lib') }];
  const failures: unknown[] = [];
  for (const environment of candidates) {
    try {
      await run(executablePath, ['--version'], { env: { ...variables, ...environment } });
      return { executablePath, environment, fonts };
    } catch (error) {
      failures.push(error);
    }
  }
  throw new NoChromiumError(`${executablePath} does not start: ${String(failures.at(-1))}. Remove ${folder} to have it unpacked again, or name another Chromium in the variable CHROMIUM.`, {
    cause: new AggregateError(failures),
  });
}

async function findInPath(path: string): Promise<string | null> {
  for (const folder of path.split(delimiter)) {
    for (const name of SYSTEM_NAMES) {
      const file = join(folder, name);
      if (folder !== '' && (await isExecutable(file))) return file;
    }
  }
  return null;
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(() => true, () => false);
}
