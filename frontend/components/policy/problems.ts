import { inject, type ComputedRef, type InjectionKey } from 'vue';

/** What is wrong with each field of the policy that is being written, by its path. */
export const POLICY_PROBLEMS: InjectionKey<ComputedRef<ReadonlyMap<string, string>>> = Symbol('policy problems');

/** What is wrong with a field; null where nothing is. */
export function usePolicyProblem(): (path: string) => string | null {
  const problems = inject(POLICY_PROBLEMS);
  return (path) => problems?.value.get(path) ?? null;
}
