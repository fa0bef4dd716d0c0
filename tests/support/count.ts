import type { Reporter, TestModule } from 'vitest/node';

/** Closes a run with one plain line that counts. */
export default class Count implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    let broken = 0;
    for (const module of modules) {
      for (const test of module.children.allTests()) counts[test.result().state] += 1;
      // A file or a hook that broke took its tests with it.
      if (module.errors().length > 0) broken += 1;
      for (const suite of module.children.allSuites()) if (suite.errors().length > 0) broken += 1;
    }
    const failed = counts.failed + counts.pending + broken;
    console.log(`\n${counts.passed} passed, ${failed} failed, ${counts.skipped} skipped`);
  }
}
