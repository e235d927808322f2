import type { Decision } from '../../domain/decision.ts';
import type { Severity } from '../../domain/incidents/incident.ts';
import type { TimelineItem } from '../../domain/timeline.ts';
import type { IncidentMark } from './incident-marks.ts';
import { firstAt, timeAt, type TimelineScale } from './timeline-scale.ts';

/** Colours as the theme has them now. */
export type TimelinePalette = Readonly<Record<Decision | Severity | 'line' | 'muted' | 'sunken', string>>;

export interface TimelineView {
  items: readonly TimelineItem[];
  scale: TimelineScale;
  marks: readonly IncidentMark[];
  /** CSS px for each unit of the scale, and where the picture begins on it. */
  pxPerUnit: number;
  leftPx: number;
  widthPx: number;
  palette: TimelinePalette;
  formatTime: (timeMs: number) => string;
  formatGap: (durationMs: number) => string;
}

/** From top to bottom, in CSS px: incidents, frames, times. */
export const TIMELINE_LAYOUT = { lanesTop: 6, laneHeight: 9, framesTop: 40, framesHeight: 44, axisTop: 92, height: 112 } as const;

/** Each decision has a height of its own, so that colour alone never tells it; the graver, the higher. */
const HEIGHTS: Readonly<Record<Decision, number>> = { clear: 0.3, inconclusive: 0.62, flagged: 1 };
const RANKS: Readonly<Record<Decision, number>> = { clear: 0, inconclusive: 1, flagged: 2 };
const DECISION_OF_RANK: readonly Decision[] = ['clear', 'inconclusive', 'flagged'];

/** Narrower than this, bars of several frames become one, which shows the gravest. */
const BAR_PITCH_PX = 3;
const MAX_BAR_PX = 12;
/** A bar from this width on has the decision's shape above it. */
const TICK_PITCH_PX = 130;
const MIN_MARK_PX = 4;

/** Draws what the picture holds of a timeline, and nothing beside it. */
export function drawTimeline(context: CanvasRenderingContext2D, view: TimelineView): void {
  context.clearRect(0, 0, view.widthPx, TIMELINE_LAYOUT.height);
  drawGaps(context, view);
  drawFrames(context, view);
  drawIncidents(context, view);
  drawAxis(context, view);
}

function drawFrames(context: CanvasRenderingContext2D, { items, scale: { positions }, pxPerUnit, leftPx, widthPx, palette }: TimelineView): void {
  const bottom = TIMELINE_LAYOUT.framesTop + TIMELINE_LAYOUT.framesHeight;
  const barPx = Math.max(BAR_PITCH_PX - 1, Math.min(MAX_BAR_PX, pxPerUnit * 0.7));
  const last = (leftPx + widthPx + MAX_BAR_PX) / pxPerUnit;
  let column = Number.NaN;
  let rank = -1;
  let isErased = true;
  const flush = (): void => {
    const decision = DECISION_OF_RANK[rank];
    if (decision === undefined) return;
    const height = TIMELINE_LAYOUT.framesHeight * HEIGHTS[decision];
    context.fillStyle = palette[decision];
    context.strokeStyle = palette[decision];
    // What was erased is an outline: what was decided is left, and nothing of what was seen.
    if (isErased && barPx > 4) context.strokeRect(column - barPx / 2 + 0.5, bottom - height + 0.5, barPx - 1, height - 1);
    else context.fillRect(column - barPx / 2, bottom - height, barPx, height);
  };
  for (let index = firstAt(positions, (leftPx - MAX_BAR_PX) / pxPerUnit); index < items.length; index += 1) {
    const position = positions[index] ?? 0;
    const item = items[index];
    if (position > last || item === undefined) break;
    // Columns stand still while the timeline is scrolled: they belong to it, not to the picture.
    const x = Math.round((position * pxPerUnit) / BAR_PITCH_PX) * BAR_PITCH_PX - leftPx;
    if (x !== column) {
      flush();
      column = x;
      rank = -1;
      isErased = true;
    }
    rank = Math.max(rank, RANKS[item.decision]);
    isErased &&= item.erased;
  }
  flush();
}

function drawGaps(context: CanvasRenderingContext2D, { scale, pxPerUnit, leftPx, widthPx, palette, formatGap }: TimelineView): void {
  const { framesTop, framesHeight } = TIMELINE_LAYOUT;
  context.font = '11px "Inter Variable", sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const { start, end, durationMs } of scale.gaps) {
    const left = start * pxPerUnit - leftPx + MAX_BAR_PX / 2;
    const width = Math.max(1, (end - start) * pxPerUnit - MAX_BAR_PX);
    if (left + width < 0 || left > widthPx) continue;
    context.fillStyle = palette.sunken;
    context.fillRect(left, framesTop, width, framesHeight);
    context.strokeStyle = palette.muted;
    context.setLineDash([2, 3]);
    context.strokeRect(left + 0.5, framesTop + 0.5, width - 1, framesHeight - 1);
    context.setLineDash([]);
    const text = formatGap(durationMs);
    if (context.measureText(text).width + 8 > width) continue;
    context.fillStyle = palette.muted;
    context.fillText(text, left + width / 2, framesTop + framesHeight / 2);
  }
}

function drawIncidents(context: CanvasRenderingContext2D, { marks, scale: { positions }, pxPerUnit, leftPx, widthPx, palette }: TimelineView): void {
  const { lanesTop, laneHeight } = TIMELINE_LAYOUT;
  for (const { incident, first, last, lane } of marks) {
    const left = (positions[first] ?? 0) * pxPerUnit - leftPx - MIN_MARK_PX / 2;
    const width = Math.max(MIN_MARK_PX, ((positions[last] ?? 0) - (positions[first] ?? 0)) * pxPerUnit + MIN_MARK_PX);
    if (left + width < 0 || left > widthPx) continue;
    const top = lanesTop + lane * laneHeight;
    // As thick as it is grave.
    const height = { high: 7, medium: 5, low: 3 }[incident.severity];
    context.fillStyle = palette[incident.severity];
    context.beginPath();
    context.roundRect(left, top + (laneHeight - height) / 2, width, height, 2);
    context.fill();
  }
}

function drawAxis(context: CanvasRenderingContext2D, { scale, pxPerUnit, leftPx, widthPx, palette, formatTime }: TimelineView): void {
  const { framesTop, framesHeight, axisTop, height } = TIMELINE_LAYOUT;
  context.fillStyle = palette.line;
  context.fillRect(0, framesTop + framesHeight, widthPx, 1);
  context.font = '11px "Inter Variable", sans-serif';
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const first = Math.max(0, Math.floor(leftPx / TICK_PITCH_PX));
  for (let tick = first; tick * TICK_PITCH_PX < Math.min(leftPx + widthPx, scale.length * pxPerUnit + 1); tick += 1) {
    const x = tick * TICK_PITCH_PX - leftPx;
    context.fillStyle = palette.line;
    context.fillRect(Math.round(x), framesTop + framesHeight, 1, 8);
    context.fillStyle = palette.muted;
    context.fillText(formatTime(timeAt(scale, (tick * TICK_PITCH_PX) / pxPerUnit)), x + 4, (axisTop + height) / 2);
  }
}
