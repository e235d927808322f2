import { useI18n } from 'vue-i18n';
import { elapsedText } from '../executions/elapsed.ts';

/** Words for a time span of so many milliseconds. */
export function useElapsedText(): (durationMs: number) => string {
  const { t, n } = useI18n();
  return (durationMs) => {
    const { key, values } = elapsedText(durationMs);
    return t(`executions.elapsed.${key}`, { count: n(values.count), rest: n(values.rest) });
  };
}
