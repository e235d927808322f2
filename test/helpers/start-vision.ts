import { createVision, type VisionProps } from '../../local/vision/create-vision.ts';
import { MODELS_CACHE_DIR } from '../../local/vision/models/cache-dirs.ts';
import { prepareModels } from '../../local/vision/models/prepare-models.ts';
import type { Vision } from '../../local/vision/vision.ts';

/** The real engine with the real models. */
export async function startVision(options: Omit<VisionProps, 'modelFiles'> = {}): Promise<Vision> {
  return createVision({ modelFiles: await prepareModels({ cacheDir: MODELS_CACHE_DIR }), threads: 2, ...options });
}
