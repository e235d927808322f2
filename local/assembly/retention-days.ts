import type { Assembly } from './assembly.ts';

/**
 * How long records are kept, in days: what the functions are told that keep them.
 * @throws TypeError they are told nothing, or different things, for there is one retention
 */
export function retentionDaysOf({ functions }: { functions: readonly Pick<Assembly['functions'][number], 'environment'>[] }): number {
  const [days, ...others] = new Set(functions.flatMap(({ environment }) => environment.RETENTION_DAYS ?? []));
  if (days === undefined || others.length > 0) throw new TypeError('The functions of the assembly are told no one RETENTION_DAYS.');
  return Number(days);
}
