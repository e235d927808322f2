import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type EmbedderName, EMBEDDERS } from './faces/embedders.ts';
import type { ModelFiles } from './models/prepare-models.ts';
import type { ModelVersions } from './vision.ts';

/** Names the models by what is in their files, so that a verdict tells for ever which weights it rests on. */
export async function readModelVersions(modelFiles: ModelFiles, embedder: EmbedderName): Promise<ModelVersions> {
  const version = async (...names: (keyof ModelFiles)[]): Promise<string> => {
    const parts = names.map(async (name) => `${name}-${await fingerprint(modelFiles[name])}`);
    return (await Promise.all(parts)).join('+');
  };
  return {
    faces: await version('face-detector', 'face-mesh'),
    embedding: await version(EMBEDDERS[embedder].artifact),
    objects: await version('coco-ssd', 'centernet'),
    moderation: await version('nsfw-mobilenet-v2-mid', 'nsfw-inception-v3'),
  };
}

async function fingerprint(path: string): Promise<string> {
  return createHash('sha256').update(await readFile(path)).digest('hex').slice(0, 8);
}
