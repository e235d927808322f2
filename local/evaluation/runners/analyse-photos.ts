import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ImageError } from '../../vision/image/errors.ts';
import type { FileRemark } from '../data/remarks.ts';
import { EvaluationCancelledError, messageOf } from '../errors.ts';
import type { EvaluationContext } from './context.ts';

/** Keeps both threads of the engine busy while the next files are read, and no more in memory than that. */
const CONCURRENCY = 4;

export interface PhotoAnalysis<Photo, Result> {
  /** In the order of the photos, those that could not be read left out. */
  readonly analysed: readonly { readonly photo: Photo; readonly result: Result }[];
  readonly unreadable: readonly FileRemark[];
}

/**
 * Analyses photos one after the other, a few at a time.
 *
 * @param step for the person who waits
 * @throws EvaluationCancelledError, and what the engine throws that is not the photo's fault
 */
export async function analysePhotos<Photo extends { readonly file: string }, Result>(
  { onProgress, signal }: Pick<EvaluationContext, 'onProgress' | 'signal'>,
  { step, dir, photos }: { readonly step: string; readonly dir: string; readonly photos: readonly Photo[] },
  analyse: (bytes: Buffer, photo: Photo) => Promise<Result>,
): Promise<PhotoAnalysis<Photo, Result>> {
  const results: ({ readonly photo: Photo; readonly result: Result } | undefined)[] = [];
  const unreadable: FileRemark[] = [];
  const queue = photos.entries();
  let done = 0;
  const work = async (): Promise<void> => {
    // The queue is shared: each takes the next.
    for (const [at, photo] of queue) {
      if (signal.aborted) throw new EvaluationCancelledError();
      try {
        results[at] = { photo, result: await analyse(await readFile(join(dir, photo.file)), photo) };
      } catch (error) {
        if (!isFaultOfFile(error)) throw error;
        unreadable.push({ file: photo.file, remark: messageOf(error) });
      }
      done += 1;
      onProgress(step, done, photos.length);
    }
  };
  await settleAll(Array.from({ length: CONCURRENCY }, work));
  return { analysed: results.filter((result) => result !== undefined), unreadable: unreadable.sort((a, b) => a.file.localeCompare(b.file, 'en')) };
}

/** Waits for all, also when one fails: nothing may be under way when the engine is closed. */
async function settleAll(tasks: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(tasks)).find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}

function isFaultOfFile(error: unknown): boolean {
  return error instanceof ImageError || (typeof error === 'object' && error !== null && 'syscall' in error);
}
