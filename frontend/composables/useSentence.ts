import { useI18n } from 'vue-i18n';
import { FIELD_RULES } from '../../domain/field-rules.ts';
import type { Parameters } from '../../domain/wording.ts';
import { formatBytes } from '../imports/format-bytes.ts';

/** Something that the API or a verifier has to say: a code, and, where there is more to say than the code does, which sentence it is. */
export interface Told {
  code: string;
  detail?: string | null;
  parameters?: Parameters | null;
  /** The same in English. */
  message: string;
}

/** How what is told is said. */
export interface SayOptions {
  /** It stands at its field, which need not be named again. */
  atField?: boolean;
}

/**
 * Says what the API or a verifier tells, in the reader's language: the one place where that is done. What the app has no words for, as a newer server
 * may know, is said in the server's own.
 */
export function useSentence(): (told: Told, options?: SayOptions) => string {
  const i18n = useI18n();
  const { t, n } = i18n;

  function fieldName(field: string): string {
    const key = [field, field.slice(field.lastIndexOf('.') + 1)].map((name) => `fields.${name}`).find((name) => i18n.te(name));
    return key === undefined ? field : t(key);
  }

  function shown(name: string, value: string | number): string {
    if (name === 'section') return t(`verify.sections.${String(value)}`);
    if (typeof value === 'string') return value;
    return name.endsWith('Bytes') ? formatBytes(value, i18n.locale.value) : n(value);
  }

  return ({ code, detail, parameters, message }, { atField = false } = {}) => {
    const key = [`details.${detail ?? ''}`, `errorCodes.${code}`].find((name) => i18n.te(name));
    if (key === undefined) return message;
    const text = t(key, Object.fromEntries(Object.entries(parameters ?? {}).map(([name, value]) => [name, shown(name, value)])));
    const field = parameters?.field;
    const isOfField = FIELD_RULES.some((rule) => rule === detail);
    return isOfField && !atField && field !== undefined ? t('details.ofField', { field: fieldName(String(field)), text }) : text;
  };
}
