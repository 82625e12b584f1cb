/** Owns the OpenTelemetry side of traces: spans, their context across processes, and where they are sent. */
import { context, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { Resource } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { OpenTelemetryWorkflowClientInterceptor } from '@temporalio/interceptors-opentelemetry/lib/client';
import {
  makeWorkflowExporter,
  OpenTelemetryActivityInboundInterceptor,
} from '@temporalio/interceptors-opentelemetry/lib/worker';
import { harmless } from './harmless-spans';
import type { CommandWatcher, Telemetry } from './telemetry';

const EXPORT_WITHIN_MS = 5_000;
/** Spans that wait to be sent; beyond it they are dropped, so that a collector that is away costs no memory. */
const QUEUE = 2_048;
/** Commands without an end that are remembered at most. */
const OPEN_COMMANDS = 10_000;

/** Callers' own trace ids are not taken over: whoever is outside has no say in what is traced here. */
export function startTracing(process: string, endpoint: string): Tracing {
  const resource = new Resource({ 'service.name': `crivo-${process}` });
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  const exporter = harmless(new OTLPTraceExporter({ url, timeoutMillis: EXPORT_WITHIN_MS }));
  const processor = new BatchSpanProcessor(exporter, { maxQueueSize: QUEUE, exportTimeoutMillis: EXPORT_WITHIN_MS });
  const provider = new BasicTracerProvider({ resource, spanProcessors: [processor] });
  provider.register({ contextManager: new AsyncLocalStorageContextManager().enable() });
  const tracer = provider.getTracer('crivo');
  const interceptor = new OpenTelemetryWorkflowClientInterceptor({ tracer });
  const activity = (ctx: ConstructorParameters<typeof OpenTelemetryActivityInboundInterceptor>[0]) => ({
    inbound: new OpenTelemetryActivityInboundInterceptor(ctx, { tracer }),
  });
  const span: Telemetry['span'] = (work) =>
    tracer.startActiveSpan('request', { kind: SpanKind.SERVER }, async (active) => {
      try {
        return await work((name, attributes) => void active.updateName(name).setAttributes({ ...attributes }));
      } finally {
        active.end();
      }
    });
  return {
    span,
    temporal: {
      client: { workflow: [interceptor] },
      worker: {
        interceptors: { activity: [activity] },
        sinks: { exporter: makeWorkflowExporter(processor, resource) },
      },
    },
    commands: watchCommands((name, attributes) =>
      trace.getSpan(context.active()) === undefined
        ? undefined
        : tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes }),
    ),
    stop: async () => {
      await provider.shutdown().catch(() => undefined);
      context.disable();
      trace.disable();
    },
  };
}

export interface Tracing extends Telemetry {
  readonly temporal: {
    readonly client: { workflow: OpenTelemetryWorkflowClientInterceptor[] };
    readonly worker: {
      interceptors: {
        activity: ((ctx: ConstructorParameters<typeof OpenTelemetryActivityInboundInterceptor>[0]) => {
          inbound: OpenTelemetryActivityInboundInterceptor;
        })[];
      };
      sinks: { exporter: ReturnType<typeof makeWorkflowExporter> };
    };
  };
}

/** Only commands of traced work become spans: what relays ask all day is nobody's. */
function watchCommands(start: (name: string, attributes: Record<string, string>) => Span | undefined): CommandWatcher {
  const open = new Map<number, Span>();
  return {
    started: (request, command, collection) => {
      if (open.size >= OPEN_COMMANDS) return;
      const attributes = { 'db.system': 'mongodb', 'db.operation.name': command };
      const span = start(`mongodb.${command}`, {
        ...attributes,
        ...(collection !== undefined && { 'db.collection.name': collection }),
      });
      if (span !== undefined) open.set(request, span);
    },
    ended: (request, succeeded) => {
      const span = open.get(request);
      open.delete(request);
      if (!succeeded) span?.setStatus({ code: SpanStatusCode.ERROR });
      span?.end();
    },
  };
}
