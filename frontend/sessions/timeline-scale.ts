import type { TimelineItem } from '../../domain/timeline.ts';

/** After so many usual intervals without a frame there is a gap. */
const GAP_INTERVALS = 5;
/** What a gap takes on the timeline, however long it was: a session of one day would be nothing but gaps. */
const GAP_WIDTH_INTERVALS = 8;
/** Frames that came at once stay apart, so that each can be pointed at. */
const MIN_WIDTH_INTERVALS = 0.5;

/** A stretch without frames. */
export interface TimelineGap {
  /** Index of the frame after it. */
  index: number;
  /** On the scale. */
  start: number;
  end: number;
  durationMs: number;
}

/** Where each frame stands: in time, with gaps made short. The unit is the usual interval between two frames. */
export interface TimelineScale {
  /** Of each frame, ascending from 0. */
  positions: Float64Array;
  /** When each was received, in milliseconds since 1970. */
  timesMs: Float64Array;
  gaps: TimelineGap[];
  /** Position of the last frame; 0 where there are fewer than two. */
  length: number;
}

/** @param items by sequence */
export function createScale(items: readonly TimelineItem[]): TimelineScale {
  const timesMs = Float64Array.from(items, ({ receivedAt }) => Date.parse(receivedAt));
  const intervalMs = usualInterval(timesMs);
  const positions = new Float64Array(items.length);
  const gaps: TimelineGap[] = [];
  for (let index = 1; index < items.length; index += 1) {
    const start = positions[index - 1] ?? 0;
    const durationMs = (timesMs[index] ?? 0) - (timesMs[index - 1] ?? 0);
    const isGap = durationMs > intervalMs * GAP_INTERVALS;
    const end = start + (isGap ? GAP_WIDTH_INTERVALS : Math.max(MIN_WIDTH_INTERVALS, durationMs / intervalMs));
    positions[index] = end;
    if (isGap) gaps.push({ index, start, end, durationMs });
  }
  return { positions, timesMs, gaps, length: positions.at(-1) ?? 0 };
}

/** The median; at least a tenth of a second. */
function usualInterval(timesMs: Float64Array): number {
  const intervals = timesMs.slice(1).map((time, index) => time - (timesMs[index] ?? 0)).sort();
  return Math.max(100, intervals[Math.floor(intervals.length / 2)] ?? 1_000);
}

/** Index of the first frame at or after a position; the number of frames where there is none. */
export function firstAt(positions: Float64Array, position: number): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((positions[middle] ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the frame nearest to a position; -1 where there are no frames. */
export function nearestTo(positions: Float64Array, position: number): number {
  const after = firstAt(positions, position);
  if (after === 0) return positions.length === 0 ? -1 : 0;
  if (after === positions.length) return after - 1;
  return position - (positions[after - 1] ?? 0) <= (positions[after] ?? 0) - position ? after - 1 : after;
}

/** The time at a position, between two frames in proportion. */
export function timeAt({ positions, timesMs }: TimelineScale, position: number): number {
  const after = firstAt(positions, position);
  if (after === 0) return timesMs[0] ?? 0;
  if (after === positions.length) return timesMs.at(-1) ?? 0;
  const [from, to] = [positions[after - 1] ?? 0, positions[after] ?? 0];
  const [fromMs, toMs] = [timesMs[after - 1] ?? 0, timesMs[after] ?? 0];
  return fromMs + ((position - from) / (to - from)) * (toMs - fromMs);
}
