/**
 * Makes models ready, and with `--photographs` the photographs of the tests too:
 *
 *     node local/vision/models/prepare.ts [--photographs]
 */
import { parseArgs } from 'node:util';
import { MODELS_CACHE_DIR } from './cache-dirs.ts';
import type { PreparationProgress } from './pinned-files.ts';
import { prepareModels } from './prepare-models.ts';

const { values } = parseArgs({ options: { photographs: { type: 'boolean', default: false } } });

function printProgress({ step, subject, ready, total }: PreparationProgress): void {
  process.stdout.write(`${ready}/${total} ${step} ${subject}\n`);
}

await prepareModels({ cacheDir: MODELS_CACHE_DIR, onProgress: printProgress });
if (values.photographs) {
  // Only on demand: an installation without the tests has no such file.
  const { photographs } = await import('../../../test/helpers/photographs.ts');
  await photographs(printProgress);
}
