import { parentPort } from 'node:worker_threads';
import { scan, type ScanHit, type ScanRequest } from './scan.ts';

/* A thread that compares vectors, so that the one that answers requests does not stand still meanwhile. It keeps nothing. */
const port = parentPort;
if (!port) throw new Error('collections/scan-worker.ts runs in a worker thread only');

/** Answers come in the order of the requests. */
port.on('message', (request: ScanRequest) => {
  const hits: ScanHit[] = scan(request);
  port.postMessage(hits);
});
