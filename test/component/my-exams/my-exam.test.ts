import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import type { Session } from '../../../domain/session.ts';
import { ApiError } from '../../../frontend/api/api-error.ts';
import { API } from '../../../frontend/api/use-api.ts';
import CitedFramesDialog from '../../../frontend/components/my-exams/CitedFramesDialog.vue';
import NoteEditor from '../../../frontend/components/my-exams/NoteEditor.vue';
import SessionRecord from '../../../frontend/components/my-exams/SessionRecord.vue';
import { useMyExam } from '../../../frontend/composables/useMyExam.ts';
import { FakeApi } from '../helpers/fake-api.ts';
import { inScope } from '../helpers/in-scope.ts';
import { mountPage } from '../helpers/mount-page.ts';
import { endedSession } from '../helpers/sessions.ts';
import { clearChecks, verdictOf } from '../helpers/verdicts.ts';

const notFound = new ApiError({ status: 404, code: 'NOT_FOUND', message: '', requestId: null });

describe('the record of an exam', () => {
  const record = (changes: Partial<Session>) => mountPage(SessionRecord, { props: { session: endedSession(changes) }, global: { provide: { [API as symbol]: new FakeApi() } } }).text();

  it('says until when it is kept, and that this is not settled where it is not', () => {
    expect(record({})).toContain('are kept until August 28, 2026 at the longest');
    expect(record({ retainedUntil: null })).toContain('when they are deleted is not settled yet');
  });

  it('has the seal with its count and hash, once there is one', () => {
    expect(record({})).toContain('ab'.repeat(32));
    expect(record({ seal: null })).not.toContain('Seal');
  });

  it('says what it means that there is no incident', () => {
    expect(record({})).toContain('There are none.');
  });
});

describe('the note to the reviewer', () => {
  const note = { text: 'The bell rang.', writtenAt: '2026-03-01T12:00:00.000Z' };
  const editor = (props: object = {}): VueWrapper => mountPage(NoteEditor, { props: { note: null, saving: false, error: null, ...props } });
  const saveButton = (shown: VueWrapper) => shown.get<HTMLButtonElement>('button[type=submit]');

  it('is saved without the space around it, and only where there is something new to save', async () => {
    const shown = editor({ note });
    expect(saveButton(shown).attributes('aria-disabled')).toBe('true');
    await shown.get('textarea').setValue('   ');
    expect(saveButton(shown).attributes('aria-disabled')).toBe('true');
    await shown.get('textarea').setValue('  The bell rang twice. ');
    await shown.get('form').trigger('submit');
    expect(shown.emitted('save')).toEqual([['The bell rang twice.']]);
  });

  it('says how much room there is, and takes no more', async () => {
    const shown = editor();
    await shown.get('textarea').setValue('12345');
    expect(shown.text()).toContain('5 / 2,000');
    expect(shown.get('textarea').attributes('maxlength')).toBe('2000');
  });

  it('can be removed where there is one', async () => {
    expect(editor().findAll('button')).toHaveLength(1);
    const shown = editor({ note });
    await shown.findAll('button')[1]?.trigger('click');
    expect(shown.emitted('save')).toEqual([['']]);
  });
});

describe('an exam of one’s own', () => {
  it('is read, and its note is what the server answers', async () => {
    const api = new FakeApi();
    api.answer('GET /sessions/s-1', () => endedSession());
    const { value: exam, dispose } = inScope(() => useMyExam(api, () => 's-1'));
    await flushPromises();
    expect(exam.session.value?.note).toBeNull();
    api.answer('PUT /sessions/s-1/note', () => endedSession({ note: { text: 'A', writtenAt: '2026-03-01T12:00:00.000Z' } }));
    expect(await exam.saveNote('A')).toBe(true);
    expect(api.asked.at(-1)?.request.body).toEqual({ text: 'A' });
    expect(exam.session.value?.note?.text).toBe('A');
    api.answer('PUT /sessions/s-1/note', () => notFound);
    expect([await exam.saveNote('B'), exam.saveError.value, exam.session.value?.note?.text]).toEqual([false, notFound, 'A']);
    dispose();
  });
});

describe('the pictures that an incident cites', () => {
  const incident = { incidentId: 'object-1', rule: 'object', severity: 'high', startedAt: '2026-03-01T10:00:00.000Z', endedAt: null, frameCount: 2, frames: [{ sequence: 3, verdictId: 'v-3' }, { sequence: 4, verdictId: 'v-4' }] } as const;
  const revoked: string[] = [];
  // jsdom has neither.
  beforeEach(() => {
    URL.createObjectURL = () => 'blob:picture';
    URL.revokeObjectURL = (url) => { revoked.push(url); };
  });
  afterEach(() => {
    Reflect.deleteProperty(URL, 'createObjectURL');
    Reflect.deleteProperty(URL, 'revokeObjectURL');
  });

  async function open(api: FakeApi): Promise<VueWrapper> {
    const shown = mountPage(CitedFramesDialog, { props: { incident }, global: { provide: { [API as symbol]: api } } });
    await flushPromises();
    return shown;
  }
  const dialog = () => document.querySelector('[role=dialog]')?.textContent ?? '';

  it('are shown one after the other with what did not pass, and none is kept', async () => {
    const api = new FakeApi();
    const checks = clearChecks();
    Object.assign(checks[0], { outcome: 'fail', reason: 'OBJECT_PRESENT', details: { names: ['Mobile Phone'] } });
    for (const id of ['v-3', 'v-4']) {
      api.answer(`GET /verdicts/${id}`, () => verdictOf(checks, 'flagged'));
      api.answer(`GET /verdicts/${id}/frame`, () => new Blob());
    }
    const shown = await open(api);
    expect(dialog()).toContain('Picture 3 of the exam (1 of 2 shown here)');
    expect(dialog()).toContain('In view: Mobile Phone. Put it away.');
    expect(document.querySelector('[role=dialog] img')?.getAttribute('src')).toBe('blob:picture');
    [...document.querySelectorAll<HTMLButtonElement>('[role=dialog] button')].find(({ textContent }) => textContent.includes('Next'))?.click();
    await flushPromises();
    expect(dialog()).toContain('Picture 4 of the exam (2 of 2 shown here)');
    shown.unmount();
    expect(revoked).toEqual(['blob:picture', 'blob:picture']);
  });

  it('that were erased, or have expired, are said to be gone, and what was decided stays', async () => {
    const api = new FakeApi();
    const { checks, ...skeleton } = verdictOf(clearChecks(), 'flagged');
    api.answer('GET /verdicts/v-3', () => ({ ...skeleton, checks: checks.map(({ check, outcome, reason }) => ({ check, outcome, reason })), erased: { erasureId: 'e', who: 'candidate' } }));
    const erased = await open(api);
    expect([dialog(), api.count('GET /verdicts/v-3/frame')]).toEqual([expect.stringContaining('This picture is on record no more.Mar 1, 2026'), 0]);
    expect(dialog()).toContain('Needs attention');
    erased.unmount();

    api.answer('GET /verdicts/v-3', () => verdictOf(clearChecks()));
    api.answer('GET /verdicts/v-3/frame', () => notFound);
    const expired = await open(api);
    expect(dialog()).toContain('This picture is on record no more.');
    expired.unmount();
  });
});
