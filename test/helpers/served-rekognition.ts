import { createAwsEndpoint } from '../../local/aws/endpoint.ts';
import { createRekognition } from '../../local/rekognition/create-rekognition.ts';
import type { Vision } from '../../local/vision/vision.ts';
import { decodeImage } from '../../local/vision/image/decode-image.ts';
import { createDataFolder } from './data-folder.ts';
import { FakeVision } from './fake-vision.ts';

/** Decodes as the engine does and sees nothing: for requests that never come to anything else. */
function decodingVision(): Vision {
  const vision = new FakeVision();
  return {
    modelVersions: vision.modelVersions,
    similarity: vision.similarity,
    detectFaces: async (image) => {
      const { widthPx, heightPx } = await decodeImage(image);
      return { widthPx, heightPx, faces: [] };
    },
    detectObjects: async (image) => {
      await decodeImage(image);
      return [];
    },
    detectModeration: async (image) => {
      await decodeImage(image);
      return vision.detectModeration();
    },
    embedFaces: (image, faceIndexes) => vision.embedFaces(image, faceIndexes),
    close: () => vision.close(),
  };
}

export interface ServedRekognition extends AsyncDisposable {
  readonly url: string;
  readonly defects: readonly string[];
}

/** Rekognition's protocol on the shared endpoint, with a real decoder and no models. */
export async function serveRekognition(): Promise<ServedRekognition> {
  const folder = await createDataFolder();
  const defects: string[] = [];
  const onDefect = (operation: string, error: unknown): void => {
    defects.push(`${operation}: ${String(error)}`);
  };
  const rekognition = await createRekognition({ vision: decodingVision(), dataDir: folder.path, readS3Object: () => Promise.reject(new Error('There is no S3 here.')), onDefect });
  const endpoint = await createAwsEndpoint({ services: [rekognition], faults: false, host: '127.0.0.1', port: 0, onDefect });
  return {
    url: endpoint.url,
    defects,
    async [Symbol.asyncDispose]() {
      await endpoint.close();
      await rekognition.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}
