import { parentPort, workerData } from 'node:worker_threads';
import { FaceChain } from '../faces/face-chain.ts';
import { FaceEmbedder } from '../faces/face-embedding.ts';
import { TraitEstimator } from '../faces/trait-estimator.ts';
import { Pyramid } from '../image/pyramid.ts';
import { ModerationClassifier } from '../moderation/moderation.ts';
import { ObjectDetectors } from '../objects/detectors.ts';
import type { TaskKind, TaskResults, VisionTask, WorkerCommand, WorkerInput, WorkerMessage } from './tasks.ts';

/*
 * A thread of the engine: it has every model and answers one request after the other. The inference runtime blocks its thread, which is
 * why it must not run on the main one.
 */
const port = parentPort;
if (!port) throw new Error('engine/worker.ts runs in a worker thread only');
const { modelFiles, embedder, mode } = workerData as WorkerInput;

interface Models {
  readonly faces: FaceChain;
  readonly embedder: FaceEmbedder;
  readonly traits: TraitEstimator;
  readonly objects: ObjectDetectors;
  readonly moderation: ModerationClassifier;
}

async function loadModels(): Promise<Models> {
  return {
    faces: await FaceChain.load(modelFiles),
    embedder: await FaceEmbedder.load(embedder, modelFiles),
    traits: new TraitEstimator(modelFiles),
    objects: await ObjectDetectors.load(modelFiles, mode),
    moderation: await ModerationClassifier.load(modelFiles),
  };
}

/** Analyses of one image mostly follow each other, so its smaller versions are kept until another image comes. */
let latest: { imageNumber: number; pyramid: Pyramid } | null = null;

function pyramidOf({ imageNumber, raster }: Extract<WorkerCommand, { type: 'run' }>): Pyramid {
  if (raster) latest = { imageNumber, pyramid: new Pyramid(raster) };
  if (latest?.imageNumber !== imageNumber) throw new Error(`Image ${imageNumber} was not sent`);
  return latest.pyramid;
}

async function run({ faces, embedder, traits, objects, moderation }: Models, task: VisionTask, image: Pyramid): Promise<TaskResults[TaskKind]> {
  switch (task.kind) {
    case 'faces':
      return faces.analyse(image);
    case 'objects':
      return objects.detect(image, task.detector);
    case 'second-look':
      return objects.lookCloser(image, task.region);
    case 'embedding':
      return embedder.embed(image, task.crop);
    case 'traits':
      return traits.estimate(image, task.family, task.faces);
    case 'moderation':
      return moderation.classify(image);
  }
}

function send(message: WorkerMessage): void {
  port?.postMessage(message);
}

function serve(models: Models): void {
  port?.on('message', (command: WorkerCommand) => {
    if (command.type === 'end') {
      port.close();
      return;
    }
    run(models, command.task, pyramidOf(command)).then(
      (result) => {
        send({ type: 'result', result });
      },
      (error: unknown) => {
        send({ type: 'failure', message: messageOf(error) });
      },
    );
  });
  send({ type: 'ready' });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

loadModels().then(serve, (error: unknown) => {
  send({ type: 'not-ready', message: messageOf(error) });
  port.close();
});
