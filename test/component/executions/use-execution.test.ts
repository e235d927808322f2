import { afterEach, describe, expect, it } from '@jest/globals';
import { flushPromises } from '@vue/test-utils';
import type { HistoryEvent } from '../../../domain/history.ts';
import type { ApiClient } from '../../../frontend/api/client.ts';
import { useExecution } from '../../../frontend/composables/useExecution.ts';
import { inScope } from '../helpers/in-scope.ts';
import { HISTORIES } from './histories.ts';

let dispose = (): void => undefined;
afterEach(() => { dispose(); });

/** The composable with an API that answers one history after another, the last for good. No pause takes any time. */
async function start({ histories, statuses = ['SUCCEEDED'] }: { histories: (HistoryEvent[] | Error)[]; statuses?: string[] }) {
  const pausesMs: number[] = [];
  const json = async (path: string) => {
    if (!path.endsWith('/history')) return Promise.resolve({ name: 'e', status: statuses.length > 1 ? statuses.shift() : statuses[0] });
    const history = histories.length > 1 ? histories.shift() : histories[0];
    return history instanceof Error ? Promise.reject(history) : Promise.resolve({ items: history, nextCursor: null });
  };
  const pause = async (pauseMs: number): Promise<void> => {
    pausesMs.push(pauseMs);
    return Promise.resolve();
  };
  const scope = inScope(() => useExecution({ json } as unknown as ApiClient, () => 'e', { pause }));
  dispose = scope.dispose;
  await flushPromises();
  return { ...scope.value, pausesMs };
}

describe('an execution', () => {
  it('is asked for once when its history is complete', async () => {
    const { historyState, pausesMs, timeline } = await start({ histories: [HISTORIES.clear] });
    expect([historyState.value, pausesMs, timeline.value?.states.length]).toEqual(['complete', [], 4]);
  });

  it('is asked for again until its history is complete', async () => {
    const { historyState, pausesMs } = await start({ histories: [[], HISTORIES.clear.slice(0, 12), HISTORIES.clear] });
    expect([historyState.value, pausesMs]).toEqual(['complete', [400, 800]]);
  });

  it('is not asked for without end', async () => {
    const { historyState, pausesMs, timeline } = await start({ histories: [HISTORIES.clear.slice(0, 12)] });
    expect([historyState.value, pausesMs.length, timeline.value?.complete]).toEqual(['incomplete', 4, false]);
  });

  it('that was running is read anew with its history', async () => {
    const { execution } = await start({ histories: [[], HISTORIES.clear], statuses: ['RUNNING', 'SUCCEEDED'] });
    expect(execution.value?.status).toBe('SUCCEEDED');
  });

  it('is shown though its history cannot be read, which can be repeated', async () => {
    const { execution, error, historyState, historyError, reload } = await start({ histories: [new Error('down'), HISTORIES.clear] });
    expect([execution.value?.name, error.value, historyState.value, historyError.value]).toEqual(['e', null, 'failed', new Error('down')]);
    await reload();
    expect([historyState.value, historyError.value]).toEqual(['complete', null]);
  });
});
