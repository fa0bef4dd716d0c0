type Props = { columns: readonly string[]; children?: unknown };

/** A table under its headings; its rows become blocks on a phone. */
export function Table({ columns, children }: Props) {
  return (
    <table class="table">
      <thead>
        <tr>
          {columns.map((column) => (
            <th scope="col">{column}</th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
