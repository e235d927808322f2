import type { Assembly } from './assembly.ts';

/** How long records are kept: what the function is told that writes it into them. Null where no function of this name is told. */
export function retentionDaysOf({ functions }: Pick<Assembly, 'functions'>): number | null {
  const days = functions.find(({ name }) => name === 'judge')?.environment.RETENTION_DAYS;
  return days === undefined ? null : Number(days);
}
