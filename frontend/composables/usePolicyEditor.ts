import { computed, onScopeDispose, ref, shallowReadonly, shallowRef, type ComputedRef, type Ref } from 'vue';
import { rulesOf, type Policy, type PolicyRules } from '../../domain/policy.ts';
import { ApiError } from '../api/api-error.ts';
import type { ApiClient } from '../api/client.ts';
import { getPolicy, putPolicy } from '../api/policy.ts';
import { checkRules, type RuleProblem } from '../policy/check-rules.ts';
import { compareRules, type RuleChange } from '../policy/compare-rules.ts';
import { toDraft, toRules, type PolicyDraft } from '../policy/draft.ts';
import type { Told } from './useSentence.ts';

export interface UsePolicyEditorReturn {
  /** The policy that was last seen in force; null before the first answer. */
  current: Readonly<Ref<Policy | null>>;
  draft: Ref<PolicyDraft | null>;
  /** Why the policy cannot be had. */
  loadError: Readonly<Ref<unknown>>;
  rules: ComputedRef<PolicyRules | null>;
  /** What is wrong with the draft. */
  problems: ComputedRef<readonly RuleProblem[]>;
  /** What the API refused, at its field, until the draft is changed. */
  refusal: Readonly<Ref<{ path: string; told: Told } | null>>;
  /** From the policy in force to the draft. */
  changes: ComputedRef<readonly RuleChange[]>;
  /** Somebody else changed the policy while this draft was made; what is compared with is theirs by now. */
  conflict: Readonly<Ref<boolean>>;
  saving: Readonly<Ref<boolean>>;
  /** Why saving failed for a reason that is no field's. */
  saveError: Readonly<Ref<unknown>>;
  load: () => Promise<void>;
  /** Takes rules for the draft: those in force where none are given. */
  reset: (rules?: PolicyRules) => void;
  /** Puts the draft in force. True when it is. */
  save: () => Promise<boolean>;
}

/** The policy while it is being changed. What is based on a version that is in force no more is not put over the newer one. */
export function usePolicyEditor(api: ApiClient): UsePolicyEditorReturn {
  const current = shallowRef<Policy | null>(null);
  const draft = ref<PolicyDraft | null>(null);
  const loadError = shallowRef<unknown>(null);
  const saveError = shallowRef<unknown>(null);
  const refused = shallowRef<{ path: string; told: Told; rules: string } | null>(null);
  const conflict = ref(false);
  const saving = ref(false);
  const leaving = new AbortController();

  const rules = computed(() => (draft.value === null ? null : toRules(draft.value)));

  async function load(): Promise<void> {
    loadError.value = null;
    try {
      current.value = await getPolicy(api, leaving.signal);
      draft.value ??= toDraft(rulesOf(current.value));
    } catch (error) {
      if (!leaving.signal.aborted) loadError.value = error;
    }
  }

  function reset(wanted?: PolicyRules): void {
    if (current.value === null) return;
    draft.value = toDraft(wanted ?? rulesOf(current.value));
    conflict.value = false;
    saveError.value = null;
  }

  async function save(): Promise<boolean> {
    const [wanted, basedOn] = [rules.value, current.value?.version];
    if (wanted === null || basedOn === undefined || saving.value) return false;
    saving.value = true;
    saveError.value = null;
    try {
      current.value = await putPolicy(api, wanted, basedOn);
      reset();
      return true;
    } catch (error) {
      await explain(error, wanted);
      return false;
    } finally {
      saving.value = false;
    }
  }

  async function explain(error: unknown, wanted: PolicyRules): Promise<void> {
    if (!(error instanceof ApiError)) {
      saveError.value = error;
    } else if (error.code === 'POLICY_CHANGED') {
      await load();
      conflict.value = loadError.value === null;
      saveError.value = loadError.value;
    } else if (error.code === 'INVALID_REQUEST' && error.field !== null) {
      refused.value = { path: error.field, told: error.told, rules: JSON.stringify(wanted) };
    } else {
      saveError.value = error;
    }
  }

  onScopeDispose(() => { leaving.abort(); });
  void load();
  return {
    current: shallowReadonly(current),
    draft,
    loadError: shallowReadonly(loadError),
    rules,
    problems: computed(() => (rules.value === null ? [] : checkRules(rules.value))),
    refusal: computed(() => (refused.value !== null && refused.value.rules === JSON.stringify(rules.value) ? refused.value : null)),
    changes: computed(() => (rules.value === null || current.value === null ? [] : compareRules(rulesOf(current.value), rules.value))),
    conflict: shallowReadonly(conflict),
    saving: shallowReadonly(saving),
    saveError: shallowReadonly(saveError),
    load,
    reset,
    save,
  };
}
