import type { GroupPhotoEvaluation } from '../../runners/evaluate-group-photos.ts';
import { formatCount, formatInterval, formatNumber, formatRate } from '../format.ts';
import { renderTable } from '../table.ts';
import type { Section } from './section.ts';

export function groupPhotosSection({ found, falseFaces, photos, sample }: GroupPhotoEvaluation): Section {
  return {
    id: 'groups',
    title: 'Faces in groups',
    question: `Are all faces of a group found, and nothing else? ${formatNumber(found.of)} faces in ${formatNumber(photos.length)} photos.`,
    highlights: [
      { name: 'Faces found', value: formatRate(found.rate), note: `${formatCount(found)}, ${formatInterval(found.interval)}` },
      { name: 'False faces', value: formatNumber(falseFaces), note: `in ${formatNumber(photos.length)} photos` },
    ],
    body: renderTable({
      caption: 'Faces by photo',
      columns: ['File', 'Faces', 'Found', 'False', 'Compared by'],
      rows: photos.map(({ file, faces, found: foundHere, falseFaces: falseHere, by }) => [file, faces, foundHere, falseHere, by]),
    }),
    limits: [
      ...(photos.some(({ by }) => by === 'count') ? ['Where only the number of faces is known, a false face makes up for a missed one: draw boxes to tell them apart.'] : []),
      'How small or turned a face may be to count as one was decided by whoever counted.',
    ],
    sample,
  };
}
