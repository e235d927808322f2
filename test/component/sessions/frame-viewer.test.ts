import { beforeEach, describe, expect, it } from '@jest/globals';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import type { TimelineItem } from '../../../domain/timeline.ts';
import { ApiError, NetworkError } from '../../../frontend/api/api-error.ts';
import { API } from '../../../frontend/api/use-api.ts';
import FrameViewer from '../../../frontend/components/timeline/FrameViewer.vue';
import { FakeApi } from '../helpers/fake-api.ts';
import { mountPage } from '../helpers/mount-page.ts';
import { clearChecks, verdictOf } from '../helpers/verdicts.ts';

const ITEM: TimelineItem = { sequence: 1, verdictId: 'v-1', receivedAt: '2026-03-01T10:00:00.000Z', decision: 'clear', signals: [], erased: false };

async function show(frame: unknown): Promise<VueWrapper> {
  const api = new FakeApi();
  api.answer('GET /verdicts/v-1', () => verdictOf(clearChecks()));
  api.answer('GET /verdicts/v-1/frame', () => frame);
  const viewer = mountPage(FrameViewer, { props: { item: ITEM, count: 1 }, global: { provide: { [API as symbol]: api } } });
  // The record is asked for after a moment, and then the frame.
  while (viewer.text().includes('Loading')) await new Promise((resolve) => { setTimeout(resolve, 0); });
  await flushPromises();
  return viewer;
}

// jsdom has neither.
beforeEach(() => { Object.assign(URL, { createObjectURL: () => 'blob:frame', revokeObjectURL: () => undefined }); });

describe('the viewer of a session', () => {
  it('says that a frame is gone, and shows the checks that are still on record', async () => {
    const viewer = await show(new ApiError({ status: 404, code: 'NOT_FOUND', message: '', requestId: null }));
    expect(viewer.text()).toContain('The frame is not there any more');
    expect(viewer.text()).toContain('Ada Lovelace');
    expect([viewer.find('[role=alert]').exists(), viewer.find('img').exists()]).toEqual([false, false]);
    viewer.unmount();
  });

  it('offers to try again where the frame could not be had', async () => {
    const viewer = await show(new NetworkError(null));
    expect(viewer.get('[role=alert]').text()).toContain('Try again');
    viewer.unmount();
  });
});
