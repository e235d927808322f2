import { onScopeDispose, shallowReadonly, shallowRef, type Ref } from 'vue';
import type { ApiClient } from '../api/client.ts';
import { startImport } from '../api/imports.ts';
import { upload as put } from '../files/upload.ts';
import { checkArchive, type ArchiveProblem } from '../imports/check-archive.ts';
import { rememberImport } from '../imports/recent-imports.ts';

export interface UseImportUploadReturn {
  /** What was chosen, and may be uploaded. */
  archive: Readonly<Ref<File | null>>;
  problem: Readonly<Ref<ArchiveProblem | null>>;
  /** How much is uploaded, from 0 to 1; null while nothing is. */
  progress: Readonly<Ref<number | null>>;
  error: Readonly<Ref<unknown>>;
  choose: (files: readonly File[]) => Promise<void>;
  /** Uploads what was chosen. The import's id; null when it failed or was given up. */
  upload: () => Promise<string | null>;
  /** Gives up an upload, or what was chosen. */
  cancel: () => void;
}

/** An archive on its way to be imported. */
export function useImportUpload(api: ApiClient, { send = put, now = () => new Date() }: { send?: typeof put; now?: () => Date } = {}): UseImportUploadReturn {
  const archive = shallowRef<File | null>(null);
  const problem = shallowRef<ArchiveProblem | null>(null);
  const progress = shallowRef<number | null>(null);
  const error = shallowRef<unknown>(null);
  let underWay = new AbortController();

  async function choose(files: readonly File[]): Promise<void> {
    if (files.length === 0 || progress.value !== null) return;
    error.value = null;
    archive.value = null;
    problem.value = await checkArchive(files);
    if (problem.value === null) archive.value = files[0] ?? null;
  }

  async function upload(): Promise<string | null> {
    const file = archive.value;
    if (file === null || progress.value !== null) return null;
    const mine = new AbortController();
    underWay = mine;
    error.value = null;
    progress.value = 0;
    try {
      const { bulkId, uploadUrl } = await startImport(api, mine.signal);
      await send(uploadUrl, file, { onProgress: (ratio) => { progress.value = ratio; }, signal: mine.signal });
      rememberImport({ bulkId, fileName: file.name, startedAt: now().toISOString() });
      return bulkId;
    } catch (thrown) {
      if (!mine.signal.aborted) error.value = thrown;
      return null;
    } finally {
      progress.value = null;
    }
  }

  function cancel(): void {
    if (progress.value === null) archive.value = null;
    underWay.abort();
  }

  onScopeDispose(() => { underWay.abort(); });
  return { archive: shallowReadonly(archive), problem: shallowReadonly(problem), progress: shallowReadonly(progress), error: shallowReadonly(error), choose, upload, cancel };
}
