import { type EmbedderName, EMBEDDERS } from './faces/embedders.ts';
import type { ModelFiles } from './models/prepare-models.ts';
import { fileSha256 } from './models/stored-file.ts';
import { DETECTORS_OF_MODE } from './objects/detectors-of-mode.ts';
import type { VisionMode } from './vision-mode.ts';
import type { ModelVersions } from './vision.ts';

/** Names the models by what is in their files, the embedder by its published weights, so that a verdict tells for ever what it rests on. */
export async function readModelVersions(modelFiles: ModelFiles, mode: VisionMode, embedder: EmbedderName): Promise<ModelVersions> {
  const version = async (...names: (keyof ModelFiles)[]): Promise<string> => {
    const parts = names.map(async (name) => `${name}-${await fingerprint(modelFiles[name])}`);
    return (await Promise.all(parts)).join('+');
  };
  return {
    faces: await version('face-detector', 'face-mesh', 'head-pose'),
    embedding: EMBEDDERS[embedder].version,
    objects: await version(...DETECTORS_OF_MODE[mode]),
    moderation: await version('nsfw-mobilenet-v2-mid', 'nsfw-inception-v3'),
  };
}

async function fingerprint(path: string): Promise<string> {
  return (await fileSha256(path)).slice(0, 8);
}
