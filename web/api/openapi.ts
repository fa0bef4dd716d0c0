import { z } from 'zod';
import { failed } from './answers.ts';
import type { Operation } from './operation.ts';

type Json = Record<string, unknown>;

/** Its description as OpenAPI 3.1: of every operation the path, what it takes and, where it is laid down, what it answers. */
export function describe(operations: Operation[]): Json {
  const schemas: Json = {};
  const paths: Record<string, Json> = {};
  for (const one of operations) {
    const path = pathOf(one.path);
    paths[path] = { ...paths[path], [one.method]: operationOf(one, schemas) };
  }
  const { title, description } = about;
  return {
    openapi: '3.1.1',
    info: { title, description, version: '1', license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/api' }],
    security: [{ token: [] }],
    paths,
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } }, schemas },
  };
}

const about = {
  title: 'xiaohao',
  description: 'Carries every rectification measure of an inspection from assignment to closure. See docs/api.md.',
};

/** `/campaigns/:campaign/status` as `/campaigns/{campaign}/status`. */
function pathOf(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}

function operationOf({ id, summary, path, query, body, said, answer }: Operation, schemas: Json): Json {
  const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    ...{ name, in: 'path', required: true, schema: { type: 'string' } },
  }));
  const taken = said ?? body;
  return {
    ...{ operationId: id, summary, parameters: [...named, ...(query ? queryOf(query) : [])] },
    ...(taken ? { requestBody: { required: true, content: json(schemaOf(taken, 'input', schemas)) } } : {}),
    responses: {
      200: { description: 'Done, or found.', content: json(answer ? schemaOf(answer, 'output', schemas) : {}) },
      default: {
        description: 'A no, with its code (docs/errors.md).',
        content: json(schemaOf(failed, 'output', schemas)),
      },
    },
  };
}

function queryOf(query: z.ZodType): Json[] {
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input' });
  return Object.entries(properties).map(([name, schema]) => ({
    ...{ name, in: 'query', required: required.includes(name), schema },
  }));
}

/** Whatever has a name of its own goes to `schemas`, and is pointed to. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
  const { $schema: _, $defs = {}, ...own } = z.toJSONSchema(schema, { io, reused: 'inline' });
  const moved = (part: unknown) =>
    JSON.parse(JSON.stringify(part).replaceAll('"$ref":"#/$defs/', '"$ref":"#/components/schemas/')) as Json;
  for (const [name, one] of Object.entries($defs)) {
    const { id: _, ...rest } = one as Json;
    schemas[name] = moved(rest);
  }
  return moved(own);
}

function json(schema: Json): Json {
  return { 'application/json': { schema } };
}
