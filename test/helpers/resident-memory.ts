import { readFileSync } from 'node:fs';

/** The physical memory of a process, in MiB: what it has and the most it ever had. Linux tells it. */
export function residentMemory(pid: number | 'self'): { nowMib: number; mostMib: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mib = (name: string): number => Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? NaN) / 1024);
  return { nowMib: mib('VmRSS'), mostMib: mib('VmHWM') };
}
