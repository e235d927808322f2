import { parentPort } from 'node:worker_threads';
import type { WorkerCommand, WorkerMessage } from '../../local/vision/engine/tasks.ts';

/** What this worker does with an image is said by the image's number. */
export const ANSWERS = 1;
export const ENDS = 2;
export const HANGS = 3;
export const THROWS = 4;

/** In the place of the engine's worker: it has no models, and fails as it is told. */
const send = (message: WorkerMessage): void => parentPort?.postMessage(message);
parentPort?.on('message', (command: WorkerCommand) => {
  if (command.type === 'end') {
    parentPort?.close();
    return;
  }
  switch (command.imageNumber) {
    case ENDS:
      process.exit(3);
      break;
    case THROWS:
      throw new RangeError('thrown by the worker');
    case HANGS:
      // Long enough for every test, and not for ever, for such a thread keeps its process from ending.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3_000);
      break;
    default:
      send({ type: 'result', result: new Float32Array([command.imageNumber]) });
  }
});
send({ type: 'ready' });
