/**
 * Makes models ready, and with `--photographs` the photographs of the tests too:
 *
 *     node local/vision/models/prepare.ts [--photographs]
 */
import { parseArgs } from 'node:util';
import { MODELS_CACHE_DIR } from './cache-dirs.ts';
import { ModelError } from './errors.ts';
import type { PreparationProgress } from './pinned-files.ts';
import { prepareModels } from './prepare-models.ts';

const { values } = parseArgs({ options: { photographs: { type: 'boolean', default: false } } });

function printProgress({ step, subject, ready, total }: PreparationProgress): void {
  process.stdout.write(`${ready}/${total} ${step} ${subject}\n`);
}

try {
  await prepareModels({ cacheDir: MODELS_CACHE_DIR, onProgress: printProgress });
  if (values.photographs) {
    // Only on demand: an installation without the tests has no such file.
    const { photographs } = await import('../../../test/helpers/photographs.ts');
    await photographs(printProgress);
  }
} catch (error) {
  if (!(error instanceof ModelError)) throw error;
  // What went wrong is in the message; where in our code helps nobody.
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
