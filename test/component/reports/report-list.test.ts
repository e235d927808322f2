import { describe, expect, it } from '@jest/globals';
import type { MatchReport } from '../../../domain/match-report.ts';
import ReportList from '../../../frontend/components/reports/ReportList.vue';
import { mountPage } from '../helpers/mount-page.ts';

const REPORT: MatchReport = {
  verdictId: 'v-1',
  sessionId: 's-1',
  match: { externalImageId: 'id-1', fullName: 'Ada Lovelace', similarityPercent: 91.26 },
  note: 'That is her sister.',
  reportedBy: 'x',
  reportedAt: '2026-11-21T10:00:00.000Z',
  state: 'open',
  settlement: null,
};

describe('reports of wrong matches', () => {
  it('name who was recognised, with a way to them, and what the auditor says', async () => {
    const page = mountPage(ReportList, { props: { reports: [REPORT] } });
    const link = page.get('a');
    expect([link.text(), link.attributes('href')]).toEqual(['Ada Lovelace', '/people/id-1']);
    expect(page.text()).toContain('Recognised as Ada Lovelace, 91.3% alike');
    expect(page.get('blockquote').text()).toBe('That is her sister.');
    await page.get('button').trigger('click');
    expect(page.emitted('settle')).toEqual([[REPORT]]);
    page.unmount();
  });

  it('that are settled say what was done, and cannot be settled again', () => {
    const settled: MatchReport = { ...REPORT, state: 'settled', settlement: { note: 'Another photo.', settledBy: 'y', settledAt: '2026-11-21T11:00:00.000Z' } };
    const page = mountPage(ReportList, { props: { reports: [settled] } });
    expect(page.text()).toContain('Another photo.');
    expect(page.find('button').exists()).toBe(false);
    page.unmount();
  });
});
