import { inject, type InjectionKey } from 'vue';

/** What the app must know of where it is deployed: `/config.json`. */
export interface AppConfig {
  /** Of the OpenID Connect issuer, a Cognito user pool or its stand-in. */
  issuer: string;
  clientId: string;
  region: string;
  /** Where a sign-out leads, where the issuer's discovery document does not say. */
  logoutUrl: string | null;
  /** How long pictures and results are kept; null where the deployment does not say. */
  retentionDays: number | null;
}

export const APP_CONFIG: InjectionKey<AppConfig> = Symbol('app-config');

/** The app's configuration, where there is one: parts that are shown by themselves do without. */
export function useAppConfig(): AppConfig | null {
  return inject(APP_CONFIG, null);
}

/** The configuration could not be had; nothing works without it. */
export class AppConfigError extends Error {
  override readonly name = 'AppConfigError';
}

/** @throws AppConfigError */
export async function loadAppConfig(fetch: typeof globalThis.fetch = globalThis.fetch.bind(globalThis)): Promise<AppConfig> {
  try {
    const response = await fetch('/config.json', { cache: 'no-cache' });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const config = (await response.json()) as Partial<AppConfig>;
    const { issuer, clientId, region, logoutUrl = null, retentionDays = null } = config;
    if (issuer === undefined || clientId === undefined || region === undefined) throw new Error('issuer, clientId or region is missing');
    return { issuer, clientId, region, logoutUrl, retentionDays };
  } catch (cause) {
    throw new AppConfigError('The configuration could not be loaded.', { cause });
  }
}
