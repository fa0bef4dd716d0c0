import { Connection } from '@temporalio/client';

const keyword = 2; // IndexedValueType of the Temporal API

/**
 * Makes the search attributes known to the namespace; those it knows stay as they are. Not by `--search-attribute`:
 * the dev server heeds that only when it creates a database, and a later release may bring a new one.
 */
export async function addSearchAttributes(
  address: string,
  namespace: string,
  attributes: Record<string, 'Keyword'>,
): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    const searchAttributes = Object.fromEntries(Object.keys(attributes).map((name) => [name, keyword]));
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  } finally {
    await connection.close();
  }
}
