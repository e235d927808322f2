import type { EyeEvaluation } from '../../runners/evaluate-eyes.ts';
import { binarySection } from './binary-section.ts';
import type { Section } from './section.ts';

export function eyesSection({ decision, sample }: EyeEvaluation): Section {
  return binarySection({
    id: 'eyes',
    title: 'Eyes open',
    question: 'Are open eyes told from closed ones? The engine’s classifier on pictures of one eye each.',
    trueName: 'Open',
    falseName: 'Closed',
    decision,
    sample,
    limits: [
      'One eye at a time, already cut out: in a frame the eyes must be found first, and the answer is that of both.',
      'Both kinds are as frequent here as the folders are large. Closed eyes are rare in frames, and then more of what is called closed is open.',
    ],
  });
}
