import { describe, expect, it } from '@jest/globals';
import { defineComponent, h, shallowRef } from 'vue';
import { usePersonForm, type UsePersonFormReturn } from '../../../frontend/composables/usePersonForm.ts';
import type { RegistrationFailure } from '../../../frontend/people/registration-failure.ts';
import { mountPage } from '../helpers/mount-page.ts';

const TOLD = { code: 'FACE_ALREADY_REGISTERED', message: 'It is.', detail: null, parameters: {} } as never;

function duplicateOf(externalImageId: string): RegistrationFailure {
  return { about: 'duplicate', told: TOLD, duplicates: [{ externalImageId, fullName: 'Somebody', similarityPercent: 95 }] };
}

/** A form, and what the API answers to what it says. */
function setUp() {
  const failure = shallowRef<RegistrationFailure | null>(null);
  const forms: UsePersonFormReturn[] = [];
  mountPage(defineComponent({
    setup() {
      forms.push(usePersonForm(() => failure.value));
      return () => h('div');
    },
  })).unmount();
  const [form] = forms;
  if (form === undefined) throw new Error('There is no form.');
  return { form, failure };
}

describe('the form of a new person', () => {
  it('says an override of all whom the face was told to be, by one answer after the other, and needs a reason for it', () => {
    const { form, failure } = setUp();
    form.fullName.value = ' Ada Lovelace ';
    failure.value = duplicateOf('twin');
    expect(form.read(true)).toBeNull();
    expect(form.errors.value.override).not.toBeNull();
    form.reason.value = 'Twins.';
    expect(form.read(true)).toEqual({ fullName: 'Ada Lovelace', externalId: null, override: { reason: 'Twins.', of: ['twin'] } });
    failure.value = duplicateOf('triplet');
    expect(form.read(true)?.override).toEqual({ reason: 'Twins.', of: ['twin', 'triplet'] });
    form.clear();
    form.fullName.value = 'Grace Hopper';
    failure.value = null;
    expect(form.read(false)).toEqual({ fullName: 'Grace Hopper', externalId: null, override: null });
  });
});
