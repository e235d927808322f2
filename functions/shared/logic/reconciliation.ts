import { compareHoldings } from '../../../domain/reconciliation/compare-holdings.ts';
import type { Finding } from '../../../domain/reconciliation/finding.ts';
import type { Holdings } from '../../../domain/reconciliation/holdings.ts';
import type { HoldingsStore } from '../ports/holdings-store.ts';
import { FaceReindexing, type FaceReindexingProps } from './face-reindexing.ts';

/** `left`: mending was not asked for, has failed, or is not to be done by a program. */
export interface ReconciledFinding extends Omit<Finding, 'guard'> {
  outcome: 'mended' | 'left';
}

/**
 * Compares collection, table and bucket, person by person, and mends what does not belong together. Safe while registrations run: what looks wrong is
 * looked at again, by itself, right before it is reported or mended, and every change is made only while what was seen still holds.
 */
export class Reconciliation {
  readonly #store: HoldingsStore;
  readonly #reindexing: FaceReindexing;
  readonly #now: () => Date;

  constructor(props: FaceReindexingProps) {
    this.#store = props.store;
    this.#reindexing = new FaceReindexing(props);
    this.#now = props.now;
  }

  async run({ repair }: { repair: boolean }): Promise<ReconciledFinding[]> {
    const suspects = (await this.#store.all()).filter((held) => compareHoldings(held, this.#now()).length > 0);
    const findings: ReconciledFinding[] = [];
    for (const suspect of suspects) findings.push(...(await this.#reconcile(suspect, repair)));
    return findings;
  }

  async #reconcile({ externalImageId, row, guards }: Holdings, repair: boolean): Promise<ReconciledFinding[]> {
    const externalIds = [...new Set([...guards.map((guard) => guard.externalId), ...(row?.externalId == null ? [] : [row.externalId])])];
    const held = await this.#store.of(externalImageId, externalIds);
    // Somebody is working on it: whatever they leave is found the next time.
    if (held === null) return [];
    const findings = compareHoldings(held, this.#now());
    const reconciled: ReconciledFinding[] = [];
    for (const finding of findings) reconciled.push(...(repair ? await this.#mended(finding, held) : [tell(finding, 'left')]));
    return reconciled;
  }

  async #mended(finding: Finding, held: Holdings): Promise<ReconciledFinding[]> {
    if (finding.kind !== 'MISSING_FACE') return [tell(finding, (await this.#mend(finding, held)) ? 'mended' : 'left')];
    const reindexing = await this.#reindexing.indexAgain(held, finding.subject ?? '');
    if (reindexing.outcome !== 'contested') return [tell(finding, reindexing.outcome)];
    return reindexing.rivals.map((subject) => tell({ ...finding, kind: 'CONTESTED_FACE', subject }, 'left'));
  }

  async #mend(finding: Finding, held: Holdings): Promise<boolean> {
    const { externalImageId, subject, guard } = finding;
    switch (finding.kind) {
      case 'ORPHAN_FACE':
        await this.#store.removeFaces([subject ?? '']);
        return true;
      case 'EXPIRED_REGISTRATION':
        return this.#undoRegistration(held);
      case 'EXPIRED_RESERVATION':
        return held.row?.reservation != null && this.#store.removeReservation(externalImageId, held.row.reservation);
      case 'UNFINISHED_REMOVAL':
        await this.#store.finishRemoval(externalImageId);
        return true;
      case 'ORPHAN_PHOTO':
        await this.#store.removePhoto({ key: subject ?? '' });
        return true;
      case 'MISSING_FACE':
      case 'CONTESTED_FACE':
      case 'MISSING_PHOTO':
        return false;
      case 'ORPHAN_EXTERNAL_ID':
        return guard !== null && this.#store.removeGuard(externalImageId, guard);
      case 'UNKEPT_EXTERNAL_ID':
        return held.row?.externalId != null && this.#store.keepExternalId(externalImageId, held.row.externalId);
    }
  }

  /** As register-face undoes itself: its face goes first, its row says until then that there may be one, its photo goes last. */
  async #undoRegistration({ externalImageId, row, faceIds, guards, photos }: Holdings): Promise<boolean> {
    if (row === null) return false;
    await this.#store.removeFaces(faceIds);
    for (const guard of guards) await this.#store.removeGuard(externalImageId, guard);
    if (!(await this.#store.removePendingRow(externalImageId, row))) return false;
    for (const photo of photos) await this.#store.removePhoto(photo);
    return true;
  }
}

function tell({ kind, externalImageId, subject }: Finding, outcome: ReconciledFinding['outcome']): ReconciledFinding {
  return { kind, externalImageId, subject, outcome };
}
