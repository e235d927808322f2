import { afterEach, describe, expect, it } from '@jest/globals';
import { shallowRef } from 'vue';
import { ApiError } from '../../../frontend/api/api-error.ts';
import CameraCheck from '../../../frontend/components/exam/CameraCheck.vue';
import type { UseCameraReturn } from '../../../frontend/composables/useCamera.ts';
import { mountPage } from '../helpers/mount-page.ts';

afterEach(() => { document.body.replaceChildren(); });

/** A camera that is on, before which nothing is wrong. */
const camera: UseCameraReturn = {
  state: shallowRef('on'),
  problem: shallowRef(null),
  stream: shallowRef(null),
  cameras: shallowRef([]),
  deviceId: shallowRef(null),
  start: () => Promise.resolve(),
  stop: () => undefined,
};

const check = (examId: string, error: unknown = null) =>
  mountPage(CameraCheck, { props: { camera, state: 'starting', verdict: null, pause: null, starting: false, error, examId } });

describe('the camera check', () => {
  it.each([
    ['there is none', ' ', 'Name the exam that you take.'],
    ['it is too long, as one by a link may be', 'x'.repeat(200), 'This name is too long: it may have 128 characters at most.'],
  ])('says what is wrong with the name where %s, and starts nothing', async (_what, examId, text) => {
    const shown = check(examId);
    await shown.get('form').trigger('submit');
    expect([shown.text().includes(text), shown.emitted('start')]).toEqual([true, undefined]);
  });

  it('starts the exam of a name as long as it may be', async () => {
    const shown = check(` ${'x'.repeat(128)} `);
    await shown.get('form').trigger('submit');
    expect(shown.emitted('start')).toEqual([['x'.repeat(128)]]);
  });

  it('says what the server says of the name', () => {
    const error = new ApiError({ status: 422, code: 'INVALID_REQUEST', message: '', requestId: null, field: 'examId' });
    expect(check('a\u0000b', error).text()).toContain('Leave out special characters.');
  });

  it('says before the start what happens where the page is left out of view', () => {
    expect(check('Algebra').text()).toContain('If you go to another tab or minimise the window during the exam, no pictures are sent, and that is recorded.');
  });
});
