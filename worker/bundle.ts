import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type WorkflowBundleOption } from '@temporalio/worker';

/** The workflow code for the sandbox: made at build time beside the compiled worker, else made now (some seconds). */
export async function workflowBundle(): Promise<WorkflowBundleOption> {
  const built = fileURLToPath(new URL('./workflow-bundle.js', import.meta.url));
  return existsSync(built) ? { codePath: built } : makeBundle();
}

/** @returns the bundle's code, source map included. */
export async function makeBundle(): Promise<{ code: string }> {
  const compiled = import.meta.url.endsWith('.js');
  const workflowsPath = fileURLToPath(new URL(`../workflows/index.${compiled ? 'js' : 'ts'}`, import.meta.url));
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: silent });
  return { code };
}

const silent = {
  log: () => undefined,
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
