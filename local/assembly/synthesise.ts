import { spawn } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { cachedFolder } from '../cache/cached-folder.ts';
import { hashInputs } from '../cache/hash-inputs.ts';
import { SynthesisError } from './synthesis-error.ts';

export interface SynthesiseProps {
  /** The folder of `cdk.json`. */
  projectDir: string;
  /** Assemblies are kept here, one folder for each state of the sources. Inside the project, so that bundles find its node_modules. */
  cacheDir: string;
  /** Told of each line that the app writes while it is synthesized. */
  onProgress: (line: string) => void;
}

const CdkJsonSchema = z.object({ app: z.string(), context: z.record(z.string(), z.unknown()).default({}) });

/** What a synthesis depends on. */
const INPUTS = ['infra', 'functions', 'domain', 'statemachines', 'cdk.json', 'tsconfig.json'];

/**
 * The folder of the cloud assembly of the project as it is now: at once when its sources were synthesized before, else by running the CDK app, with the
 * environment that `cdk synth` gives it. Processes that do so at the same time do not disturb one another.
 *
 * @throws SynthesisError when the app fails
 */
export async function synthesise({ projectDir, cacheDir, onProgress }: SynthesiseProps): Promise<string> {
  return cachedFolder({
    cacheDir,
    inputHash: await hashInputs(projectDir, INPUTS),
    marker: 'manifest.json',
    kept: 5,
    build: (outputDir) => runApp(projectDir, outputDir, onProgress),
  });
}

async function runApp(projectDir: string, outputDir: string, onProgress: (line: string) => void): Promise<void> {
  const { app, context } = CdkJsonSchema.parse(JSON.parse(await readFile(join(projectDir, 'cdk.json'), 'utf8')));
  // As the CDK's command line does: what it adds to the context puts paths and assets into the template's metadata, and bundles the assets. But the web
  // app's files are for AWS alone.
  const fullContext = { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true, 'aws:cdk:bundling-stacks': ['**'], ...context, 'invigil:without-app-files': true };
  const child = spawn(app, {
    shell: true,
    cwd: projectDir,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      // The `node` of the command is the one that runs us.
      PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
      CDK_OUTDIR: outputDir,
      CDK_CONTEXT_JSON: JSON.stringify(fullContext),
    },
  });
  const stderr: string[] = [];
  createInterface({ input: child.stdout }).on('line', onProgress);
  createInterface({ input: child.stderr }).on('line', (line) => {
    stderr.push(line);
    onProgress(line);
  });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (cause) => {
      reject(new SynthesisError(app, null, '', cause));
    });
    child.once('close', resolve);
  });
  if (exitCode !== 0) throw new SynthesisError(app, exitCode, stderr.join('\n'));
  if (!(await exists(join(outputDir, 'manifest.json')))) throw new SynthesisError(app, exitCode, `${stderr.join('\n')}\nThe app wrote no cloud assembly.`);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
