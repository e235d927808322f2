import { useI18n } from 'vue-i18n';
import type { PhotoRefusal } from '../../domain/errors.ts';

/** A reason against a photo, as its reader is told of it. */
export interface ExplainedReason {
  /** Null where the app has no words for it. */
  title: string | null;
  /** What to do about it. */
  help: string;
  /** What was measured, and what it was held against; null where nothing was. */
  measured: string | null;
}

type Reason = Pick<PhotoRefusal, 'message' | 'measured' | 'limit'> & { code: string; quantity?: string };

/** Puts reasons against photos into words; those that the app has none for, as a newer server may have, are told in the server's. */
export function usePhotoReason(): (reason: Reason) => ExplainedReason {
  const i18n = useI18n();
  const { t, n } = i18n;
  const number = (value: number): string => n(value, { maximumFractionDigits: 1 });

  return ({ code, quantity, message, measured, limit }) => {
    // What was measured tells one way to turn away from another.
    const key = [`${code}_${quantity ?? ''}`, code].map((name) => `photoReasons.${name}`).find((name) => i18n.te(`${name}.title`));
    const unit = `photoReasons.measured.${key?.slice('photoReasons.'.length) ?? code}`;
    const values = measured === null || limit === null ? null : { measured: number(measured), limit: number(limit) };
    // Of an import's list or file: what it is about in detail is told in the server's words.
    const problem = i18n.te(`importProblems.${code}`) ? t(`importProblems.${code}`) : null;
    return {
      title: key === undefined ? problem : t(`${key}.title`, { measured: measured === null ? '' : number(measured) }),
      help: key === undefined ? message : t(`${key}.help`),
      measured: values === null ? null : t(i18n.te(unit) ? unit : 'photoReasons.measured.other', values),
    };
  };
}
