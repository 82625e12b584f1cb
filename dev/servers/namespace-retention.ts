/** Owns how long the Temporal server of one machine keeps histories of closed workflows. */
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';

/** A development server keeps them for a day, unless told. */
export async function keepHistories(address: string, days: number): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 5_000 });
  try {
    await connection.workflowService.updateNamespace({
      namespace: 'default',
      config: { workflowExecutionRetentionTtl: msToTs(days * 24 * 3_600_000) },
    });
  } finally {
    await connection.close();
  }
}
