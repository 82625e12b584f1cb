/** Owns what a person reads of a report: score, class, age and suggestion; restrictions by kind; points for and against. */
import { Alert, Stack, Text, Title } from '@mantine/core';
import { formatBRL, formatDate, formatDay } from '../texts/formats';
import { ReportRestrictions } from './report-restrictions';
import { useReportTexts } from './report-texts';
import type { Report } from './use-customer';

export function ReportBody({ report }: { readonly report: Report }) {
  const say = useReportTexts();
  const { status, isTooOld, points, notes } = report;
  const warning = isTooOld ? 'tooOld' : status === 'ok' ? null : status;
  return (
    <Stack gap="md">
      {warning !== null && (
        <Alert variant="light" color="gray">
          {say(warning)}
        </Alert>
      )}
      <ReportFigures report={report} />
      {!isTooOld && <ReportRestrictions restrictions={report.restrictions} />}
      {!isTooOld && (
        <div className="report-points">
          <Points title={say('pointsFor')} points={points.filter(({ isFavourable }) => isFavourable)} />
          <Points title={say('pointsAgainst')} points={points.filter(({ isFavourable }) => !isFavourable)} />
        </div>
      )}
      {notes.length > 0 && <Points title={say('notes')} points={notes.map((text) => ({ text }))} />}
    </Stack>
  );
}

function ReportFigures({ report }: { readonly report: Report }) {
  const say = useReportTexts();
  const { score, riskClass, ageDays, providerAt, product, suggestedLimitCents, suggestedUntil, verdict } = report;
  const suggested =
    suggestedLimitCents === null
      ? say('none')
      : [formatBRL(suggestedLimitCents), suggestedUntil && say('until', { date: formatDate(suggestedUntil) })]
          .filter(Boolean)
          .join(' ');
  const said =
    verdict && [say(verdict.approved ? 'approved' : 'notApproved'), verdict.reason].filter(Boolean).join(': ');
  const rows = [
    [say('score'), score ?? say('none')],
    [say('class'), riskClass ?? say('none')],
    [say('age'), say(ageDays === 0 ? 'ageToday' : 'ageDays', { count: ageDays, date: formatDay(providerAt) })],
    [say('suggested'), suggested],
    [say('verdict'), said ?? say('none')],
    [say('product'), product],
    [say('charged'), say(`charged_${report.charged}`)],
  ] as const;
  return (
    <dl className="report-figures">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Points({ title, points }: { readonly title: string; readonly points: readonly { readonly text: string }[] }) {
  const say = useReportTexts();
  return (
    <section>
      <Title order={3} mb={4}>
        {title}
      </Title>
      {points.length === 0 && <Text size="sm">{say('noPoints')}</Text>}
      <ul className="plain-points">
        {points.map(({ text }, index) => (
          <li key={`${index} ${text}`}>{text}</li>
        ))}
      </ul>
    </section>
  );
}
