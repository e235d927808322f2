import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import UnansweredExam from '../../../frontend/components/exam/UnansweredExam.vue';
import { setPageTitle } from '../../../frontend/composables/page-title.ts';
import { mountPage } from '../helpers/mount-page.ts';

const EXAM = { sub: 'ada', sessionId: 's-1', examId: 'Algebra', ending: false };

beforeEach(() => { setPageTitle('exam.title'); });
afterEach(() => { document.body.replaceChildren(); });

describe('an exam of which the server says nothing', () => {
  it('is named, and said not to be checked, in the title of the tab as well, for as long as that is so', async () => {
    const shown = mountPage(UnansweredExam, { props: { exam: EXAM } });
    expect(shown.get('h2').text()).toBe('Algebra');
    expect(shown.get('[role=alert]').text()).toContain('Your exam is not being checked');
    expect(document.title).toBe('Not being checked · Exam · Invigil');
    await shown.get('button').trigger('click');
    expect(shown.emitted('retry')).toHaveLength(1);
    shown.unmount();
    expect(document.title).toBe('Exam · Invigil');
  });

  it('is said to be ended where that is what it was doing', () => {
    const shown = mountPage(UnansweredExam, { props: { exam: { ...EXAM, ending: true } } });
    expect(shown.get('[role=alert]').text()).toMatch(/Ending your exam.*it is asked again until it does/);
  });
});
