/** What the page asks of the encoding worker. The frame is transferred: the worker closes it. */
export interface EncodeRequest {
  id: number;
  frame: VideoFrame;
}

export type EncodeAnswer = { id: number; dataUrl: string } | { id: number; error: string };
