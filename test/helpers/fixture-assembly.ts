import { join } from 'node:path';
import type { Assembly } from '../../local/assembly/assembly.ts';
import type { LoadAssemblyOptions } from '../../local/assembly/load-assembly.ts';
import { loadAssembly } from '../../local/assembly/load-assembly.ts';
import { synthesise } from '../../local/assembly/synthesise.ts';

const PROJECT_DIR = join(import.meta.dirname, 'fixture-project');

/** The cloud assembly of the fixture project; synthesized once for each state of its sources. */
export function synthesiseFixture(): Promise<string> {
  return synthesise({ projectDir: PROJECT_DIR, cacheDir: join(import.meta.dirname, '../../.cache/fixture-assembly'), onProgress: () => undefined });
}

/** The fixture project as the one-machine runtime sees it. */
export async function loadFixture(options: Partial<LoadAssemblyOptions> = {}): Promise<Assembly> {
  return loadAssembly(await synthesiseFixture(), { endpointUrl: 'http://127.0.0.1:4566', issuerUrl: 'http://127.0.0.1:4000/issuer', ...options });
}
