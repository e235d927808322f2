import { useI18n } from 'vue-i18n';
import type { PhotoRefusal } from '../../domain/errors.ts';
import { useSentence, type Told } from './useSentence.ts';

/** A reason against a photo, as its reader is told of it. */
export interface ExplainedReason {
  /** Null where the app has no words for it. */
  title: string | null;
  /** What to do about it. */
  help: string;
  /** What was measured, and what it was held against; null where nothing was. */
  measured: string | null;
}

/** Of a photo, or of a row of an import. */
export type Reason = Pick<PhotoRefusal, 'measured' | 'limit'> & Told & { quantity?: string };

/** Puts reasons against photos and rows into words. */
export function usePhotoReason(): (reason: Reason) => ExplainedReason {
  const i18n = useI18n();
  const { t, n } = i18n;
  const say = useSentence();
  const number = (value: number): string => n(value, { maximumFractionDigits: 1 });

  return ({ quantity, measured, limit, ...told }) => {
    const { code } = told;
    // What was measured tells one way to turn away from another.
    const key = [`${code}_${quantity ?? ''}`, code].map((name) => `photoReasons.${name}`).find((name) => i18n.te(`${name}.title`));
    const unit = `photoReasons.measured.${key?.slice('photoReasons.'.length) ?? code}`;
    const values = measured === null || limit === null ? null : { measured: number(measured), limit: number(limit) };
    const problem = i18n.te(`importProblems.${code}`) ? t(`importProblems.${code}`) : null;
    return {
      title: key === undefined ? problem : t(`${key}.title`, { measured: measured === null ? '' : number(measured) }),
      help: key === undefined ? say(told) : t(`${key}.help`),
      measured: values === null ? null : t(i18n.te(unit) ? unit : 'photoReasons.measured.other', values),
    };
  };
}
