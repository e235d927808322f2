/** Who keeps which external id. */
export interface ExternalIds {
  /** The person, registered or about to be, by their external image id; null when the external id is free. */
  holderOf(externalId: string): Promise<string | null>;
}
