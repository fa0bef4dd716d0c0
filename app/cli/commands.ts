import type { Command } from 'commander';
import type { Answer } from './answer.ts';
import type { Desk } from './desk.ts';

/** Adds one command, or a family of them. */
export type AddCommand = (commands: Commands) => void;

export type Work<O> = (args: string[], options: O) => Promise<Answer | null>;

export type Commands = {
  desk: Desk;
  /** A command that only holds others. */
  group(name: string, about: string): Command;
  /** A command with what all have: its description, `--json`, `--lang`. Its work's answer is what is printed. */
  add<O>(usage: string, about: string, work: Work<O>, under?: Command): Command;
};
