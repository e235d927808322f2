import type { EncodeAnswer, EncodeRequest } from '../capture/encode-messages.ts';
import { createJpegCanvas } from '../capture/jpeg-canvas.ts';

/** What a worker's global scope has of a window's; the types of both cannot be had at once. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<EncodeRequest>) => void) | null;
  postMessage(answer: EncodeAnswer): void;
  FileReaderSync: new () => { readAsDataURL(blob: Blob): string };
}

const scope = globalThis as unknown as WorkerScope;
const encode = createJpegCanvas();

scope.onmessage = ({ data: { id, frame } }) => {
  const size = { width: frame.displayWidth, height: frame.displayHeight };
  encode(frame, size)
    .then(
      (jpeg) => { scope.postMessage({ id, dataUrl: new scope.FileReaderSync().readAsDataURL(jpeg) }); },
      (error: unknown) => { scope.postMessage({ id, error: String(error) }); },
    )
    .finally(() => { frame.close(); });
};
