/** Owns a small table that scrolls sideways where the screen is narrow, and says so where it is empty. */
import { Skeleton, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from '../states/failure';

interface PlainTableProps {
  readonly name: string;
  /** Those that end in `#` are figures, to the right. */
  readonly columns: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[] | undefined;
  readonly empty: string;
  readonly error: unknown;
}

export function PlainTable({ name, columns, rows, empty, error }: PlainTableProps) {
  if (error !== null && rows === undefined) return <Failure error={error} />;
  if (rows === undefined) return <Skeleton height={120} />;
  if (rows.length === 0) return <Text size="sm">{empty}</Text>;
  const isFigure = columns.map((column) => column.endsWith('#'));
  const align = (index: number) => (isFigure[index] === true ? 'right' : 'left');
  return (
    <Table.ScrollContainer minWidth={480} type="native" tabIndex={0} aria-label={name} role="region">
      <Table aria-label={name} fz="sm" className="dated">
        <Table.Thead>
          <Table.Tr>
            {columns.map((column, index) => (
              <Table.Th key={column} ta={align(index)}>
                {column.replace(/#$/, '')}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, cells }) => (
            <Table.Tr key={key}>
              {cells.map((cell, index) => (
                <Table.Td
                  key={columns[index]}
                  ta={align(index)}
                  className={isFigure[index] === true ? 'figure' : undefined}
                >
                  {cell}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
