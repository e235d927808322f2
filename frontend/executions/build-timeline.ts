import type { HistoryEvent } from '../../domain/history.ts';
import { collectVisits, type Visit } from './collect-visits.ts';
import { eventDetails, eventText } from './event-details.ts';
import type { Attempt, Failure, StateRun, StateStatus, Timeline } from './timeline.ts';

const ENDS_EXECUTION = /^Execution(?:Succeeded|Failed|TimedOut|Aborted)$/;
const ENDS_ATTEMPT = /^Task(?:Succeeded|Failed|TimedOut|StartFailed|SubmitFailed)$/;
const FAILS = /(?:Failed|TimedOut)$/;

interface Context {
  msOf: (event: HistoryEvent) => number;
  /** The event that ended the execution; undefined while it goes on, or where it is missing. */
  end: HistoryEvent | undefined;
}

/** Tells a history state by state; of one that has not arrived whole, what is there. */
export function buildTimeline(history: readonly HistoryEvent[]): Timeline {
  // A log may deliver a message twice.
  const events = [...new Map(history.map((event) => [event.id, event])).values()].sort((a, b) => a.id - b.id);
  const startTime = Date.parse(events[0]?.timestamp ?? '');
  const msOf = (event: HistoryEvent): number => Date.parse(event.timestamp) - startTime;
  const end = events.find(({ type }) => ENDS_EXECUTION.test(type));
  return {
    states: toRuns(collectVisits(events), { msOf, end }),
    durationMs: Math.max(0, ...events.map(msOf)),
    failure: end === undefined || end.type.endsWith('Succeeded') ? null : failureOf(end),
    // Ids count from 1 without a gap.
    complete: end?.id === events.length,
    events,
  };
}

function toRuns(visits: readonly Visit[], context: Context): StateRun[] {
  return visits.map((visit, index) => toRun(visit, visits[index + 1]?.name ?? null, context));
}

function toRun(visit: Visit, next: string | null, context: Context): StateRun {
  const { name, type, entered, exited, events } = visit;
  const failure = failureOfVisit(visit, context);
  return {
    id: entered.id,
    name,
    type,
    status: statusOf(visit, failure, context),
    startMs: context.msOf(entered),
    endMs: endOf(visit, failure, context),
    attempts: attemptsOf(events, context),
    failure,
    branches: visit.branches.map((branch) => toRuns(branch, context)),
    next,
    input: eventText(entered, 'input'),
    output: eventText(exited ?? undefined, 'output'),
    variables: Object.fromEntries(Object.entries(eventDetails(exited ?? undefined).assignedVariables ?? {}).map(([variable, value]) => [variable, String(value)])),
    events,
  };
}

/** The failure that was the last word of the state's own events. */
function failureOfVisit({ type, events }: Visit, { end }: Context): Failure | null {
  if (type === 'Fail') return end === undefined ? { error: null, cause: null } : failureOf(end);
  const lastWord = events.findLast((event) => FAILS.test(event.type) || event.type.endsWith('Succeeded'));
  return lastWord === undefined || lastWord.type.endsWith('Succeeded') ? null : failureOf(lastWord);
}

function statusOf({ exited }: Visit, failure: Failure | null, { end }: Context): StateStatus {
  if (exited !== null) return failure === null ? 'succeeded' : 'caught';
  if (end === undefined) return 'running';
  return failure === null ? 'unfinished' : 'failed';
}

/** A state that fails for good is never left: it ends with its last event. */
function endOf({ exited, events }: Visit, failure: Failure | null, { msOf, end }: Context): number | null {
  if (exited !== null) return msOf(exited);
  const last = events.at(-1);
  return failure === null || end === undefined || last === undefined ? null : msOf(last);
}

function attemptsOf(events: readonly HistoryEvent[], { msOf }: Context): Attempt[] {
  const attempts: Attempt[] = [];
  for (const event of events) {
    const current = attempts.at(-1);
    if (event.type === 'TaskScheduled') attempts.push({ startMs: msOf(event), endMs: null, failure: null });
    else if (current !== undefined && ENDS_ATTEMPT.test(event.type)) {
      current.endMs = msOf(event);
      current.failure = event.type.endsWith('Succeeded') ? null : failureOf(event);
    }
  }
  return attempts;
}

function failureOf(event: HistoryEvent): Failure {
  return { error: eventText(event, 'error') ?? (event.type.endsWith('TimedOut') ? 'States.Timeout' : null), cause: eventText(event, 'cause') };
}
