import type { Language } from '../../words/language.ts';

/** Years played inside the service. */
export type Rehearsals = {
  /** Begins the example's year; answers its campaign, which is there a moment later. */
  example(seed: string, language: Language): Promise<string>;
  isRunning(campaign: string): boolean;
  stop(campaign: string): void;
};
