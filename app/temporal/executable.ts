import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** How a program's file is called on this system. */
export function executable(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}

/** The full path of a program on PATH; throws if it is not there. */
export function onPath(name: string, env: NodeJS.ProcessEnv): string {
  for (const folder of (env.PATH ?? env.Path ?? '').split(delimiter)) {
    const file = join(folder, executable(name));
    if (folder !== '' && isExecutable(file)) return file;
  }
  throw new Error(`${name} is not on PATH`);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
