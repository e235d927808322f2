import { workerData } from 'node:worker_threads';

/*
 * A thread that ends the process of a sandbox when the one that started it is gone. A process in the middle of something that cannot be
 * interrupted would not notice by itself.
 */
const POLL_MS = 1_000;

setInterval(() => {
  if (process.ppid !== workerData) process.kill(process.pid, 'SIGKILL');
}, POLL_MS);
