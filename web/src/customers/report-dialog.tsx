/** Owns a bureau report over the desk, to be read: what is said first, what was found, why, and the answer as it came. */
import { Skeleton } from '@mantine/core';
import { Dialog } from '../states/dialog';
import { Failure } from '../states/failure';
import { formatDay } from '../texts/formats';
import { RawReport } from './raw-report';
import { ReportBody } from './report-body';
import { useReportTexts } from './report-texts';
import { useReport, type ReportAddress } from './use-report';

interface ReportDialogProps {
  readonly address: ReportAddress;
  readonly onClose: () => void;
}

export default function ReportDialog({ address, onClose }: ReportDialogProps) {
  const say = useReportTexts();
  const { data: report, error, refetch } = useReport(address);
  const date = report === undefined ? '…' : formatDay(report.providerAt);
  return (
    <Dialog title={say('title', { date })} onClose={onClose} size="xl">
      {error !== null && report === undefined && <Failure error={error} onRetry={() => void refetch()} />}
      {error === null && report === undefined && <Skeleton height={320} />}
      {report !== undefined && (
        <>
          <ReportBody report={report} />
          {!report.isTooOld && <RawReport address={address} />}
        </>
      )}
    </Dialog>
  );
}
