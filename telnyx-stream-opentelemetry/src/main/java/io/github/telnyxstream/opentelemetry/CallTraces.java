package io.github.telnyxstream.opentelemetry;

import io.github.telnyxstream.stream.StreamListener;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Traces of calls: one span for each stream, from its socket to its end, with what happened on it as events, and the way of a
 * trace through Telnyx in {@code client_state}, so that what other nodes do for the same call belongs to it.
 *
 * <pre>{@code
 * CallTraces traces = CallTraces.of(openTelemetry);
 * StreamAcceptor acceptor = StreamAcceptor.create(() -> traces.traced(new MyListener()));
 *
 * // where the call is answered, in a span; then the stream's span is its child, on whichever node
 * AnswerCommand.builder().clientState(traces.carry(null)).stream(settings).build();
 * }</pre>
 *
 * <p>The span is called {@code telnyx.call}. Its attributes name call, session and stream, never a phone number. Its events are
 * {@code start}, {@code first_audio}, {@code mark}, {@code interruption}, {@code key} (not which), {@code finding},
 * {@code error} and {@code stop}; of marks, interruptions and keys the first {@value CallSpan#MOST_EVENTS} together, and all of
 * them counted. It is current while the listener is called, so that what the application does there is part of the trace.
 *
 * <p>What is carried is not signed: who can set a call's {@code client_state} can name a parent, and decide whether it is
 * sampled. <b>Threads:</b> immutable and thread-safe.
 */
public final class CallTraces {
    static final String SCOPE = "io.github.telnyxstream";

    private final Tracer tracer;

    private CallTraces(OpenTelemetry openTelemetry) {
        this.tracer = openTelemetry.getTracer(SCOPE);
    }

    /**
     * Traces.
     *
     * @param openTelemetry where spans go
     * @return the traces
     */
    public static CallTraces of(OpenTelemetry openTelemetry) {
        return new CallTraces(Objects.requireNonNull(openTelemetry, "openTelemetry"));
    }

    /**
     * Makes the span of a stream.
     *
     * @param listener the application's; is called as without this, also when it is {@link StreamListener.NonBlocking}
     * @return the listener to give to the acceptor
     */
    public StreamListener traced(StreamListener listener) {
        Objects.requireNonNull(listener, "listener");
        return listener instanceof StreamListener.NonBlocking
                ? new TracedListener.Prompt(listener, tracer)
                : new TracedListener(listener, tracer);
    }

    /**
     * Adds the current span to what a command gives to Telnyx, which repeats it in every webhook of the call and in the start
     * event of its stream.
     *
     * @param clientState the application's own state in base64, or null
     * @return the state to give to the command, in base64, some 85 characters longer; {@link #own} takes the trace off again
     * @throws IllegalArgumentException if it is not base64, or too long with the trace
     */
    public String carry(@Nullable String clientState) {
        return CarriedTrace.of(Context.current(), clientState).toClientState();
    }

    /**
     * The application's own part of a state that came back.
     *
     * @param clientState what a webhook or a start event carried, or null
     * @return what was given to {@link #carry}; the same when nothing was added to it, null when there was nothing
     */
    public static @Nullable String own(@Nullable String clientState) {
        return CarriedTrace.read(clientState).own();
    }

    /**
     * The trace that a call belongs to, for spans of the application's own.
     *
     * @param clientState what a webhook or a start event carried, or null
     * @return the current context with the carried span as parent; as it is when none was carried, or one that is not genuine
     */
    public static Context context(@Nullable String clientState) {
        return CarriedTrace.read(clientState).in(Context.current());
    }
}
