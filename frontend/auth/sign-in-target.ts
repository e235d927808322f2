/** Where whoever signs in wants to go, for a sign-in that fails on its way back: what the issuer was sent is not at hand then. */
const STORED_AS = 'invigil.signInTo';

/** Before the app is left for the sign-in. */
export function rememberTarget(to: string): void {
  try {
    sessionStorage.setItem(STORED_AS, to);
  } catch {
    // Without a store a sign-in that fails begins at the first page.
  }
}

/** What was remembered last, and once: null where nothing was. */
export function takeTarget(): string | null {
  try {
    const to = sessionStorage.getItem(STORED_AS);
    sessionStorage.removeItem(STORED_AS);
    return to;
  } catch {
    return null;
  }
}
