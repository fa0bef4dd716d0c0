import type { Language } from '../language.ts';

/** The words of the local inbox's pages. */
export type InboxWords = {
  title: string;
  count: string;
  countOf: string;
  note: string;
  receiver: string;
  filter: string;
  clear: string;
  empty: string;
  noMatch: string;
  column: { subject: string; receiver: string; date: string };
  newer: string;
  older: string;
  page: string;
  back: string;
  from: string;
  to: string;
  date: string;
  asText: string;
  asHtml: string;
  headers: string;
  noSubject: string;
  missing: string;
  other: { language: Language; label: string };
};
