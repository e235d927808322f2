import { describe, expect, it } from '@jest/globals';
import { mount } from '@vue/test-utils';
import CounterFixture from './CounterFixture.vue';
import MarkFixture from './MarkFixture.vue';

describe('a component in the tests', () => {
  it('renders, reacts and emits', async () => {
    const counter = mount(CounterFixture, { props: { label: 'Frames', step: 2 } });
    await counter.get('button').trigger('click');
    expect(counter.text()).toBe('Frames: 2, doubled 4');
    expect(counter.emitted('counted')).toEqual([[2]]);
  });

  it('fails with the lines of its own file', async () => {
    const failures: unknown[] = [];
    const counter = mount(CounterFixture, { props: { label: 'faulty' }, global: { config: { errorHandler: (error) => failures.push(error) } } });
    await counter.get('button').trigger('click');
    expect(failures).toEqual([expect.objectContaining({ stack: expect.stringMatching(/CounterFixture\.vue:12:/) })]);
  });

  it('may be a template alone', () => {
    expect(mount(MarkFixture).html()).toBe('<p>Invigil</p>');
  });
});
