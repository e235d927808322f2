import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { prepareDataFolder } from './data-folder.ts';
import { collectionFiles, collectionsFolder } from './rekognition/collections/collection-store.ts';
import { PhotoArchive } from './rekognition/reindex/photo-archive.ts';
import { reindexCollection } from './rekognition/reindex/reindex-collection.ts';
import { readSettings, SettingsError } from './settings.ts';
import { createVision } from './vision/create-vision.ts';
import { MODELS_CACHE_DIR } from './vision/models/cache-dirs.ts';
import { prepareModels } from './vision/models/prepare-models.ts';

/*
 * npm run reindex: makes the vectors of all collections anew, from the stored photos, with the embedder of INVIGIL_EMBEDDER. For an instance that does not
 * run; can be interrupted and repeated. Ends with 1 when a face could not be seen again.
 */
const print = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const { dataDir, embedder } = readSettings([], process.env);
  const folder = collectionsFolder(join(dataDir, 'rekognition'));
  if (!existsSync(folder)) throw new SettingsError(`${dataDir} holds no collections. INVIGIL_DATA must name the data folder of the instance.`);
  await prepareDataFolder(dataDir, { reset: false });
  const photos = new PhotoArchive(dataDir);
  const vision = await createVision({ modelFiles: await prepareModels({ cacheDir: MODELS_CACHE_DIR }), embedder });
  try {
    for (const path of await collectionFiles(folder)) {
      const { collectionId, current, seenAgain, lost } = await reindexCollection(path, { vision, photosOf: (externalImageId) => photos.photosOf(externalImageId) });
      print(`${collectionId}: ${seenAgain} faces seen again by ${vision.modelVersions.embedding}, ${current} were current, ${lost.length} could not be seen.`);
      for (const { faceId, reason } of lost) print(`  ${faceId}: ${reason}`);
      if (lost.length > 0) process.exitCode = 1;
    }
  } finally {
    await vision.close();
  }
} catch (error) {
  process.stderr.write(`The faces could not be indexed again. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
