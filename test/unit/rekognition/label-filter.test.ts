import { describe, expect, it } from '@jest/globals';
import { labelFilter, type LabelFilters } from '../../../local/rekognition/labels/label-filter.ts';
import { toLabels } from '../../../local/rekognition/labels/labels.ts';

const BOX = { left: 0.1, top: 0.2, width: 0.3, height: 0.4 };
const LABELS = toLabels([
  { name: 'person', box: BOX, confidencePercent: 99 },
  { name: 'cell phone', box: BOX, confidencePercent: 91 },
  { name: 'dog', box: BOX, confidencePercent: 80 },
]);
const TECHNOLOGY = ['Mobile Phone', 'Electronics', 'Phone'];
const ANIMALS = ['Dog', 'Animal', 'Canine', 'Mammal', 'Pet'];
const named = (filters: LabelFilters) => LABELS.filter(labelFilter(filters)).map((label) => label.Name);

describe('a filter of labels', () => {
  it.each<[string, LabelFilters, string[]]>([
    ['that is none', {}, ['Person', ...TECHNOLOGY, ...ANIMALS]],
    ['of empty lists', { LabelInclusionFilters: [], LabelCategoryInclusionFilters: [] }, ['Person', ...TECHNOLOGY, ...ANIMALS]],
    ['of a name', { LabelInclusionFilters: ['Mobile Phone'] }, ['Mobile Phone']],
    ['of an alias, which is no name', { LabelInclusionFilters: ['Cell Phone'] }, []],
    ['of another case, which is another name', { LabelInclusionFilters: ['person'] }, []],
    ['of a category where a name is wanted', { LabelInclusionFilters: ['Technology and Computing'] }, []],
    ['of a category', { LabelCategoryInclusionFilters: ['Technology and Computing'] }, TECHNOLOGY],
    ['of a name where a category is wanted', { LabelInclusionFilters: ['Person'], LabelCategoryExclusionFilters: ['Person'] }, ['Person']],
    ['of a name and a category', { LabelInclusionFilters: ['Person'], LabelCategoryInclusionFilters: ['Technology and Computing'] }, ['Person', ...TECHNOLOGY]],
    ['of a category without one of its names', { LabelCategoryInclusionFilters: ['Technology and Computing'], LabelExclusionFilters: ['Electronics'] }, ['Mobile Phone', 'Phone']],
    ['of everything but a category', { LabelCategoryExclusionFilters: ['Animals and Pets'] }, ['Person', ...TECHNOLOGY]],
    ['of a name that is excluded too', { LabelInclusionFilters: ['Person'], LabelExclusionFilters: ['Person'] }, []],
  ])('%s', (_, filters, expected) => {
    expect(named(filters).sort()).toEqual(expected.toSorted());
  });
});
