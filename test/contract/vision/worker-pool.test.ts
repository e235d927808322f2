import { afterEach, describe, expect, it } from '@jest/globals';
import type { TaskRequest, VisionTask, WorkerInput } from '../../../local/vision/engine/tasks.ts';
import { WorkerPool } from '../../../local/vision/engine/worker-pool.ts';
import { ANSWERS, ENDS, HANGS, THROWS } from '../../helpers/failing-vision-worker.ts';

const SCRIPT = new URL('../../helpers/failing-vision-worker.ts', import.meta.url);

let pool: WorkerPool | undefined;

afterEach(() => pool?.close());

const start = async (taskTimeoutMs = 20_000): Promise<WorkerPool> => {
  pool = await WorkerPool.start({} as WorkerInput, { threads: 1, taskTimeoutMs, script: SCRIPT });
  return pool;
};

const task = (imageNumber: number): TaskRequest & { readonly task: Extract<VisionTask, { kind: 'embedding' }> } => ({
  imageNumber,
  raster: { data: new Uint8Array(3), widthPx: 1, heightPx: 1 },
  task: { kind: 'embedding', crop: [1, 0, 0, 0, 1, 0] },
});

describe('a thread of the engine', () => {
  it.each([
    ['ends', ENDS, /ended/],
    ['throws', THROWS, /ended/],
    ['hangs', HANGS, /did not end within 200 ms/],
  ])('that %s fails its task, and another one serves the next', async (_, failure, message) => {
    const running = await start(failure === HANGS ? 200 : undefined);
    const failing = running.run(task(failure));
    const next = running.run(task(ANSWERS));
    await expect(failing).rejects.toMatchObject({ code: 'VISION_WORKER_FAILED', message: expect.stringMatching(message) });
    expect([...(await next)]).toEqual([ANSWERS]);
  });

  it('that hangs does not keep the engine from closing', async () => {
    const running = await start(200);
    const failing = expect(running.run(task(HANGS))).rejects.toMatchObject({ code: 'VISION_CLOSED' });
    await running.close();
    await failing;
    await expect(running.run(task(ANSWERS))).rejects.toMatchObject({ code: 'VISION_CLOSED' });
  });
});
