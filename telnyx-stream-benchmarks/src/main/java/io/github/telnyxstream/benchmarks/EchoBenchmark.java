package io.github.telnyxstream.benchmarks;

import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamClock;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The whole library per echoed frame, without a socket: message in, decoded, listener, encoded, paced, message out. */
@State(Scope.Thread)
public class EchoBenchmark {
    /** Counting begins anew behind the last. */
    private static final int CHUNKS = 512;

    private final Echo borrowed = new Echo(new BorrowingEcho());
    private final Echo kept = new Echo(new EchoTarget.PromptEcho());

    /** A listener that takes the session's own frame. */
    @Benchmark
    public int borrowed() {
        return borrowed.next();
    }

    /** A listener whose frames may be kept. */
    @Benchmark
    public int kept() {
        return kept.next();
    }

    private static final class BorrowingEcho implements StreamListener.NonBlocking {
        @Override
        public void onBorrowedMedia(StreamSession session, MediaFrame frame) {
            session.send(frame);
        }
    }

    /** Twenty milliseconds pass with each frame; the engine needs no thread for it. */
    private static final class Time implements StreamClock {
        private long nanos = 1;

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void parkUntil(long deadlineNanos) {
            throw new IllegalStateException("no thread waits here");
        }

        @Override
        public boolean tryCallAt(long deadlineNanos, Runnable task) {
            return true;
        }
    }

    private static final class Echo implements StreamTransport {
        private final Time time = new Time();
        private final ByteBuffer written = ByteBuffer.allocate(1024);
        private final byte[][] messages = new byte[CHUNKS][];
        private final TransportListener stream;
        private int at;

        Echo(StreamListener listener) {
            Frames frames = new Frames();
            for (int k = 0; k < CHUNKS; k++) {
                messages[k] = message(k, frames.nextMuLaw()).getBytes(StandardCharsets.UTF_8);
            }
            StreamAcceptor acceptor = StreamAcceptor.builder(() -> listener)
                    .options(AcceptorOptions.builder()
                            .clock(time)
                            .pingInterval(Duration.ZERO)
                            .silentPeerTimeout(Duration.ZERO)
                            .build())
                    .build();
            stream = acceptor.authorise(new Handshake("/", null, Map.of(), null))
                    .toCompletableFuture()
                    .join()
                    .open(this);
            stream.onText(
                    "{\"event\":\"start\",\"sequence_number\":\"1\",\"stream_id\":\"s\",\"start\":{\"user_id\":\"u\","
                            + "\"call_control_id\":\"c\",\"media_format\":{\"encoding\":\"PCMU\",\"sample_rate\":8000,"
                            + "\"channels\":1}}}");
        }

        private static String message(int chunk, byte[] audio) {
            return "{\"event\":\"media\",\"sequence_number\":\"" + (chunk + 2) + "\",\"stream_id\":\"s\",\"media\":{"
                    + "\"track\":\"inbound\",\"chunk\":\"" + chunk + "\",\"timestamp\":\"" + 20L * chunk
                    + "\",\"payload\":\"" + Base64.getEncoder().encodeToString(audio) + "\"}}";
        }

        int next() {
            byte[] message = messages[at];
            at = (at + 1) % CHUNKS;
            stream.onText(message, 0, message.length);
            time.nanos += 20_000_000;
            return written.position();
        }

        @Override
        public void sendText(OutgoingMessage message, SendCallback callback) {
            message.copyTo(written.clear());
            callback.sent();
        }

        @Override
        public void sendPing(SendCallback callback) {
            callback.sent();
        }

        @Override
        public boolean isSendBlocking() {
            return false;
        }

        @Override
        public void close(int code, String reason) {}

        @Override
        public void abort() {}
    }
}
