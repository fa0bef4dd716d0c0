import { execFile } from 'node:child_process';

/** The Temporal CLI every way must give. Moves together with `deploy/temporal/go.mod`. */
export const temporalVersion = '1.8.2';

/** Answers the file's path if it runs and is the pinned version, and throws what is wrong with it if not. */
export async function pinned(file: string): Promise<string> {
  const said = await new Promise<string>((resolve, reject) => {
    execFile(file, ['--version'], { timeout: 15_000 }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
  });
  const version = /version (\d\S*)/.exec(said)?.[1] ?? said.trim().slice(0, 40);
  if (version !== temporalVersion) throw new Error(`${file} is ${version}, not ${temporalVersion}`);
  return file;
}
