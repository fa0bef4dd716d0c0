import type { Outcome } from '../mail/outcome.ts';
import type { Sender } from '../mail/transport.ts';

/** So many silences in a row, from a server that greets: it hangs on everybody. */
const mostSilences = 6;

/**
 * Notices that it is the server and not a mail: one that is away stops the sending at once, so that ten thousand mails do
 * not each learn it; one that hangs on some receivers has theirs wait until all others are out.
 */
export class Breaker {
  /** Nothing more is to be handed over. */
  open = false;
  /** It is there, and answers nobody. */
  silent = false;
  private readonly server: Pick<Sender, 'isThere'>;
  private readonly slow = new Set<string>();
  /** In a row; those that were under way together count as one. */
  silences = 0;
  private asking: Promise<boolean> | null = null;

  constructor(server: Pick<Sender, 'isThere'>) {
    this.server = server;
  }

  /**
   * Takes note of an outcome; true: the server is away, and this says nothing of the mail. `silencesThen`: how many there
   * had been when it was handed over.
   */
  async trips(email: string, { ofServer }: Outcome, silencesThen: number): Promise<boolean> {
    if (!ofServer) {
      this.silences = 0;
      this.slow.delete(domainOf(email));
      return false;
    }
    if (this.open && !this.silent) return true;
    if (!(await this.isThere())) {
      this.open = true;
      return true;
    }
    this.slow.add(domainOf(email));
    if (silencesThen === this.silences) this.silences += 1;
    if (this.silences >= mostSilences) this.open = this.silent = true;
    return false;
  }

  /** Did the server hang on another receiver of this domain? */
  isSlow(email: string): boolean {
    return this.slow.has(domainOf(email));
  }

  /** Whoever wants to know at the same time shares one question. */
  private isThere(): Promise<boolean> {
    this.asking ??= this.server.isThere().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }
}

function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1);
}
