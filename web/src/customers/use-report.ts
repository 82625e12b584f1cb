/** Owns the reading of one report; the API notes who has looked. */
import { useQuery } from '@tanstack/react-query';
import { call, path } from '../data/call';
import { customerKeyOf, type Report } from './use-customer';

export interface ReportAddress {
  readonly customerKey: string;
  readonly branch: string;
  readonly report: string;
}

export function reportPath({ customerKey, branch, report }: ReportAddress): string {
  return path`/branches/${branch}/customers/${customerKey}/reports/${report}`;
}

export function useReport(address: ReportAddress) {
  return useQuery({
    queryKey: [...customerKeyOf(address.customerKey), 'report', address.branch, address.report],
    queryFn: ({ signal }) => call<Report>('GET', reportPath(address), undefined, { signal }),
  });
}
