import { arch, cpus, platform, totalmem } from 'node:os';

/** On what was measured: figures depend on it in the last digits alone, the time it took depends on it wholly. */
export interface Machine {
  readonly platform: string;
  readonly architecture: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly nodeVersion: string;
}

export function describeMachine(): Machine {
  const processors = cpus();
  return {
    platform: platform(),
    architecture: arch(),
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryBytes: totalmem(),
    nodeVersion: process.versions.node,
  };
}
