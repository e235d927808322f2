import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

const FUNCTIONS_DIR = fileURLToPath(new URL('../functions/', import.meta.url));

/** Dependencies in CommonJS ask for a `require` that ES modules do not have. */
const REQUIRE_BANNER = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** So many at once: all of them would take two gigabytes of memory. */
const BATCH_SIZE = 6;

let bundlesDir: string | null = null;

/**
 * The code of `functions/<name>.ts`: one ES module, `index.mjs`, with everything in it and its source map. Named after what came out, so that a function
 * whose bundle is the same is not deployed again. All functions are bundled when the first is asked for: the CDK's own construct runs npm for each.
 */
export function bundledFunction(name: string): Code {
  return Code.fromAsset(FUNCTIONS_DIR, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Asked for by the type; nothing runs in a container, because the bundling here either works or throws.
      image: DockerImage.fromRegistry('node:24'),
      // Runs nowhere: it tells this asset from those of the other functions.
      command: [name],
      local: {
        tryBundle: (outputDir) => {
          bundlesDir ??= bundleAll();
          for (const file of ['index.mjs', 'index.mjs.map']) copyFileSync(join(bundlesDir, name, file), join(outputDir, file));
          return true;
        },
      },
    },
  });
}

/** @throws Error with what esbuild found wrong */
function bundleAll(): string {
  const outdir = mkdtempSync(join(tmpdir(), 'invigil-bundles-'));
  process.once('exit', () => { rmSync(outdir, { recursive: true, force: true }); });
  const names = readdirSync(FUNCTIONS_DIR).filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -'.ts'.length));
  for (let first = 0; first < names.length; first += BATCH_SIZE) bundle(names.slice(first, first + BATCH_SIZE), outdir);
  return outdir;
}

function bundle(names: readonly string[], outdir: string): void {
  buildSync({
    entryPoints: Object.fromEntries(names.map((name) => [`${name}/index`, join(FUNCTIONS_DIR, `${name}.ts`)])),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: REQUIRE_BANNER },
    minify: true,
    keepNames: true,
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'error',
  });
}
