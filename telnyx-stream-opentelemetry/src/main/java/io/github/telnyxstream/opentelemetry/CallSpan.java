package io.github.telnyxstream.opentelemetry;

import io.github.telnyxstream.stream.Finding;
import io.github.telnyxstream.stream.StreamEnd;
import io.github.telnyxstream.stream.StreamFailure;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.event.StartEvent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The span of one stream. Its parent is known with the start event only, so it is made then and begins before. Serial. */
final class CallSpan {
    /** An SDK keeps 128 events of a span unless told otherwise; the last ones must have room. */
    static final int MOST_EVENTS = 100;

    static final AttributeKey<String> CALL = AttributeKey.stringKey("telnyx.call_control_id");
    private static final AttributeKey<String> CALL_SESSION = AttributeKey.stringKey("telnyx.call_session_id");
    private static final AttributeKey<String> STREAM = AttributeKey.stringKey("telnyx.stream_id");
    private static final AttributeKey<String> ENCODING = AttributeKey.stringKey("telnyx.stream.encoding");
    private static final AttributeKey<String> END = AttributeKey.stringKey("telnyx.stream.end");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("telnyx.mark.outcome");
    private static final AttributeKey<String> KIND = AttributeKey.stringKey("telnyx.finding.kind");
    private static final AttributeKey<String> CODE = AttributeKey.stringKey("telnyx.error.code");
    private static final AttributeKey<Long> MARKS = AttributeKey.longKey("telnyx.stream.marks");
    private static final AttributeKey<Long> INTERRUPTIONS = AttributeKey.longKey("telnyx.stream.interruptions");
    private static final AttributeKey<Long> KEYS = AttributeKey.longKey("telnyx.stream.keys");

    private final Tracer tracer;
    private @Nullable Instant opened;
    private @Nullable Span span;
    private Context context = Context.current();
    private boolean heard;
    private int events;
    private long marks;
    private long interruptions;
    private long keys;

    CallSpan(Tracer tracer) {
        this.tracer = tracer;
    }

    /** In which the application is called. */
    Context context() {
        return context;
    }

    void opened() {
        if (opened == null) {
            opened = Instant.now();
        }
    }

    void started(StreamSession session, StartEvent event) {
        if (span != null) {
            return;
        }
        Span made = begin(CallTraces.context(event.clientState()), session);
        set(made, CALL_SESSION, event.callSessionId());
        set(made, STREAM, event.streamId());
        if (session.inboundFormat() != null) {
            made.setAttribute(ENCODING, session.inboundFormat().encoding().wireName());
        }
        made.addEvent("start");
    }

    private Span begin(Context parent, StreamSession session) {
        opened();
        Span made = tracer.spanBuilder("telnyx.call")
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setStartTimestamp(opened == null ? Instant.now() : opened)
                .startSpan();
        set(made, CALL, session.callControlId());
        span = made;
        context = parent.with(made);
        return made;
    }

    private static void set(Span span, AttributeKey<String> key, @Nullable String value) {
        if (value != null) {
            span.setAttribute(key, value);
        }
    }

    void heard() {
        if (!heard && span != null) {
            heard = true;
            span.addEvent("first_audio");
        }
    }

    void marked(Enum<?> outcome) {
        marks++;
        note("mark", Attributes.of(OUTCOME, word(outcome)));
    }

    void interrupted() {
        interruptions++;
        note("interruption", Attributes.empty());
    }

    /** Which one is nobody's business: callers type secrets. */
    void keyPressed() {
        keys++;
        note("key", Attributes.empty());
    }

    private void note(String event, Attributes attributes) {
        if (span != null && events < MOST_EVENTS) {
            events++;
            span.addEvent(event, attributes);
        }
    }

    void found(Finding.Kind kind) {
        if (span != null) {
            span.addEvent("finding", Attributes.of(KIND, word(kind)));
        }
    }

    void objected(String code) {
        note("error", Attributes.of(CODE, code));
    }

    void stopped() {
        if (span != null) {
            span.addEvent("stop");
        }
    }

    void closed(StreamSession session, StreamEnd.Kind kind) {
        ended(session, word(kind));
    }

    void failed(StreamSession session, StreamFailure.Kind kind) {
        ended(session, word(kind)).setStatus(StatusCode.ERROR, word(kind));
    }

    private Span ended(StreamSession session, String end) {
        Span ending = span == null ? begin(Context.current(), session) : span;
        return ending.setAttribute(END, end)
                .setAttribute(MARKS, marks)
                .setAttribute(INTERRUPTIONS, interruptions)
                .setAttribute(KEYS, keys);
    }

    void over() {
        if (span != null) {
            span.end();
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
