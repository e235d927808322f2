import { computed, ref, type ComputedRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { NewPerson } from '../api/registrations.ts';
import type { RegistrationFailure } from '../people/registration-failure.ts';
import { useSentence } from './useSentence.ts';

export type PersonField = 'name' | 'externalId' | 'override';

export interface UsePersonFormReturn {
  fullName: Ref<string>;
  externalId: Ref<string>;
  /** Why the face is registered although it is somebody's already. */
  reason: Ref<string>;
  /** What is wrong with a field, by this form or by the API. */
  errors: ComputedRef<Readonly<Record<PersonField, string | null>>>;
  /** Who the form describes; null when something is missing, which `errors` says then. */
  read: (asOverride: boolean) => NewPerson | null;
  /** A field is being mended. */
  touch: (field: PersonField) => void;
  clear: () => void;
}

/** What an administrator writes of a person. */
export function usePersonForm(failure: () => RegistrationFailure | null): UsePersonFormReturn {
  const { t } = useI18n();
  const say = useSentence();
  const [fullName, externalId, reason] = [ref(''), ref(''), ref('')];
  const missing = ref<PersonField | null>(null);
  /** All whom the face was told to be, by one answer after the other: of all of them the override is said. */
  const others = new Set<string>();

  const errors = computed(() => {
    const about = (field: PersonField): string | null => {
      if (missing.value === field) return t(field === 'name' ? 'people.wizard.name.missing' : 'people.wizard.duplicate.reason.missing');
      const failed = failure();
      return failed !== null && failed.about === field && 'told' in failed ? say(failed.told, { atField: true }) : null;
    };
    return { name: about('name'), externalId: about('externalId'), override: about('override') };
  });

  function read(asOverride: boolean): NewPerson | null {
    const [name, id, why] = [fullName.value.trim(), externalId.value.trim(), reason.value.trim()];
    missing.value = name === '' ? 'name' : asOverride && why === '' ? 'override' : null;
    if (missing.value !== null) return null;
    const failed = failure();
    if (failed?.about === 'duplicate') for (const { externalImageId } of failed.duplicates) others.add(externalImageId);
    return { fullName: name, externalId: id === '' ? null : id, override: asOverride ? { reason: why, of: [...others] } : null };
  }

  return {
    fullName,
    externalId,
    reason,
    errors,
    read,
    touch: (field) => { if (missing.value === field) missing.value = null; },
    clear: () => {
      for (const text of [fullName, externalId, reason]) text.value = '';
      missing.value = null;
      others.clear();
    },
  };
}
