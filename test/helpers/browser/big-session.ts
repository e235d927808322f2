import type { Page, Route } from 'playwright-core';
import type { Decision } from '../../../domain/decision.ts';
import type { Incident } from '../../../domain/incidents/incident.ts';
import type { Session } from '../../../domain/session.ts';
import type { TimelineItem } from '../../../domain/timeline.ts';
import type { Verdict } from '../../../domain/verdict.ts';

/** As the API has them. */
const PAGE_SIZE = 5_000;
const FIRST_AT = Date.parse('2026-03-01T10:00:00.000Z');
const GAP_MS = 90_000;

export interface BigSession {
  session: Session;
  items: TimelineItem[];
  incidents: Incident[];
}

/**
 * A session as long as no test could record one: a frame a second, every thousandth with a phone for four frames, a gap in the middle.
 *
 * @param like one that is on record
 */
export function bigSession(like: Session, count: number): BigSession {
  const items = Array.from({ length: count }, (_, index): TimelineItem => {
    const sequence = index + 1;
    const decision: Decision = sequence % 1_000 >= 1 && sequence % 1_000 <= 4 && sequence > 4 ? 'flagged' : sequence % 97 === 0 ? 'inconclusive' : 'clear';
    const signals: TimelineItem['signals'] = decision === 'flagged' ? ['OBJECT_PRESENT'] : decision === 'inconclusive' ? ['INCONCLUSIVE'] : [];
    return { sequence, verdictId: `verdict-${String(sequence)}`, receivedAt: new Date(FIRST_AT + index * 1_000 + (sequence > count / 2 ? GAP_MS : 0)).toISOString(), decision, signals, erased: sequence === 5 };
  });
  const incidents = items.flatMap((item, index): Incident[] => {
    if (item.decision !== 'flagged' || items[index - 1]?.decision === 'flagged') return [];
    const frames = items.slice(index, index + 4);
    return [{ incidentId: `object-${String(index)}`, rule: 'object', severity: 'high', startedAt: item.receivedAt, endedAt: frames.at(-1)?.receivedAt ?? null, frameCount: 4, frames: frames.map(({ sequence, verdictId }) => ({ sequence, verdictId })) }];
  });
  const counted = (decision: Decision): number => items.filter((item) => item.decision === decision).length;
  const last = items.at(-1);
  const session: Session = {
    ...like,
    sessionId: 'big',
    incidents,
    startedAt: new Date(FIRST_AT).toISOString(),
    endedAt: last?.receivedAt ?? null,
    counters: { clear: counted('clear'), flagged: counted('flagged'), inconclusive: counted('inconclusive') },
    lastVerdict: last === undefined ? null : { verdictId: last.verdictId, sequence: last.sequence, decision: last.decision, receivedAt: last.receivedAt },
    // Its verdicts are made up: there is nothing to sign.
    seal: null,
  };
  return { session, items, incidents };
}

export interface ServeBigSessionProps {
  /** A verdict that is on record: every frame's, but for its place and time. */
  like: Verdict;
  frame: Buffer;
}

/** Answers in the API's place for this one session; everything else goes to the instance. */
export async function serveBigSession(page: Page, { session, items }: BigSession, { like, frame }: ServeBigSessionProps): Promise<void> {
  await page.route('**/api/sessions/big', (route) => route.fulfill({ json: session }));
  await page.route('**/api/sessions/big/reviews**', (route) => route.fulfill({ json: { items: [], nextCursor: null } }));
  await page.route('**/api/sessions/big/hold', (route) => route.fulfill({ json: { sessionId: 'big', state: 'NONE', hold: null } }));
  await page.route('**/api/sessions/big/timeline**', (route: Route) => {
    const after = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
    const next = after + PAGE_SIZE;
    return route.fulfill({ json: { items: items.slice(after, next), nextCursor: next < items.length ? String(next) : null } });
  });
  await page.route('**/api/verdicts/verdict-*', (route: Route) => {
    const item = items[Number(/verdict-(\d+)/.exec(route.request().url())?.[1]) - 1];
    return route.fulfill({ json: { ...like, ...item } });
  });
  await page.route('**/api/verdicts/verdict-*/frame', (route) => route.fulfill({ contentType: 'image/jpeg', body: frame }));
}
