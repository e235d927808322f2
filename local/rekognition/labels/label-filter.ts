import type { GeneralLabelsSettings, Label } from '@aws-sdk/client-rekognition';

/** AWS's four lists, as far as they are given. */
export type LabelFilters = { readonly [K in keyof GeneralLabelsSettings]?: readonly string[] | undefined };

/**
 * Which labels an answer has. Names are exact: no aliases, no other case. A label is included when any inclusive list names it or its category,
 * or when there is none; an exclusive list wins over an inclusive one. An empty list is none.
 */
export function labelFilter(filters: LabelFilters): (label: Label) => boolean {
  const isNamed = ({ Name, Categories }: Label, names: readonly string[] = [], categories: readonly string[] = []): boolean =>
    names.some((name) => name === Name) || categories.some((category) => Categories?.some(({ Name: known }) => known === category));
  const includesAll = (filters.LabelInclusionFilters ?? []).length + (filters.LabelCategoryInclusionFilters ?? []).length === 0;
  return (label) =>
    (includesAll || isNamed(label, filters.LabelInclusionFilters, filters.LabelCategoryInclusionFilters)) &&
    !isNamed(label, filters.LabelExclusionFilters, filters.LabelCategoryExclusionFilters);
}
