import type { Signal } from './incident.ts';
import { beginIncident, continueIncident, type CountedFrame } from './kept-incidents.ts';
import type { KeptIncident, RecentFrame, RuleProgress } from './session-progress.ts';

/**
 * What a rule makes of one more frame. An incident begins when `frames` of the last `ofLast` count, and ends when fewer than half of that do:
 * what comes and goes is one incident. No frame belongs to two: so many that do not count stand behind its last one that another takes new ones.
 * @param recent the last frames, this one last
 */
export function countFrame(
  progress: RuleProgress,
  incidents: readonly KeptIncident[],
  recent: readonly RecentFrame[],
  signals: ReadonlySet<Signal>,
): { progress: RuleProgress; incidents: readonly KeptIncident[] } {
  const { rule, openIncidentId } = progress;
  const counts = rule.signals.some((signal) => signals.has(signal));
  const window = (progress.window + (counts ? '1' : '0')).slice(-rule.ofLast);
  const countInWindow = window.split('1').length - 1;
  if (openIncidentId === null) {
    if (countInWindow < rule.frames) return { progress: { ...progress, window }, incidents };
    const begun = beginIncident(incidents, rule, countedFrames(progress, recent, window));
    return { progress: { rule, window, openIncidentId: begun.incidentId }, incidents: begun.incidents };
  }
  if (counts) {
    const frame = toCounted(progress, recent, recent.length - 1);
    return { progress: { ...progress, window }, incidents: frame === null ? incidents : continueIncident(incidents, openIncidentId, frame) };
  }
  if (countInWindow * 2 < rule.frames) return { progress: { rule, window, openIncidentId: null }, incidents };
  return { progress: { ...progress, window }, incidents };
}

/** The frames that count in a window, which ends where the recent ones end. */
function countedFrames(progress: RuleProgress, recent: readonly RecentFrame[], window: string): CountedFrame[] {
  const offset = recent.length - window.length;
  return Array.from(window, (mark, index) => (mark === '1' ? toCounted(progress, recent, offset + index) : null)).filter((frame) => frame !== null);
}

function toCounted({ rule }: RuleProgress, recent: readonly RecentFrame[], index: number): CountedFrame | null {
  const frame = recent[index];
  if (frame === undefined) return null;
  const { verdict, receivedAt, gapSince, lagFrames } = frame;
  const counted: CountedFrame = { verdict, receivedAt, before: null };
  if (gapSince !== undefined && rule.signals.includes('GAP')) Object.assign(counted, { gapSince, before: recent[index - 1]?.verdict ?? null });
  if (lagFrames !== undefined && rule.signals.includes('REPLAYED')) counted.lagFrames = lagFrames;
  return counted;
}
