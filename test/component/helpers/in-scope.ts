import { effectScope } from 'vue';

/** Runs a composable as a component's setup would; `dispose` unmounts it. */
export function inScope<T>(setup: () => T): { value: T; dispose: () => void } {
  const scope = effectScope();
  const value = scope.run(setup);
  if (value === undefined) throw new Error('The composable returned nothing.');
  return { value, dispose: () => { scope.stop(); } };
}
