import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Source, type ISource } from 'aws-cdk-lib/aws-s3-deployment';

const FRONTEND_DIR = fileURLToPath(new URL('../frontend/', import.meta.url));
const VITE = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url));

/**
 * The files of the web app as they are deployed. Built while the stack is synthesized, so that what is uploaded is always what the sources say; named
 * after what came out, so that nothing is uploaded when nothing changed.
 */
export function builtApp(): ISource {
  return Source.asset(FRONTEND_DIR, {
    exclude: ['dist'],
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Asked for by the type; nothing runs in a container, because the build here either works or throws.
      image: DockerImage.fromRegistry('node:24'),
      local: {
        tryBundle: (outputDir) => {
          build(outputDir);
          return true;
        },
      },
    },
  });
}

/** @throws Error with what vite wrote, when it fails */
function build(outputDir: string): void {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [VITE, 'build', FRONTEND_DIR, '--outDir', outputDir, '--emptyOutDir', '--logLevel', 'warn'], {
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (status !== 0) throw new Error(`The web app could not be built.\n${stdout}${stderr}`, { cause: error });
}
