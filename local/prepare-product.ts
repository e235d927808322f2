import { join } from 'node:path';
import { buildApp } from './app/build-app.ts';
import { synthesise } from './assembly/synthesise.ts';
import { CACHE_DIR, PROJECT_DIR } from './settings.ts';
import { MODELS_CACHE_DIR } from './vision/models/cache-dirs.ts';
import { prepareModels, type ModelFiles } from './vision/models/prepare-models.ts';

/** What an instance is made of, in the cache. */
export interface Product {
  modelFiles: ModelFiles;
  /** The cloud assembly. */
  assemblyDir: string;
  /** The built web app. */
  appDir: string;
}

/** Obtains the models, synthesizes the stack and builds the app: at once where nothing has changed since. */
export async function prepareProduct(onProgress: (line: string) => void): Promise<Product> {
  const [modelFiles, assemblyDir, appDir] = await Promise.all([
    prepareModels({ cacheDir: MODELS_CACHE_DIR, onProgress: ({ step, subject, ready, total }) => { if (step !== 'cached') onProgress(`Models ${ready}/${total}: ${step} ${subject}`); } }),
    synthesise({ projectDir: PROJECT_DIR, cacheDir: join(CACHE_DIR, 'assemblies'), onProgress: (line) => { reportAsset(line, onProgress); } }),
    buildApp({ projectDir: PROJECT_DIR, cacheDir: join(CACHE_DIR, 'app'), onProgress }),
  ]);
  return { modelFiles, assemblyDir, appDir };
}

/** The CDK says a lot; that it goes on is what a person wants to see. */
function reportAsset(line: string, onProgress: (line: string) => void): void {
  const name = /^Bundling asset [^/]+\/(.+)\/Code\//.exec(line)?.[1];
  if (name !== undefined) onProgress(`Stack: ${name}`);
}
