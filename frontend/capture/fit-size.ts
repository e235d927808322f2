export interface SizePx {
  width: number;
  height: number;
}

/** Large enough for every check, small enough for a slow uplink: about 61 KB as JPEG. */
export const FRAME_SIZE_PX: SizePx = { width: 640, height: 480 };

/** The largest size of the source's proportions within the frame's; never larger than the source. */
export function fitSize({ width, height }: SizePx, frame: SizePx = FRAME_SIZE_PX): SizePx {
  const scale = Math.min(1, frame.width / width, frame.height / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}
