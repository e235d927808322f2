import type { ExternalIdGuard, ExternalIdHolder } from '../../../domain/registration/external-id.ts';

/** What keeps an external id, and the row of whom it is kept for; null where there is no such row. */
export interface KeptExternalId {
  guard: ExternalIdGuard;
  holder: ExternalIdHolder | null;
}

/** Who keeps which external id. */
export interface ExternalIds {
  /** Read consistently, the guard first; null where nothing keeps the external id. */
  find(externalId: string): Promise<KeptExternalId | null>;
}
