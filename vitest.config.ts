import { defineConfig } from 'vitest/config';

const pure = ['domain', 'documents', 'mail'].map((room) => `tests/${room}/**/*.test.ts`);

export default defineConfig({
  test: {
    reporters: ['default', './tests/support/count.ts'],
    maxWorkers: 2,
    projects: [
      // Needs no server: `npx vitest run --project pure` answers in seconds.
      {
        extends: true,
        test: { name: 'pure', include: pure, setupFiles: ['tests/support/seed.ts'], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'real',
          include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
          exclude: pure,
          globalSetup: ['tests/support/global.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
