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
  #connection: DatabaseConnection | undefined;

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
    this.#connection = new PgliteConnection(this.#pglite);
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    await this.#line.enter();
    return this.#connection!;
  }

  async releaseConnection(): Promise<void> {
    this.#line.leave();
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const level = settings.isolationLevel ? ` isolation level ${settings.isolationLevel}` : '';
    await connection.executeQuery(CompiledQuery.raw(`begin${level}`));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
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

class PgliteConnection implements DatabaseConnection {
  readonly #pglite: PGlite;

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { rows, affectedRows } = await this.#pglite.query<Row>(query.sql, [...query.parameters]);
    return affectedRows === undefined ? { rows } : { rows, numAffectedRows: BigInt(affectedRows) };
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
