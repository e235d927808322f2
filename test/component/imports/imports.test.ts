import { File as NodeFile } from 'node:buffer';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { IMPORT_LIMITS } from '../../../domain/import/limits.ts';
import { ApiError, NetworkError } from '../../../frontend/api/api-error.ts';
import type { ApiClient, ApiRequest } from '../../../frontend/api/client.ts';
import { useImport } from '../../../frontend/composables/useImport.ts';
import { useImportUpload } from '../../../frontend/composables/useImportUpload.ts';
import type { UploadOptions } from '../../../frontend/files/upload.ts';
import { checkArchive } from '../../../frontend/imports/check-archive.ts';
import { formatBytes } from '../../../frontend/imports/format-bytes.ts';
import { isNeverUploaded, notRegistered } from '../../../frontend/imports/import-status.ts';
import { fileNameOf, readRecentImports, rememberImport } from '../../../frontend/imports/recent-imports.ts';
import { inScope } from '../helpers/in-scope.ts';

const disposals: (() => void)[] = [];
beforeEach(() => { localStorage.clear(); });
afterEach(() => { for (const dispose of disposals.splice(0)) dispose(); });

/** Node's own, for those of jsdom cannot be read. */
function file(bytes: number[] | string, name = 'people.zip'): File {
  return new NodeFile([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name) as unknown as File;
}
const ZIP = [0x50, 0x4b, 0x03, 0x04, 1, 2, 3];

describe('an archive', () => {
  it.each([
    ['a ZIP', [file(ZIP)], null],
    ['a text that is called one', [file('Dear Sir or Madam')], 'type'],
    ['an empty file', [file([])], 'empty'],
    ['a ZIP that holds nothing', [file([0x50, 0x4b, 0x05, 0x06])], 'type'],
    ['two files', [file(ZIP), file(ZIP)], 'several'],
    ['one that is too large', [Object.defineProperty(file(ZIP), 'size', { value: IMPORT_LIMITS.archiveBytes + 1 })], 'size'],
  ])('that is %s: %#', async (_what, files, problem) => {
    expect(await checkArchive(files)).toBe(problem);
  });

  it('is told in sizes that people read', () => {
    expect([900, 1_500_000, 2_000_000_000].map((bytes) => formatBytes(bytes, 'en'))).toEqual(['0.9 kB', '1.5 MB', '2 GB']);
  });
});

describe('an upload', () => {
  function setUp(send: (url: string, file: Blob, options: UploadOptions) => Promise<void>) {
    const api = { json: () => Promise.resolve({ bulkId: 'b-1', uploadUrl: 'https://s3.example/put', expiresAt: '', maxSizeBytes: 1 }) } as unknown as ApiClient;
    const { value, dispose } = inScope(() => useImportUpload(api, { send, now: () => new Date('2026-11-21T10:00:00.000Z') }));
    disposals.push(dispose);
    return value;
  }

  it('goes where the API says, tells how far it is, and is remembered', async () => {
    const seen: unknown[] = [];
    const upload = setUp((url, sent, { onProgress }) => {
      onProgress(0.5);
      seen.push(url, (sent as File).name, upload.progress.value);
      return Promise.resolve();
    });
    await upload.choose([file(ZIP)]);
    expect(await upload.upload()).toBe('b-1');
    expect(seen).toEqual(['https://s3.example/put', 'people.zip', 0.5]);
    expect(upload.progress.value).toBeNull();
    expect(readRecentImports()).toEqual([{ bulkId: 'b-1', fileName: 'people.zip', startedAt: '2026-11-21T10:00:00.000Z' }]);
  });

  it('that fails keeps the file, so that it can be begun again', async () => {
    const upload = setUp(() => Promise.reject(new NetworkError(null)));
    await upload.choose([file(ZIP)]);
    expect(await upload.upload()).toBeNull();
    expect(upload.error.value).toBeInstanceOf(NetworkError);
    expect(upload.archive.value?.name).toBe('people.zip');
    expect(readRecentImports()).toEqual([]);
  });

  it('can be given up, which is no failure', async () => {
    const upload = setUp((_url, _file, { signal }) => new Promise((_resolve, reject) => { signal.addEventListener('abort', () => { reject(signal.reason as Error); }); }));
    await upload.choose([file(ZIP)]);
    const uploading = upload.upload();
    await Promise.resolve();
    upload.cancel();
    expect(await uploading).toBeNull();
    expect([upload.error.value, upload.progress.value]).toEqual([null, null]);
  });

  it('does not begin with what is no archive', async () => {
    const upload = setUp(() => Promise.reject(new Error('nothing may be sent')));
    await upload.choose([file('text')]);
    expect(upload.problem.value).toBe('type');
    expect(await upload.upload()).toBeNull();
  });
});

describe('an import', () => {
  const row = (number: number, isDecided: boolean) => ({ row: number, line: number + 1, file: 'x.jpg', fullName: `Person ${number}`, externalId: null, result: isDecided ? { outcome: 'registered', reasons: [], externalImageId: 'x' } : null });

  /** A server with two rows a page, whose answers follow how many rows are decided at each poll. */
  function setUp(decided: number[], total: number) {
    const asked: (string | null)[] = [];
    let poll = -1;
    const api = {
      json: (_path: string, { query }: ApiRequest) => {
        const cursor = query?.cursor ?? null;
        asked.push(cursor);
        const from = cursor === null ? 0 : Number(cursor);
        if (asked.length === 1 || from <= lastFrom) poll += 1;
        lastFrom = from;
        const done = decided[Math.min(poll, decided.length - 1)] ?? 0;
        const items = Array.from({ length: Math.min(2, total - from) }, (_, index) => row(from + index + 1, from + index < done));
        return Promise.resolve({ bulkId: 'b-1', status: done === total ? 'completed' : 'running', items, nextCursor: from + 2 < total ? String(from + 2) : null });
      },
    } as unknown as ApiClient;
    let lastFrom = 0;
    const { value, dispose } = inScope(() => useImport(api, 'b-1', { pollMs: 0 }));
    disposals.push(dispose);
    return { asked, value };
  }

  async function until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise((resolve) => { setTimeout(resolve, 0); });
  }

  it('is followed to its end, asking only for rows that may have changed', async () => {
    const { asked, value } = setUp([0, 3, 6], 6);
    await until(() => value.state.value?.status === 'completed' && value.rows.value.length === 6);
    expect(value.rows.value.map(({ row: number, result }) => [number, result?.outcome])).toEqual([1, 2, 3, 4, 5, 6].map((number) => [number, 'registered']));
    // All at first; then as far as there is something new; then from the first that was not decided.
    expect(asked.slice(0, 3)).toEqual([null, '2', '4']);
    expect(asked.at(-1)).toBe('4');
    expect(asked.filter((cursor) => cursor === null)).toHaveLength(2);
  });
});

describe('an import whose poll is lost', () => {
  const answers: (() => unknown)[] = [];
  const running = { bulkId: 'b-1', status: 'running', items: [], nextCursor: null };
  const api = { json: async () => Promise.resolve((answers.shift() ?? (() => running))()) } as unknown as ApiClient;
  const fail = (error: Error) => (): never => { throw error; };
  const apiError = (status: number, code: 'UNAVAILABLE' | 'THROTTLED' | 'NOT_FOUND') => new ApiError({ status, code, message: '', requestId: null });

  beforeEach(() => {
    jest.useFakeTimers();
    answers.length = 0;
  });
  afterEach(() => { jest.useRealTimers(); });

  function setUp() {
    const { value, dispose } = inScope(() => useImport(api, 'b-1', { pollMs: 1_000 }));
    disposals.push(dispose);
    return value;
  }

  it.each([
    ['without a connection', new NetworkError(null)],
    ['by a service that fails', apiError(503, 'UNAVAILABLE')],
    ['among too many', apiError(429, 'THROTTLED')],
  ])('%s says that it is not up to date, and goes on', async (_how, error) => {
    answers.push(() => running, fail(error), fail(error), () => running, () => ({ ...running, status: 'completed' }));
    const value = setUp();
    await jest.advanceTimersByTimeAsync(1_000);
    expect([value.lost.value, value.error.value, value.state.value?.status]).toEqual([error, null, 'running']);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(value.lost.value).toBeNull();
    await jest.advanceTimersByTimeAsync(1_000);
    expect([value.lost.value, value.error.value, value.state.value?.status]).toEqual([null, null, 'completed']);
  });

  it('for good, as one that is there no more, is not asked for again', async () => {
    const gone = apiError(404, 'NOT_FOUND');
    answers.push(() => running, fail(gone));
    const value = setUp();
    await jest.advanceTimersByTimeAsync(60_000);
    expect([value.lost.value, value.error.value, answers.length]).toEqual([null, gone, 0]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('before anything was heard of it offers to try again', async () => {
    const lost = new NetworkError(null);
    answers.push(fail(lost));
    const value = setUp();
    await jest.advanceTimersByTimeAsync(60_000);
    expect([value.error.value, value.state.value]).toEqual([lost, null]);
    void value.follow();
    await jest.advanceTimersByTimeAsync(0);
    expect([value.error.value, value.state.value?.status]).toEqual([null, 'running']);
  });
});

describe('a listed import', () => {
  const NOW = new Date('2026-11-21T10:00:00.000Z');

  it.each([
    ['awaitingUpload', '2026-11-21T10:00:01.000Z', false],
    ['awaitingUpload', '2026-11-21T09:59:59.000Z', true],
    ['running', '2026-11-21T09:00:00.000Z', false],
  ] as const)('that is %s and could be uploaded until %s was never uploaded: %s', (status, uploadExpiresAt, isNever) => {
    expect(isNeverUploaded({ status, uploadExpiresAt }, NOW)).toBe(isNever);
  });

  it('tells how many rows came to nothing, once that is known', () => {
    expect(notRegistered({ counts: null })).toBeNull();
    expect(notRegistered({ counts: { total: 12, waiting: 0, registered: 6, alreadyRegistered: 1, refused: 4, failed: 1 } })).toBe(5);
  });

  it('has the name of its archive where it was begun, and nowhere else', () => {
    rememberImport({ bulkId: 'b-1', fileName: 'people.zip', startedAt: NOW.toISOString() });
    expect([fileNameOf('b-1'), fileNameOf('b-2')]).toEqual(['people.zip', null]);
  });
});
