/** Owns how a failure is told: what happened, what was kept, and what to do. */
import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { findingText } from '../data/finding-text';
import { ApiProblem } from '../data/problem';
import { useShellTexts } from '../shell/texts';
import { currentLanguage } from '../texts/define-texts';

interface FailureProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** Of which the API can say nothing that helps whoever reads it. */
const SILENT: ReadonlySet<string> = new Set(['NoAnswer', 'UnreadableAnswer', 'Internal', 'Unavailable']);

export function Failure({ error, onRetry }: FailureProps) {
  const say = useShellTexts();
  const problem = error instanceof ApiProblem ? error : null;
  const requestId = problem?.details.requestId;
  const isSilent = problem === null || problem.message === '' || SILENT.has(problem.code);
  // What isn't there has no place in the request to point at but an address, which no reader has typed.
  const findings = problem === null || problem.status === 404 ? [] : problem.details.findings;
  const text = problem?.status === 0 ? say('noAnswer') : isSilent ? say('failed') : problem.message;
  return (
    <Alert role="alert" variant="light" color="gray" icon={<IconAlertTriangle aria-hidden />} maw="36rem">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{text}</Text>
        {findings.map((finding) => (
          <Text key={`${finding.at} ${finding.message}`} size="sm">
            {findingText(finding, currentLanguage())}
          </Text>
        ))}
        {isSilent && requestId !== undefined && (
          <Text size="xs" ff="monospace">
            {say('requestId', { id: requestId })}
          </Text>
        )}
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {say('retry')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
