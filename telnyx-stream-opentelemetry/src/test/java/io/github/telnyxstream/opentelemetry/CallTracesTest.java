package io.github.telnyxstream.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.access.StreamAuthenticator;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.testkit.FakeTransport;
import io.github.telnyxstream.testkit.ManualClock;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a scope is there to be closed
class CallTracesTest {
    private static final String CALL = "v3:exampleCallControlId";
    private static final String OWN = Base64.getEncoder().encodeToString("order 42".getBytes(StandardCharsets.UTF_8));

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final OpenTelemetrySdk otel = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .build();
    private final CallTraces traces = CallTraces.of(otel);
    private final ManualClock clock = new ManualClock();
    private final FakeTransport telnyx = new FakeTransport(clock);
    private final List<String> spanOfTheListener = new CopyOnWriteArrayList<>();
    private StreamListener application = new StreamListener() {
        @Override
        public void onStart(StreamSession session, StartEvent event) {
            session.play(AudioSource.pcm(8000, new short[16_000]));
            session.mark("end");
        }

        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            spanOfTheListener.add(Span.current().getSpanContext().getSpanId());
        }
    };
    private final StreamAcceptor acceptor = StreamAcceptor.builder(() -> traces.traced(application))
            .authenticator(StreamAuthenticator.everybody())
            .options(AcceptorOptions.builder()
                    .clock(clock)
                    .listenerExecutor(clock.executor())
                    .build())
            .build();

    @AfterEach
    void close() {
        acceptor.close();
        otel.close();
    }

    private void start(String clientState) {
        telnyx.openAt(acceptor);
        telnyx.connected();
        telnyx.say(
                "{\"event\":\"start\",\"sequence_number\":\"1\",\"stream_id\":\"11111111-2222-4333-8444-555555555555\",\"start\":{\"call_control_id\":\""
                        + CALL + "\",\"call_session_id\":\"session\",\"from\":\"+15550100001\",\"to\":\"+15550100002\","
                        + (clientState == null ? "" : "\"client_state\":\"" + clientState + "\",")
                        + "\"media_format\":{\"encoding\":\"PCMU\",\"sample_rate\":8000,\"channels\":1}}}");
        clock.settle();
    }

    /** A stop is the end once the socket is closed, or after a while. */
    private void stop() {
        telnyx.say(
                "{\"event\":\"stop\",\"sequence_number\":\"999\",\"stream_id\":\"11111111-2222-4333-8444-555555555555\"}");
        telnyx.closedByTelnyx(1000);
        clock.advance(Duration.ofMinutes(1));
    }

    private SpanData span() {
        assertThat(spans.getFinishedSpanItems()).hasSize(1);
        return spans.getFinishedSpanItems().get(0);
    }

    private static List<String> names(SpanData span) {
        return span.getEvents().stream().map(EventData::getName).toList();
    }

    private static Object attribute(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }

    @Test
    void tellsOneCallInOneSpan() {
        start(null);
        telnyx.media(new byte[160]);
        telnyx.media(new byte[160]);
        telnyx.dtmf('7');
        clock.advance(Duration.ofMillis(100));
        acceptor.session(CALL).interrupt();
        clock.settle();
        assertThat(spans.getFinishedSpanItems()).isEmpty();
        stop();

        SpanData span = span();
        assertThat(span.getName()).isEqualTo("telnyx.call");
        assertThat(names(span)).containsExactly("start", "first_audio", "key", "interruption", "mark", "stop");
        assertThat(attribute(span, "telnyx.call_control_id")).isEqualTo(CALL);
        assertThat(attribute(span, "telnyx.call_session_id")).isEqualTo("session");
        assertThat(attribute(span, "telnyx.stream_id")).isEqualTo("11111111-2222-4333-8444-555555555555");
        assertThat(attribute(span, "telnyx.stream.encoding")).isEqualTo("PCMU");
        assertThat(attribute(span, "telnyx.stream.end")).isEqualTo("stopped");
        assertThat(span.getAttributes().get(AttributeKey.longKey("telnyx.stream.marks")))
                .isEqualTo(1);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(span.toString()).doesNotContain("+1555").doesNotContain("0100001");
        assertThat(spanOfTheListener).containsOnly(span.getSpanId()).isNotEmpty();
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    @Test
    void tellsWhyACallFailed() {
        telnyx.openAt(acceptor);
        telnyx.connected();
        clock.advance(Duration.ofMinutes(1));

        SpanData span = span();
        assertThat(attribute(span, "telnyx.stream.end")).isEqualTo("no_start");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void hasRoomForTheEndOfACallThatIsFullOfMarks() {
        start(null);
        for (int k = 0; k < 300; k++) {
            telnyx.dtmf('1');
        }
        clock.settle();
        stop();
        SpanData span = span();
        assertThat(names(span)).contains("stop").hasSizeLessThan(128);
        assertThat(span.getAttributes().get(AttributeKey.longKey("telnyx.stream.keys")))
                .isEqualTo(300);
    }

    @Test
    void continuesTheTraceThatItsCallCarries() {
        Span webhook = otel.getTracer("test").spanBuilder("answered elsewhere").startSpan();
        String state;
        try (Scope unused = webhook.makeCurrent()) {
            state = traces.carry(OWN);
        }
        start(state);
        stop();

        assertThat(span().getTraceId()).isEqualTo(webhook.getSpanContext().getTraceId());
        assertThat(span().getParentSpanId()).isEqualTo(webhook.getSpanContext().getSpanId());
        assertThat(span().getParentSpanContext().isRemote()).isTrue();
        assertThat(CallTraces.own(state)).isEqualTo(OWN);
    }

    @Test
    void leavesTheApplicationsStateAlone() {
        assertThat(CallTraces.own(null)).isNull();
        assertThat(CallTraces.own(OWN)).isEqualTo(OWN);
        assertThat(CallTraces.own("no base64!")).isEqualTo("no base64!");
        assertThat(CallTraces.own(traces.carry(OWN))).isEqualTo(OWN);
        assertThat(CallTraces.own(traces.carry(null))).isNull();
        byte[] all = new byte[256];
        for (int k = 0; k < all.length; k++) {
            all[k] = (byte) k;
        }
        String binary = Base64.getEncoder().encodeToString(all);
        assertThat(CallTraces.own(traces.carry(binary))).isEqualTo(binary);
        Span span = otel.getTracer("test").spanBuilder("x").startSpan();
        try (Scope unused = span.makeCurrent()) {
            assertThat(traces.carry(OWN)).hasSizeLessThanOrEqualTo(OWN.length() + 86);
        }
    }

    @Test
    void saysWhichLimitIsBroken() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> traces.carry("A".repeat(4_096)))
                .withMessageContaining("4096");
        assertThatIllegalArgumentException().isThrownBy(() -> traces.carry("%")).withMessageContaining("not base64");
    }

    @Test
    void takesNoParentFromAStateThatIsNotGenuine() {
        for (String forged : List.of(
                "otel1:",
                "otel1::",
                "otel1:00-zz-zz-01:",
                "otel1:00-00000000000000000000000000000000-0000000000000000-01:x",
                "otel1:" + "0".repeat(1_000),
                "otel1:ff-" + "1".repeat(32) + "-" + "1".repeat(16) + "-01:")) {
            String state = Base64.getEncoder().encodeToString(forged.getBytes(StandardCharsets.UTF_8));
            Context context = CallTraces.context(state);
            assertThat(Span.fromContext(context).getSpanContext().isValid())
                    .as(forged)
                    .isFalse();
        }
    }

    @Test
    void keepsThePromiseOfAListenerThatDoesNotBlock() {
        assertThat(traces.traced(new StreamListener.NonBlocking() {})).isInstanceOf(StreamListener.NonBlocking.class);
        assertThat(traces.traced(new StreamListener() {})).isNotInstanceOf(StreamListener.NonBlocking.class);
    }

    @Test
    void passesEveryCallbackOn() {
        List<String> callbacks = Arrays.stream(StreamListener.class.getMethods())
                .filter(Method::isDefault)
                .map(Method::getName)
                .toList();
        List<String> passedOn = Arrays.stream(TracedListener.class.getDeclaredMethods())
                .map(Method::getName)
                .toList();
        assertThat(passedOn).containsAll(callbacks);
    }
}
