import type { SmileEvaluation } from '../../runners/evaluate-smiles.ts';
import { formatCount } from '../format.ts';
import { binarySection } from './binary-section.ts';
import type { Section } from './section.ts';

export function smilesSection({ decision, sample, notFound }: SmileEvaluation): Section {
  return binarySection({
    id: 'smiles',
    title: 'Smile',
    question: `Are smiling faces told from others? DetectFaces’ Smile of the largest face. No face was found in ${formatCount(notFound)}.`,
    trueName: 'Smiling',
    falseName: 'Not smiling',
    decision,
    sample,
    limits: ['Whoever labelled the photos decided what a smile is; a slight one may be called either.', 'A smile is the shape of a mouth, not a mood.'],
  });
}
