import type { ImportStatus, ImportSummary } from '../api/imports.ts';
import type { Tone } from '../components/ui/tone.ts';

export const STATUS_TONES: Readonly<Record<ImportStatus, Tone>> = { awaitingUpload: 'neutral', running: 'info', completed: 'pass', refused: 'fail', failed: 'fail' };

/** Whether nothing was uploaded while it could be: nothing will come of it any more. */
export function isNeverUploaded({ status, uploadExpiresAt }: Pick<ImportSummary, 'status' | 'uploadExpiresAt'>, now: Date): boolean {
  return status === 'awaitingUpload' && Date.parse(uploadExpiresAt) < now.getTime();
}

/** How many rows came to nothing; null until that is known. */
export function notRegistered({ counts }: Pick<ImportSummary, 'counts'>): number | null {
  return counts === null ? null : counts.refused + counts.failed;
}
