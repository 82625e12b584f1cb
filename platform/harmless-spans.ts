/** Owns what of a span leaves the process: names and closed lists. Messages of errors may quote a document and stay. */
import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';

/** Everything else is dropped, also what a library's next version adds. Ids are ours and name nobody. */
const KEPT = new Set([
  'http.request.method',
  'http.route',
  'http.response.status_code',
  'db.system',
  'db.operation.name',
  'db.collection.name',
  'exception.type',
  'temporalWorkflowId',
  'temporalActivityId',
  'temporalUpdateId',
  'run_id',
  'runId',
  'workflowId',
  'workflowType',
  'taskQueue',
  'attempt',
]);

/** The same exporter, given spans with nothing in them but what is known to be harmless. */
export function harmless(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => exporter.export(spans.map(stripped), done),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}

function stripped(span: ReadableSpan): ReadableSpan {
  return {
    name: span.name,
    kind: span.kind,
    spanContext: () => span.spanContext(),
    ...(span.parentSpanId !== undefined && { parentSpanId: span.parentSpanId }),
    startTime: span.startTime,
    endTime: span.endTime,
    duration: span.duration,
    ended: span.ended,
    status: { code: span.status.code },
    attributes: kept(span.attributes),
    events: span.events.map(({ name, time, attributes }) => ({ name, time, attributes: kept(attributes ?? {}) })),
    links: [],
    resource: span.resource,
    instrumentationLibrary: span.instrumentationLibrary,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

function kept(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => KEPT.has(name)));
}
