/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import type { Decision } from '../../../domain/decision.ts';
import type { Incident } from '../../../domain/incidents/incident.ts';
import type { TimelineItem } from '../../../domain/timeline.ts';
import { indexOfSequence, markIncidents } from '../../../frontend/sessions/incident-marks.ts';
import { createScale, firstAt, nearestTo, timeAt } from '../../../frontend/sessions/timeline-scale.ts';
import { stepOfKey, takeStep, type TimelineStep } from '../../../frontend/sessions/timeline-steps.ts';

const STARTED_MS = Date.parse('2026-03-01T10:00:00.000Z');

function itemsAt(...seconds: number[]): TimelineItem[] {
  return seconds.map((second, index) => ({ sequence: index + 1, verdictId: `v-${index + 1}`, receivedAt: new Date(STARTED_MS + second * 1_000).toISOString(), decision: 'clear', signals: [], erased: false }));
}

function decided(...decisions: Decision[]): TimelineItem[] {
  return itemsAt(...decisions.keys()).map((item, index) => ({ ...item, decision: decisions[index] ?? 'clear' }));
}

function incident(first: number, last: number, part: Partial<Incident> = {}): Incident {
  return { incidentId: `object-${first}`, rule: 'object', severity: 'high', startedAt: '', endedAt: 'then', frameCount: 2, frames: [{ sequence: first, verdictId: '' }, { sequence: last, verdictId: '' }], ...part };
}

describe('the scale of a timeline', () => {
  it('has frames where they were in time, in usual intervals', () => {
    expect([...createScale(itemsAt(0, 2, 4, 7, 9)).positions]).toEqual([0, 1, 2, 3.5, 4.5]);
  });

  it('makes gaps short, however long they were, and says how long', () => {
    const { positions, gaps, length } = createScale(itemsAt(0, 1, 2, 36_002, 36_003));
    expect([...positions]).toEqual([0, 1, 2, 10, 11]);
    expect(gaps).toEqual([{ index: 3, start: 2, end: 10, durationMs: 36_000_000 }]);
    expect(length).toBe(11);
  });

  it('keeps frames apart that came at once', () => {
    expect([...createScale(itemsAt(0, 1, 1, 2, 3)).positions]).toEqual([0, 1, 1.5, 2.5, 3.5]);
  });

  it.each([[[]], [[5]]])('stands frames without others at the beginning: %j', (seconds) => {
    expect(createScale(itemsAt(...seconds))).toMatchObject({ gaps: [], length: 0 });
  });

  it('finds the frame at a place, and the time', () => {
    const scale = createScale(itemsAt(0, 1, 2, 3));
    expect([-1, 0, 0.4, 0.6, 2, 9].map((position) => nearestTo(scale.positions, position))).toEqual([0, 0, 0, 1, 2, 3]);
    expect([0, 0.1, 3, 3.1].map((position) => firstAt(scale.positions, position))).toEqual([0, 1, 3, 4]);
    expect(nearestTo(new Float64Array(), 0)).toBe(-1);
    expect([timeAt(scale, -1), timeAt(scale, 1.5), timeAt(scale, 99)]).toEqual([0, 1_500, 3_000].map((ms) => STARTED_MS + ms));
  });
});

describe('incidents on a timeline', () => {
  it('lie from the first frame that they cite to the last; one that lasts, to the end', () => {
    const items = itemsAt(0, 1, 2, 3, 4, 5);
    expect(markIncidents([incident(4, 5, { endedAt: null }), incident(1, 2)], items).map(({ first, last, lane }) => [first, last, lane])).toEqual([[0, 1, 0], [3, 5, 0]]);
  });

  it('stand one below the other where they overlap, in three lanes at most', () => {
    const marks = markIncidents([incident(1, 6), incident(2, 5), incident(3, 4), incident(3, 6), incident(6, 6)], itemsAt(0, 1, 2, 3, 4, 5));
    expect(marks.map(({ lane }) => lane)).toEqual([0, 1, 2, 2, 1]);
  });

  it('are left out while their frames are not loaded', () => {
    expect(markIncidents([incident(9, 10)], itemsAt(0, 1))).toEqual([]);
  });

  it('are found by sequence also where one is missing', () => {
    const items = itemsAt(0, 1, 2).filter(({ sequence }) => sequence !== 2);
    expect([1, 2, 3, undefined].map((sequence) => indexOfSequence(items, sequence))).toEqual([0, -1, 1, -1]);
  });
});

describe('a step through a timeline', () => {
  const items = decided('clear', 'flagged', 'clear', 'inconclusive', 'flagged', 'clear');
  const marks = markIncidents([incident(2, 2), incident(5, 6)], items);

  it.each<[TimelineStep, number, number]>([
    ['previous', 0, 0],
    ['next', 0, 1],
    ['next', 5, 5],
    ['pageForward', 1, 4],
    ['pageBack', 1, 0],
    ['first', 4, 0],
    ['last', 0, 5],
    ['nextIncident', 0, 1],
    ['nextIncident', 1, 4],
    ['nextIncident', 4, 4],
    ['previousIncident', 5, 4],
    ['previousIncident', 1, 1],
    ['nextFlagged', 1, 4],
    ['nextFlagged', 4, 4],
    ['previousFlagged', 4, 1],
    ['previousFlagged', 0, 0],
  ])('%s leads from %d to %d', (step, from, to) => {
    expect(takeStep(step, { items, marks, index: from, pageLength: 3 })).toBe(to);
  });

  it('is what a key stands for, unless the browser has its own use for it', () => {
    const press = (key: string, shiftKey = false, ctrlKey = false) => stepOfKey({ key, shiftKey, ctrlKey, metaKey: false, altKey: false });
    expect([press('ArrowRight'), press('PageDown'), press('I', true), press('f'), press('x'), press('f', false, true)]).toEqual(['next', 'pageForward', 'previousIncident', 'nextFlagged', null, null]);
  });
});
