package io.github.telnyxstream.opentelemetry;

import io.github.telnyxstream.callcontrol.webhook.WebhookEvent;
import io.github.telnyxstream.callcontrol.webhook.WebhookHandler;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Objects;

/**
 * A span for each webhook event that is handled, in the trace that its call carries ({@link CallTraces#carry}), or a new one:
 * then what carries it on from there begins the call's trace. It is called by the event's type, is current while the handler
 * runs, and fails when that throws. Needs call control on the class or module path.
 *
 * <pre>{@code
 * WebhookReceiver.create(verifier, WebhookTraces.traced(openTelemetry, handler));
 * }</pre>
 *
 * <p><b>Threads:</b> immutable and thread-safe.
 */
@SuppressWarnings({"exports", "try"
}) // call control is optional: a descriptor that passed it on would demand it of everybody
public final class WebhookTraces implements WebhookHandler {
    private final Tracer tracer;
    private final WebhookHandler handler;

    private WebhookTraces(Tracer tracer, WebhookHandler handler) {
        this.tracer = tracer;
        this.handler = handler;
    }

    /**
     * Makes a span for each event.
     *
     * @param openTelemetry where spans go
     * @param handler the application's
     * @return the handler to give to the receiver
     */
    public static WebhookHandler traced(OpenTelemetry openTelemetry, WebhookHandler handler) {
        return new WebhookTraces(openTelemetry.getTracer(CallTraces.SCOPE), Objects.requireNonNull(handler, "handler"));
    }

    @Override
    public void onEvent(WebhookEvent event) throws Exception {
        Context parent = CallTraces.context(event.clientState().orElse(null));
        Span span = tracer.spanBuilder("telnyx.webhook " + event.eventType())
                .setParent(parent)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute(CallSpan.CALL, event.callControlId())
                .setAttribute("telnyx.event_id", event.id())
                .startSpan();
        try (Scope unused = parent.with(span).makeCurrent()) {
            handler.onEvent(event);
        } catch (Exception | Error thrown) {
            span.setStatus(StatusCode.ERROR, thrown.getClass().getSimpleName());
            throw thrown;
        } finally {
            span.end();
        }
    }
}
