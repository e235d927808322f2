import { createRekognition } from '../../local/rekognition/create-rekognition.ts';
import { FakeVision } from './fake-vision.ts';
import { serveAwsService } from './serve-aws-service.ts';

/** Serves Rekognition's collections on the data folder of its argument, as a process that a test can kill. Never ends by itself. */
const rekognition = await createRekognition({
  vision: new FakeVision(),
  dataDir: process.argv[2] ?? '',
  readS3Object: () => Promise.reject(new Error('There is no S3 here.')),
  onDefect: (operation, error) => {
    throw new Error(operation, { cause: error });
  },
});
const { url } = await serveAwsService(rekognition);
process.send?.({ url });
