import { NetworkError } from '../api/api-error.ts';

/** The place that a file was to be put refused it. */
export class UploadRefusedError extends Error {
  override readonly name = 'UploadRefusedError';
  readonly status: number;

  constructor(status: number) {
    super(`The upload was refused: ${status}.`);
    this.status = status;
  }
}

export interface UploadOptions {
  /** From 0 to 1. */
  onProgress: (ratio: number) => void;
  signal: AbortSignal;
}

/**
 * Puts a file at an address. By XMLHttpRequest, because `fetch` does not tell how much of a body is sent.
 * @throws NetworkError, UploadRefusedError; what the signal says when it is aborted
 */
export async function upload(url: string, file: Blob, { onProgress, signal }: UploadOptions): Promise<void> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const request = new XMLHttpRequest();
  const abort = (): void => { request.abort(); };
  request.upload.onprogress = ({ loaded, total }) => { onProgress(total === 0 ? 0 : loaded / total); };
  request.onload = () => {
    if (request.status >= 200 && request.status < 300) resolve(undefined);
    else reject(new UploadRefusedError(request.status));
  };
  request.onerror = () => { reject(new NetworkError(null)); };
  request.onabort = () => { reject(signal.reason as Error); };
  signal.addEventListener('abort', abort, { once: true });
  request.open('PUT', url);
  request.send(file);
  try {
    await promise;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
