import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { cachedFolder } from '../cache/cached-folder.ts';
import { hashInputs } from '../cache/hash-inputs.ts';
import { AppBuildError } from './app-build-error.ts';

export interface BuildAppProps {
  /** The folder of `package.json`. */
  projectDir: string;
  /** Builds are kept here, one folder for each state of the sources. */
  cacheDir: string;
  onProgress: (line: string) => void;
}

/** What a build depends on. Types of domain/ are erased, but what else the app imports from it is not. */
const INPUTS = ['frontend', 'domain'];
/** The hand-made build beside the sources is no source. */
const OUTPUT = 'frontend/dist';

/**
 * The folder of the web app as its sources are now: at once when they were built before, else by running vite.
 *
 * @throws AppBuildError when vite fails
 */
export async function buildApp({ projectDir, cacheDir, onProgress }: BuildAppProps): Promise<string> {
  return cachedFolder({
    cacheDir,
    inputHash: await hashInputs(projectDir, INPUTS, [OUTPUT]),
    marker: 'index.html',
    // Small, and read for as long as an instance runs.
    kept: 20,
    build: (outputDir) => {
      onProgress('Building the web app …');
      return runVite(projectDir, outputDir);
    },
  });
}

/** In a process of its own: what it loads stays out of ours, which lives on. */
async function runVite(projectDir: string, outputDir: string): Promise<void> {
  const vite = join(projectDir, 'node_modules/vite/bin/vite.js');
  const child = spawn(process.execPath, [vite, 'build', 'frontend', '--outDir', outputDir, '--logLevel', 'warn'], {
    cwd: projectDir,
    stdio: ['ignore', 'pipe', 'pipe'],
    // What a test runner sets would make it a development build.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (cause) => { reject(new AppBuildError(null, '', cause)); });
    child.once('close', resolve);
  });
  if (exitCode !== 0) throw new AppBuildError(exitCode, Buffer.concat(output).toString());
}
