import { config } from 'zod';
import { ExportVerifier } from '../../domain/export/export-verifier.ts';
import { LineTooLongError, verifyChunks } from '../../domain/export/verify-chunks.ts';
import type { VerifyAnswer, VerifyRequest } from '../verify/verify-messages.ts';

/** What a worker's global scope has of a window's; the types of both cannot be had at once. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<VerifyRequest>) => void) | null;
  postMessage(answer: VerifyAnswer): void;
}

/** A bar that moves more often than this is no better to read. */
const PROGRESS_EVERY_MS = 100;

// The content security policy allows no code out of text, and a browser reports the attempt.
config({ jitless: true });
const scope = globalThis as unknown as WorkerScope;

scope.onmessage = ({ data }) => { void verify(data).then((answer) => { scope.postMessage(answer); }); };

async function verify({ file, pinnedKey }: VerifyRequest): Promise<VerifyAnswer> {
  const verifier = new ExportVerifier({ pinnedKey });
  let toldMs = 0;
  try {
    const finding = await verifyChunks(verifier, file.stream() as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>, (readBytes) => {
      const nowMs = performance.now();
      if (nowMs - toldMs < PROGRESS_EVERY_MS) return;
      toldMs = nowMs;
      scope.postMessage({ kind: 'progress', readBytes });
    });
    return { kind: 'done', finding, facts: verifier.facts };
  } catch (error) {
    return { kind: 'failed', reason: error instanceof LineTooLongError ? 'LINE_TOO_LONG' : 'UNREADABLE' };
  }
}
