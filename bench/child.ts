import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A process of the bench's own that answers one question at a time. */
export type Child = { ask<Answer>(question: unknown): Promise<Answer>; end(): Promise<void> };

/** Starts a module of this folder as a process of its own; it answers with `answerParent`. */
export function startChild(module: string, args: string[] = [], execArgv: string[] = []): Child {
  const child: ChildProcess = fork(new URL(`./${module}.js`, import.meta.url), args, { execArgv });
  const ended = once(child, 'exit');
  return {
    async ask<Answer>(question: unknown) {
      const answered = once(child, 'message');
      child.send(question as object);
      const [answer] = await Promise.race([
        answered,
        ended.then(([code, signal]) => Promise.reject(new Error(`${module} ended with ${code ?? signal}`))),
      ]);
      if ('error' in answer) throw new Error(`${module}: ${answer.error}`);
      return answer.value as Answer;
    },
    async end() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** The child's side: answers each question, and ends with its parent, however that ends. */
export function answerParent(answer: (question: unknown) => unknown, end: () => Promise<unknown>): void {
  process.on('message', async (question) => {
    try {
      process.send?.({ value: (await answer(question)) ?? null });
    } catch (error) {
      process.send?.({ error: error instanceof Error ? error.stack : String(error) });
    }
  });
  process.on('disconnect', () => end().finally(() => process.exit()));
}
