import { canonicalJson } from '../canonical-json.ts';
import type { CheckResult } from '../check-result.ts';
import type { Policy } from '../policy.ts';
import type { Verdict } from '../verdict.ts';
import { countFrame } from './count-frame.ts';
import type { FrameReference, IncidentRule, Signal } from './incident.ts';
import { findRepetition, REMEMBERED_PICTURES, toPicture } from './pictures.ts';
import type { KeptIncident, RecentFrame, RuleProgress, SessionProgress } from './session-progress.ts';
import { signalsOfChecks } from './signals.ts';

/** What of a verdict counts. A verdict of before there were incidents has a policy without rules, and a picture without a perceptual hash. */
export type CountedVerdict = FrameReference &
  Pick<Verdict, 'receivedAt' | 'decision'> & {
    checks: readonly Pick<CheckResult, 'outcome' | 'reason'>[];
    policy: Pick<Policy, 'version'> & Partial<Pick<Policy, 'maxGapMs' | 'incidentRules'>>;
    image: { sha256: string; perceptualHash?: string | null };
  };

/**
 * A session's progress with its next verdict in it, by the rules of that verdict's own policy; what went before is left as it was. A verdict
 * that is in it already changes nothing.
 * @param startedAt when the session began, ISO 8601 UTC: from there to the first frame may be a gap
 */
export function advanceProgress(progress: SessionProgress, verdict: CountedVerdict, { startedAt }: { startedAt: string }): SessionProgress {
  if (verdict.sequence <= progress.lastSequence) return progress;
  const { version, maxGapMs = null, incidentRules = [] } = verdict.policy;
  const { sequence, verdictId, receivedAt } = verdict;
  const pictures = [...progress.pictures, toPicture(verdict.image)].slice(-REMEMBERED_PICTURES);
  const { frozen, lagFrames } = findRepetition(pictures);
  const gapSince = beginningOfGap(progress.latestAt ?? startedAt, receivedAt, maxGapMs);

  const frame: RecentFrame = { verdict: { sequence, verdictId }, receivedAt };
  const signals = signalsOfChecks(verdict.checks);
  if (frozen) signals.add('FROZEN');
  if (lagFrames !== null) {
    signals.add('REPLAYED');
    frame.lagFrames = lagFrames;
  }
  if (gapSince !== null) {
    signals.add('GAP');
    frame.gapSince = gapSince;
  }
  const advanced: SessionProgress = {
    ...progress,
    counters: { ...progress.counters, [verdict.decision]: progress.counters[verdict.decision] + 1 },
    lastSequence: sequence,
    latestAt: progress.latestAt !== null && progress.latestAt > receivedAt ? progress.latestAt : receivedAt,
    policyVersion: version,
    maxGapMs,
    recent: [...progress.recent, frame],
    rules: version === progress.policyVersion ? progress.rules : adoptRules(progress.rules, incidentRules),
    pictures,
  };
  return countByRules(advanced, signals);
}

/** When the gap began that a frame ends; null when it came in time. */
export function beginningOfGap(since: string, until: string, maxGapMs: number | null): string | null {
  return maxGapMs !== null && Date.parse(until) - Date.parse(since) > maxGapMs ? since : null;
}

/** What all rules make of the last of the recent frames. */
export function countByRules(progress: SessionProgress, signals: ReadonlySet<Signal>): SessionProgress {
  let incidents: readonly KeptIncident[] = progress.incidents;
  const rules = progress.rules.map((rule) => {
    const counted = countFrame(rule, incidents, progress.recent, signals);
    incidents = counted.incidents;
    return counted.progress;
  });
  const lookBack = Math.max(0, ...rules.map(({ rule }) => rule.ofLast)) + 1;
  return { ...progress, rules, incidents: [...incidents], recent: progress.recent.slice(-lookBack) };
}

/** The rules of another policy: one that is the same as before goes on counting; any other begins, and what it had begun ends. */
export function adoptRules(before: readonly RuleProgress[], rules: readonly IncidentRule[]): RuleProgress[] {
  const known = new Map(before.map((progress) => [canonicalJson(progress.rule), progress]));
  return rules.map((rule) => known.get(canonicalJson(rule)) ?? { rule, window: '', openIncidentId: null });
}
