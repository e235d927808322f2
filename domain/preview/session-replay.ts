import type { CheckName } from '../check-result.ts';
import { isErased, type RecordedVerdict } from '../erasure/redacted-verdict.ts';
import { advanceProgress } from '../incidents/advance-progress.ts';
import type { Incident } from '../incidents/incident.ts';
import { incidentsAt, type IncidentMoment } from '../incidents/incidents-at.ts';
import { startProgress, type SessionProgress } from '../incidents/session-progress.ts';
import type { Policy } from '../policy.ts';
import { isAdHoc, type Session, type SessionCounters } from '../session.ts';
import { compareIncidents } from './compare-incidents.ts';
import { rejudge, type InexactReason, type RejudgedCheck } from './rejudge.ts';

/** What another policy would have made of a session. */
export interface PreviewedSession {
  sessionId: string;
  /** How many verdicts were judged again. */
  verdictCount: number;
  /** Whether there are more, for which there was no time. */
  truncated: boolean;
  /** Verdicts of which a check has another outcome or reason. */
  verdictsChanged: number;
  decisionsBefore: SessionCounters;
  decisionsAfter: SessionCounters;
  incidentsAdded: Incident[];
  incidentsRemoved: Incident[];
  /** How many are of the same rule and at the same time as before. */
  incidentsKept: number;
  /** Whether the policy would have come to exactly this. */
  exact: boolean;
  /** Where it may not, why, and for how many verdicts. */
  inexact: { check: CheckName; why: InexactReason; verdictCount: number }[];
}

export type ReplayedSession = Pick<Session, 'sessionId' | 'startedAt' | 'endedAt' | 'expected' | 'examId'> & { firstPolicy: IncidentMoment['policy'] };

/** Judges a session's verdicts again, first to last, under another policy, beside what they came to. */
export class SessionReplay {
  readonly #session: ReplayedSession;
  readonly #policy: Policy;
  readonly #inexact = new Map<string, PreviewedSession['inexact'][number]>();
  #before: SessionProgress = startProgress();
  #after: SessionProgress = startProgress();
  #verdictCount = 0;
  #changedCount = 0;

  constructor(session: ReplayedSession, policy: Policy) {
    this.#session = session;
    this.#policy = policy;
  }

  add(verdict: RecordedVerdict): void {
    this.#verdictCount += 1;
    if (isErased(verdict)) {
      for (const { check } of verdict.checks) this.#note(check, 'ERASED');
      return;
    }
    const { decision, checks } = rejudge(verdict, this.#policy, this.#session.expected);
    if (checks.some((check, index) => isChanged(check, verdict.checks[index]))) this.#changedCount += 1;
    for (const { check, inexact } of checks) if (inexact !== null) this.#note(check, inexact);
    this.#before = advanceProgress(this.#before, { ...verdict, policy: this.#counted(verdict.policy) }, this.#session);
    this.#after = advanceProgress(this.#after, { ...verdict, decision, checks, policy: this.#counted(this.#policy) }, this.#session);
  }

  /** @param now what a session that is open is looked at from; ISO 8601 UTC */
  end({ now, truncated }: { now: string; truncated: boolean }): PreviewedSession {
    const { sessionId, startedAt, endedAt, firstPolicy } = this.#session;
    // Of a session that was not read to its end nobody has looked for the frame that did not come.
    const moment = truncated ? { endedAt: this.#before.latestAt ?? startedAt } : endedAt === null ? { now } : { endedAt };
    const { added, removed, keptCount } = compareIncidents(
      incidentsAt(this.#before, { ...moment, startedAt, policy: firstPolicy }),
      incidentsAt(this.#after, { ...moment, startedAt, policy: this.#policy }),
    );
    return {
      sessionId,
      verdictCount: this.#verdictCount,
      truncated,
      verdictsChanged: this.#changedCount,
      decisionsBefore: this.#before.counters,
      decisionsAfter: this.#after.counters,
      incidentsAdded: added,
      incidentsRemoved: removed,
      incidentsKept: keptCount,
      exact: this.#inexact.size === 0,
      inexact: [...this.#inexact.values()],
    };
  }

  /** As when the session was followed: between ad-hoc frames there are no gaps. */
  #counted(policy: Policy): Pick<Policy, 'version' | 'incidentRules'> & { maxGapMs?: number } {
    const { version, incidentRules, maxGapMs } = policy;
    return isAdHoc(this.#session) ? { version, incidentRules } : { version, incidentRules, maxGapMs };
  }

  #note(check: CheckName, why: InexactReason): void {
    const key = `${check} ${why}`;
    const verdictCount = (this.#inexact.get(key)?.verdictCount ?? 0) + 1;
    this.#inexact.set(key, { check, why, verdictCount });
  }
}

function isChanged(check: RejudgedCheck, recorded: Pick<RejudgedCheck, 'outcome' | 'reason'> | undefined): boolean {
  return check.outcome !== recorded?.outcome || check.reason !== recorded.reason;
}
