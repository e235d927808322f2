import type { OwnName } from '../../filters/list-filters.ts';
import type { PeriodFilter } from '../../filters/period.ts';

/** One of some known values, or any. */
type SelectFilter<Filters extends PeriodFilter> = {
  [Name in OwnName<Filters>]: {
    kind: 'select';
    name: Name;
    label: string;
    /** What it says where nothing is asked for. */
    any: string;
    options: readonly { value: NonNullable<Filters[Name]> & string; label: string }[];
  };
}[OwnName<Filters>];

/** Whatever is typed. */
interface TypedFilter<Filters extends PeriodFilter> {
  kind: 'text';
  name: OwnName<Filters>;
  label: string;
  maxlength: number;
}

/** When it happened; the label says what, for example "Started". */
interface PeriodField {
  kind: 'period';
  label: string;
}

/** A field of a filter bar. */
export type FilterField<Filters extends PeriodFilter> = SelectFilter<Filters> | TypedFilter<Filters> | PeriodField;
