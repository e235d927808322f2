import type { Page } from 'playwright-core';

/** What a page's main thread did, in CPU time: on a machine that does much else a task takes longer, but no more of it. */
export interface MainThreadWork {
  /** Of the longest task. */
  longestTaskMs: number;
  /** Of all tasks. */
  totalMs: number;
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** CPU time of the thread, in microseconds. */
  tdur?: number;
  args?: { name?: string };
}

const TASK = 'ThreadControllerImpl::RunTask';

/** Does something in the page and answers what its main thread worked for it. One page of a browser at a time. */
export async function mainThreadWork(page: Page, act: () => Promise<void>): Promise<MainThreadWork> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('The page belongs to no browser that can be traced.');
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString('utf8')) as { traceEvents: TraceEvent[] };
  const mainThreads = new Set(traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(({ pid, tid }) => `${pid}/${tid}`));
  // The first and the last may be cut off: they have a beginning or an end alone.
  const tasks = traceEvents.flatMap(({ name, pid, tid, tdur }) => (name === TASK && tdur !== undefined && mainThreads.has(`${pid}/${tid}`) ? [tdur / 1_000] : []));
  if (tasks.length === 0) throw new Error('The trace holds no CPU times of tasks.');
  return { longestTaskMs: Math.max(...tasks), totalMs: tasks.reduce((sum, ms) => sum + ms, 0) };
}
