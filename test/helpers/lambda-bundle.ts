import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FunctionResource } from '../../local/assembly/assembly.ts';

/** Bundles written by hand, as the CDK's bundling leaves them, in a temporary folder. */
export interface Bundles {
  /** A function whose `index.mjs` has this source. */
  add: (name: string, source: string, properties?: Partial<FunctionResource>) => Promise<FunctionResource>;
  remove: () => Promise<void>;
}

export async function createBundles(): Promise<Bundles> {
  const dir = await mkdtemp(join(tmpdir(), 'invigil-bundles-'));
  return {
    add: async (name, source, properties = {}) => {
      const codeDir = join(dir, name);
      await mkdir(codeDir);
      await writeFile(join(codeDir, 'index.mjs'), source);
      return {
        name,
        arn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
        codeDir,
        handler: 'index.handler',
        environment: {},
        timeoutMs: 3000,
        memoryMiB: 128,
        logGroupName: null,
        ...properties,
      };
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}
