import { statfsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { PGlite } from '@electric-sql/pglite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import { CodedError } from '../domain/errors.ts';

/**
 * PostgreSQL inside this process. There is one connection: whoever holds it (a transaction, or one statement) is alone,
 * the others wait in line, and asking for a second one from within a transaction waits for ever.
 * @param folder where the database lives; left out: in memory.
 */
export function pgliteDialect(folder?: string): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PgliteDriver(folder),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class PgliteDriver implements Driver {
  readonly #folder: string | undefined;
  readonly #line = new Line();
  #pglite: PGlite | undefined;
  #connection: PgliteConnection | undefined;

  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  async init(): Promise<void> {
    // Loaded only here: a process on PostgreSQL never pays for the WebAssembly.
    const { PGlite, types } = await import('@electric-sql/pglite');
    if (this.#folder) await mkdir(this.#folder, { recursive: true });
    this.#pglite = await PGlite.create({
      ...(this.#folder ? { dataDir: this.#folder } : {}),
      parsers: { [types.INT8]: Number, [types.BYTEA]: bytesOf },
      serializers: { [types.BYTEA]: hexOf },
    });
    this.#connection = new PgliteConnection(this.#pglite, this.#folder);
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    await this.#line.enter();
    return this.#connection!;
  }

  async releaseConnection(): Promise<void> {
    this.#line.leave();
  }

  async beginTransaction(connection: PgliteConnection, settings: TransactionSettings): Promise<void> {
    const level = settings.isolationLevel ? ` isolation level ${settings.isolationLevel}` : '';
    await connection.executeQuery(CompiledQuery.raw(`begin${level}`));
    connection.isInTransaction = true;
  }

  async commitTransaction(connection: PgliteConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
    connection.isInTransaction = false;
  }

  async rollbackTransaction(connection: PgliteConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
    connection.isInTransaction = false;
  }

  async destroy(): Promise<void> {
    await this.#line.enter();
    await this.#pglite?.close();
  }
}

/** PGlite's own way goes byte by byte: 1.4 ms for a mail of 9 kB, against 0.1 ms. */
function bytesOf(hex: string): Uint8Array {
  return Buffer.from(hex.slice('\\x'.length), 'hex');
}

function hexOf(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`;
}

/**
 * PGlite whose disk is full at a commit never returns, and this process with it: so nothing is begun where what one
 * transaction may write, and a new file of its log (16 MB), might not fit.
 */
const leastFree = 48 * 1024 * 1024;

class PgliteConnection implements DatabaseConnection {
  readonly #pglite: PGlite;
  readonly #folder: string | undefined;
  isInTransaction = false;

  constructor(pglite: PGlite, folder: string | undefined) {
    this.#pglite = pglite;
    this.#folder = folder;
  }

  /** @throws CodedError `disk-full` for what might write, outside of a transaction that has begun. */
  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (!this.isInTransaction && !/^\s*select\b/i.test(query.sql)) this.#expectRoom();
    const { rows, affectedRows } = await this.#pglite.query<Row>(query.sql, [...query.parameters]);
    return affectedRows === undefined ? { rows } : { rows, numAffectedRows: BigInt(affectedRows) };
  }

  #expectRoom(): void {
    if (!this.#folder) return;
    const { bavail, bsize } = statfsSync(this.#folder);
    const free = bavail * bsize;
    const why = `${Math.floor(free / 1024 / 1024)} MB < ${leastFree / 1024 / 1024} MB`;
    if (free < leastFree) throw new CodedError('disk-full', { where: this.#folder, why });
  }

  // biome-ignore lint/correctness/useYield: Kysely asks for the method, PGlite has no cursor to serve it with.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('PGlite answers whole results; read in pages');
  }
}

/** First come, first served; one at a time. */
class Line {
  #busy = false;
  readonly #waiting: (() => void)[] = [];

  async enter(): Promise<void> {
    if (this.#busy) await new Promise<void>((next) => this.#waiting.push(next));
    this.#busy = true;
  }

  leave(): void {
    const next = this.#waiting.shift();
    // Handed over while still busy, so that nobody slips in between.
    if (next) next();
    else this.#busy = false;
  }
}
