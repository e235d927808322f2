import { parentPort, workerData } from 'node:worker_threads';
import { FaceChain } from '../faces/face-chain.ts';
import { FaceEmbedder } from '../faces/face-embedding.ts';
import { Pyramid } from '../image/pyramid.ts';
import { ModerationClassifier } from '../moderation/moderation.ts';
import { CenterNet } from '../objects/centernet.ts';
import { CocoSsd } from '../objects/coco-ssd.ts';
import type { TaskKind, TaskRequest, TaskResults, VisionTask, WorkerInput, WorkerMessage } from './tasks.ts';

/*
 * A thread of the engine: it has every model and answers one request after the other. The inference runtime blocks its thread, which is
 * why it must not run on the main one.
 */
const port = parentPort;
if (!port) throw new Error('engine/worker.ts runs in a worker thread only');
const { modelFiles } = workerData as WorkerInput;

const faces = await FaceChain.load(modelFiles);
const embedder = await FaceEmbedder.load(modelFiles['face-embedding']);
const ssd = await CocoSsd.load(modelFiles['coco-ssd'], modelFiles['coco-ssd-anchors']);
const centernet = await CenterNet.load(modelFiles.centernet);
const moderation = await ModerationClassifier.load(modelFiles['nsfw-mobilenet-v2-mid']);

/** Analyses of one image mostly follow each other, so its smaller versions are kept until another image comes. */
let latest: { imageNumber: number; pyramid: Pyramid } | null = null;

function pyramidOf({ imageNumber, raster }: TaskRequest): Pyramid {
  if (latest?.imageNumber !== imageNumber) latest = { imageNumber, pyramid: new Pyramid(raster) };
  return latest.pyramid;
}

async function run(task: VisionTask, image: Pyramid): Promise<TaskResults[TaskKind]> {
  switch (task.kind) {
    case 'faces':
      return faces.analyse(image);
    case 'objects':
      return { ssd: await ssd.detect(image), centernet: await centernet.detect(image) };
    case 'embedding':
      return embedder.embed(image, task.crop);
    case 'moderation':
      return moderation.classify(image);
    case 'close-ups':
      return ssd.detectInCloseUps(image);
  }
}

function send(message: WorkerMessage): void {
  port?.postMessage(message);
}

port.on('message', (request: TaskRequest) => {
  run(request.task, pyramidOf(request)).then(
    (result) => {
      send({ type: 'result', result });
    },
    (error: unknown) => {
      send({ type: 'failure', message: error instanceof Error ? error.message : String(error) });
    },
  );
});

send({ type: 'ready' });
