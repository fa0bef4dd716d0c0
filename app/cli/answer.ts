import type { CodedError } from '../../domain/errors.ts';

/**
 * What a command has to say: the same as data and as lines for a person. `error`: it did something, and that is a no.
 * A list of documents is printed one a line (JSON Lines), whatever the options. `interrupted`: it was stopped before its end and can be gone on with.
 */
export type Answer = { document: object | object[]; lines: string[]; error?: CodedError; interrupted?: true };
