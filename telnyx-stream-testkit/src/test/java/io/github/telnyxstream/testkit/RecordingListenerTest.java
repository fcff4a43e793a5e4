package io.github.telnyxstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.MarkOutcome;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamEnd;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.event.MarkEvent;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordingListenerTest {
    private static final Duration PATIENCE = Duration.ofDays(1);
    private static final String START =
            "{\"event\":\"start\",\"stream_id\":\"s\",\"start\":{\"call_control_id\":\"v3:c\","
                    + "\"media_format\":{\"encoding\":\"PCMU\",\"sample_rate\":8000,\"channels\":1}}}";

    private final List<String> inner = new ArrayList<>();
    private final RecordingListener recording = RecordingListener.around(new StreamListener() {
        @Override
        public void onStart(StreamSession session, StartEvent event) {
            inner.add("start of " + event.callControlId());
        }
    });
    private final StreamAcceptor acceptor = StreamAcceptor.create(() -> recording);
    private final TransportListener socket = acceptor.authorise(new Handshake("/media", null, Map.of(), null))
            .toCompletableFuture()
            .join()
            .open(new DeadEnd());

    @AfterEach
    void close() {
        acceptor.close();
    }

    private static String media(int chunk) {
        return "{\"event\":\"media\",\"stream_id\":\"s\",\"media\":{\"track\":\"inbound\",\"chunk\":\"" + chunk
                + "\",\"timestamp\":\"20\",\"payload\":\"/////w==\"}}";
    }

    @Test
    void remembersWhatItPassesOn() throws InterruptedException {
        socket.onText(START);
        socket.onText(media(1));
        socket.onText(media(2));
        assertThat(recording.awaitStart(PATIENCE)).isTrue();
        assertThat(recording.awaitFrames(2, PATIENCE)).isTrue();
        socket.onBinary(7);
        socket.onText("{\"event\":\"stop\",\"stream_id\":\"s\"}");
        assertThat(recording.awaitEnd(PATIENCE)).isTrue();

        assertThat(inner).containsExactly("start of v3:c");
        assertThat(recording.session()).isPresent();
        assertThat(recording.pcm()).hasSize(8).containsOnly(0);
        assertThat(recording.problems()).hasSize(1);
        assertThat(recording.end()).map(StreamEnd::kind).contains(StreamEnd.Kind.STOPPED);
        assertThat(recording.failure()).isEmpty();
        assertThat(recording.endings()).isEqualTo(1);
        assertThat(recording.callsAfterTheEnd()).isZero();
    }

    @Test
    void countsWhatMustNotHappen() throws InterruptedException {
        socket.onText(START);
        assertThat(recording.awaitStart(PATIENCE)).isTrue();
        StreamSession session = recording.session().orElseThrow();
        recording.onClosed(session, new StreamEnd(StreamEnd.Kind.STOPPED, -1, ""));
        recording.onMark(session, new MarkEvent(null, -1, "late"), MarkOutcome.PLAYED);
        recording.onClosed(session, new StreamEnd(StreamEnd.Kind.STOPPED, -1, ""));
        assertThat(recording.endings()).isEqualTo(2);
        assertThat(recording.callsAfterTheEnd()).isEqualTo(2);
        assertThat(recording.markOutcomes()).containsExactly(MarkOutcome.PLAYED);
    }

    @Test
    void givesUpWaitingInTime() throws InterruptedException {
        assertThat(recording.awaitEnd(Duration.ofMillis(1))).isFalse();
    }

    /** A socket that takes everything. */
    private static final class DeadEnd implements StreamTransport {
        @Override
        public void sendText(OutgoingMessage message, SendCallback callback) {
            callback.sent();
        }

        @Override
        public void sendPing(SendCallback callback) {
            callback.sent();
        }

        @Override
        public boolean isSendBlocking() {
            return true;
        }

        @Override
        public void close(int code, String reason) {}

        @Override
        public void abort() {}
    }
}
