import type { ErrorCode, Facts } from '../../../domain/errors.ts';
import { hash01 } from '../../../domain/seed.ts';
import type { Language } from '../../../words/language.ts';
import { sayQuestion } from '../../../words/lists.ts';
import { sentence } from '../sentence.ts';
import type { Answers, ListError, Option, Question, QuestionKind } from './row.ts';

/** The place of a cell: the row as the spreadsheet shows it, the column by its header ('' for a whole row or sheet). */
export type Place = { file: string; sheet: string; row: number; column: string };

/** What is asked at a cell. `about`: what makes it the same question elsewhere; its own words unless told. */
export type Asked = {
  kind: QuestionKind;
  text: string;
  about?: readonly string[];
  facts?: Facts;
  options: Option[];
  held: boolean;
};

/** Collects what is wrong and what is asked, while the good rows are read on. */
export class Report {
  readonly errors: ListError[] = [];
  private readonly said = new Set<string>();
  private readonly answers: Answers;
  private readonly language: Language;

  constructor(answers: Answers, language: Language) {
    this.answers = answers;
    this.language = language;
  }

  error(at: Place, code: ErrorCode, facts: Facts = {}): void {
    const error = { ...at, code, message: sentence(code, facts) };
    // A cell that several measures share is wrong once.
    const key = JSON.stringify(error);
    if (this.said.has(key)) return;
    this.said.add(key);
    this.errors.push(error);
  }

  /** What a person has answered to this, or the question that is to be put. */
  ask(at: Place, { kind, text, about = [text], facts = {}, options, held }: Asked): string | Question {
    const answer = this.answered(kind, about);
    if (answer !== null) return answer;
    const key = keyOf(kind, about);
    return {
      key,
      kind,
      ...at,
      text,
      message: sayQuestion(this.language, kind, { text: inLine(text), ...facts }),
      options,
      held,
    };
  }

  answered(kind: QuestionKind, about: readonly string[]): string | null {
    return this.answers[keyOf(kind, about)] ?? null;
  }
}

/** A cell's words within a sentence. */
function inLine(text: string): string {
  const line = text.replace(/\s*\n\s*/g, ' ');
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}

function keyOf(kind: QuestionKind, about: readonly string[]): string {
  return `${kind}-${Math.floor(hash01('question', kind, ...about) * 2 ** 50)
    .toString(36)
    .padStart(10, '0')}`;
}
