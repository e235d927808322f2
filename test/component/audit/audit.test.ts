import { describe, expect, it } from '@jest/globals';
import { AUDIT_ACTIONS } from '../../../domain/audit.ts';
import { outcomeOf } from '../../../frontend/audit/outcome.ts';
import { targetOf } from '../../../frontend/audit/target.ts';
import AuditTarget from '../../../frontend/components/audit/AuditTarget.vue';
import de from '../../../frontend/locales/de/index.ts';
import en from '../../../frontend/locales/en/index.ts';
import es from '../../../frontend/locales/es/index.ts';
import { setLocale } from '../../../frontend/locales/i18n.ts';
import { mountPage } from '../helpers/mount-page.ts';

describe('an entry of the audit log', () => {
  it.each([['English', en], ['German', de], ['Spanish', es]])('has words for everything that can be done, in %s', (_, { audit }) => {
    expect(Object.keys(audit.actions).sort()).toEqual([...AUDIT_ACTIONS].sort());
    expect(new Set(Object.values(audit.actions)).size).toBe(AUDIT_ACTIONS.length);
  });

  it('leads to what it is about', () => {
    expect(targetOf({ action: 'ReadFrame', target: 'v-1' })).toEqual({ kind: 'id', id: 'v-1', to: { name: 'execution', params: { name: 'v-1' } } });
    expect(targetOf({ action: 'HoldSession', target: 's/1' })).toEqual({ kind: 'id', id: 's/1', to: { path: '/sessions/s%2F1' } });
    expect(targetOf({ action: 'DeleteFace', target: 'p-1' })).toEqual({ kind: 'id', id: 'p-1', to: null });
    expect(targetOf({ action: 'PutReview', target: null })).toEqual({ kind: 'none' });
  });

  it('of a list says what was asked for, and leads to the same list but for what the log does not keep', () => {
    expect(targetOf({ action: 'ListVerdicts', target: 'decision=flagged&person=…&from=2026-03-01T00:00:00.000Z' })).toEqual({
      kind: 'list',
      query: [['decision', 'flagged'], ['person', '…'], ['from', '2026-03-01T00:00:00.000Z']],
      to: { path: '/verdicts', query: { decision: 'flagged', from: '2026-03-01T00:00:00.000Z', period: 'custom' } },
    });
    expect(targetOf({ action: 'ListFaces', target: 'query=…' })).toEqual({ kind: 'list', query: [['query', '…']], to: null });
    expect(targetOf({ action: 'ListSessions', target: '' })).toEqual({ kind: 'list', query: [], to: { path: '/sessions', query: {} } });
  });

  it.each([
    ['decision', 'flagged', de.session.decisions.flagged],
    ['reviewed', 'false', de.verdicts.reviewed.false],
    ['machine', 'verify-frame', de.executions.machines['verify-frame']],
    ['status', 'TIMED_OUT', de.executions.status.TIMED_OUT],
    ['action', 'ReadFrame', de.audit.actions.ReadFrame],
    ['state', 'ended', de.session.states.ended],
    ['state', 'settled', de.matchReports.states.settled],
    ['session', 'flagged', 'flagged'],
    ['decision', 'newer', 'newer'],
  ])('says in the reader\'s language that a list was asked for with %s=%s', async (name, value, word) => {
    await setLocale('de');
    const target = mountPage(AuditTarget, { props: { entry: { action: 'ListVerdicts', target: `${name}=${value}` } } });
    expect(target.text()).toContain(`: ${word}`);
    await setLocale('en');
  });

  it.each([[200, 'done'], [202, 'done'], [403, 'refused'], [404, 'absent'], [422, 'notAccepted'], [503, 'failed'], [null, 'open']] as const)('that was answered with %p says so', (status, outcome) => {
    expect(outcomeOf(status)).toBe(outcome);
  });
});
