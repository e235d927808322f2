import type { AngleError } from '../../measures/pose-error.ts';
import type { PoseEvaluation } from '../../runners/evaluate-pose.ts';
import { formatCount, formatFixed, formatInterval } from '../format.ts';
import { html, type HtmlValue } from '../html.ts';
import { renderTable } from '../table.ts';
import type { Section } from './section.ts';

const degrees = (value: number): string => `${value.toFixed(1)}°`;

export function poseSection({ yaw, pitch, roll, notFound, photos, sample }: PoseEvaluation): Section {
  const highlight = (name: string, { meanAbsoluteErrorDegrees, interval }: AngleError): Section['highlights'][number] => ({ name: `${name}: mean absolute error`, value: formatFixed(meanAbsoluteErrorDegrees, 1, '°'), note: formatInterval(interval, degrees) });
  const row = (name: string, error: AngleError): HtmlValue[] => [name, error.samples, formatFixed(error.meanAbsoluteErrorDegrees, 1, '°'), formatInterval(error.interval, degrees), formatFixed(error.biasDegrees, 1, '°')];
  return {
    id: 'pose',
    title: 'Pose of the head',
    question: 'How far are the angles of the largest face off? In the signs of the API: yaw > 0 to the image’s right, pitch > 0 up, roll > 0 the eye on the image’s right lower.',
    highlights: [highlight('Yaw', yaw), highlight('Pitch', pitch), highlight('Roll', roll)],
    body: html`${renderTable({ caption: 'Errors', columns: ['Angle', 'Photos', 'Mean absolute error', '95 % interval', 'Bias (measured − true)'], rows: [row('Yaw', yaw), row('Pitch', pitch), row('Roll', roll)] })}
<p>No face was found in ${formatCount(notFound)}.</p>
<details><summary>Photos: ${photos.length}</summary>${renderTable({
      caption: 'True and measured angles',
      columns: ['File', 'Yaw', 'measured', 'Pitch', 'measured', 'Roll', 'measured'],
      rows: photos.map((photo) => [photo.file, ...(['yawDegrees', 'pitchDegrees', 'rollDegrees'] as const).flatMap((angle) => [degrees(photo.true[angle]), degrees(photo.measured[angle])])]),
    })}</details>`,
    limits: [
      'Faces that were not found are in no error, and they are mostly those turned furthest.',
      'Three angles for one turn depend on each other: far from the front a small turn changes all of them.',
    ],
    sample,
  };
}
