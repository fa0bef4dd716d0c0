import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { chineseCalendar } from '../activities/calendar/chineseCalendar.ts';
import { CodedError } from '../domain/errors.ts';
import type { Checked, SetUpDraft, SetUps } from '../web/setUp/desk.ts';
import { sayError } from '../words/errors.ts';
import type { Language } from '../words/language.ts';
import { readImport } from './lists.ts';
import { placed } from './placed.ts';

type Written = Omit<SetUpDraft, 'files'>;
const safeId = /^[a-z0-9-]{1,40}$/;

/** Keeps what is being set up in a folder: its rules in one file, the lists beside it as they were handed in. */
export function createSetUps(folder: string): SetUps {
  /** Reading takes a process of its own: what was read stays until files or answers change. */
  const checks = new Map<string, Promise<Checked>>();
  return {
    async begin(settings, policy) {
      await mkdir(join(home(settings.id), 'files'), { recursive: true, mode: 0o700 });
      await write(settings.id, { settings, policy, answers: {} });
    },
    find,
    async keep(id, { name, bytes }) {
      checks.delete(id);
      await writeFile(join(home(id), 'files', cleanName(name)), bytes, { mode: 0o600 });
    },
    async dropFiles(id) {
      checks.delete(id);
      await rm(join(home(id), 'files'), { recursive: true, force: true });
      await mkdir(join(home(id), 'files'), { recursive: true, mode: 0o700 });
    },
    async answer(id, key, choice) {
      const { files: _, ...draft } = await draftOf(id);
      checks.delete(id);
      await write(id, { ...draft, answers: { ...draft.answers, [key]: choice } });
    },
    check(id, language) {
      const found = checks.get(id) ?? read(id, language);
      checks.set(id, found);
      found.catch(() => checks.delete(id));
      return found;
    },
    async all() {
      const names = await readdir(folder).catch(() => []);
      const found = await Promise.all(names.filter((name) => safeId.test(name)).map(find));
      return found.filter((one) => one !== null).map(({ settings }) => settings);
    },
    async drop(id) {
      checks.delete(id);
      await rm(home(id), { recursive: true, force: true });
    },
  };

  function home(id: string): string {
    if (!safeId.test(id)) throw new CodedError('unknown-id', { id });
    return join(folder, id);
  }

  async function find(id: string): Promise<SetUpDraft | null> {
    if (!safeId.test(id)) return null;
    const text = await readFile(join(home(id), 'setup.json'), 'utf8').catch(() => null);
    if (text === null) return null;
    return { ...(JSON.parse(text) as Written), files: (await readdir(join(home(id), 'files')).catch(() => [])).sort() };
  }

  async function draftOf(id: string): Promise<SetUpDraft> {
    const draft = await find(id);
    if (!draft) throw new CodedError('unknown-id', { id });
    return draft;
  }

  async function write(id: string, draft: Written): Promise<void> {
    const path = join(home(id), 'setup.json');
    await writeFile(`${path}.new`, JSON.stringify(draft), { mode: 0o600 });
    await rename(`${path}.new`, path);
  }

  async function read(id: string, language: Language): Promise<Checked> {
    const { settings, files, answers } = await draftOf(id);
    if (files.length === 0)
      return {
        settings,
        lists: { directory: { units: [], persons: [] }, findings: [], measures: [] },
        rows: [],
        errors: [],
      };
    const known = { directory: { units: [], persons: [] }, measures: [], answers };
    const paths = files.map((name) => join(home(id), 'files', name));
    try {
      const found = await readImport(
        paths,
        { settings, allowedDomains: undefined, known },
        language,
        chineseCalendar(settings.zone),
      );
      const named = <T extends { file: string }>(one: T): T => ({ ...one, file: basename(one.file) });
      const rows = found.rows.map((row) => named({ ...row, questions: row.questions.map(named) }));
      return { settings: placed(settings, found.rows), lists: found.lists, rows, errors: found.errors.map(named) };
    } catch (error) {
      if (!(error instanceof CodedError) || error.facts.file === undefined) throw error;
      const { code } = error;
      const facts = { ...error.facts, file: basename(String(error.facts.file)) };
      const place = { file: facts.file, sheet: String(error.facts.sheet ?? ''), row: 0, column: '', code };
      const lists = { directory: { units: [], persons: [] }, findings: [], measures: [] };
      return { settings, lists, rows: [], errors: [{ ...place, message: sayError(language, code, facts) }] };
    }
  }
}

/** The name a file is shown under; nothing of it leads out of its folder. */
function cleanName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const plain = last
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/^\.+/, '')
    .trim();
  return plain.length > 80 ? plain.slice(-80) : plain || 'lists.xlsx';
}
