import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, totalmem } from 'node:os';
import { temporalVersion } from '../app/temporal/version.ts';

/** What the figures were measured on and with. */
export type Machine = {
  cores: number;
  cpu: string;
  memoryGb: number;
  platform: string;
  node: string;
  temporalCli: string;
  packages: Record<string, string>;
};

const measured = ['@temporalio/worker', '@electric-sql/pglite', 'nodemailer', 'smtp-server'];

export function machine(): Machine {
  const [cpu, ...others] = cpus();
  return {
    cores: 1 + others.length,
    cpu: cpu?.model.trim() ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform}-${process.arch}`,
    node: process.version,
    temporalCli: temporalVersion,
    packages: Object.fromEntries(measured.map((name) => [name, versionOf(name)])),
  };
}

/** By the package's own folder: some do not export their package.json. */
function versionOf(name: string): string {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  for (const folder of folders) {
    try {
      return JSON.parse(readFileSync(`${folder}/${name}/package.json`, 'utf8')).version;
    } catch {}
  }
  return 'unknown';
}
