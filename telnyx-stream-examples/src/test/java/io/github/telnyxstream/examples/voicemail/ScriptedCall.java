package io.github.telnyxstream.examples.voicemail;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import io.github.telnyxstream.testkit.ManualClock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/** One call without a network, in which time passes when the test lets it, and Telnyx says what the test wants. */
final class ScriptedCall implements StreamTransport, AutoCloseable {
    static final String ID = "v3:exampleCallControlId";
    private static final String MARK_HEAD = "{\"event\":\"mark\",\"mark\":{\"name\":\"";
    private static final Duration FRAME = Duration.ofMillis(20);

    private final ManualClock clock = new ManualClock();
    private final Queue<String> marks = new ConcurrentLinkedQueue<>();
    private final StreamAcceptor acceptor;
    private final TransportListener telnyx;
    private int chunk;

    ScriptedCall(StreamListener listener) {
        acceptor = StreamAcceptor.builder(() -> listener)
                .options(AcceptorOptions.builder()
                        .clock(clock)
                        .listenerExecutor(Runnable::run)
                        .build())
                .build();
        telnyx = acceptor.authorise(new Handshake("/", null, Map.of(), null))
                .toCompletableFuture()
                .join()
                .open(this);
        telnyx.onText("{\"event\":\"connected\",\"version\":\"1.0.0\"}");
        telnyx.onText(
                "{\"event\":\"start\",\"sequence_number\":\"1\",\"stream_id\":\"s1\",\"start\":{\"call_control_id\":\""
                        + ID
                        + "\",\"from\":\"+15550100001\",\"to\":\"+15550100002\",\"media_format\":{\"encoding\":\"PCMU\","
                        + "\"sample_rate\":8000,\"channels\":1}}}");
    }

    /** The caller says these 20 ms. */
    void hear(short[] samples) {
        byte[] payload = new byte[160];
        AudioCodec.of(MediaFormat.PCMU).encode(samples, 0, 160, payload, 0);
        chunk++;
        telnyx.onText("{\"event\":\"media\",\"sequence_number\":\"" + (chunk + 3)
                + "\",\"stream_id\":\"s1\",\"media\":{\"track\":\"inbound\",\"chunk\":\"" + chunk
                + "\",\"timestamp\":\""
                + chunk * 20 + "\",\"payload\":\"" + Base64.getEncoder().encodeToString(payload) + "\"}}");
    }

    void press(char digit) {
        telnyx.onText("{\"event\":\"dtmf\",\"stream_id\":\"s1\",\"sequence_number\":\"2\",\"dtmf\":{\"digit\":\""
                + digit + "\"}}");
    }

    /** Telnyx says that it has played what came before the mark that is longest without an answer; false: there is none. */
    boolean returnMark() {
        String name = marks.poll();
        if (name != null) {
            telnyx.onText("{\"event\":\"mark\",\"stream_id\":\"s1\",\"sequence_number\":\"2\",\"mark\":{\"name\":\""
                    + name + "\"}}");
        }
        return name != null;
    }

    /** Lets time pass in frames, each of them preceded by something, until something is so. */
    void passUntil(Duration limit, Runnable eachFrame, BooleanSupplier isSo) {
        for (Duration left = limit; !left.isNegative(); left = left.minus(FRAME)) {
            if (isSo.getAsBoolean()) {
                return;
            }
            eachFrame.run();
            clock.advance(FRAME);
        }
        throw new AssertionError("it did not come about within " + limit);
    }

    @Override
    public void sendText(OutgoingMessage message, SendCallback callback) {
        String text = message.text();
        if (text.startsWith(MARK_HEAD)) {
            marks.add(text.substring(MARK_HEAD.length(), text.length() - 3));
        }
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
    public void close(int code, String reason) {
        telnyx.onClose(code, reason);
    }

    @Override
    public void abort() {
        telnyx.onClose(1006, "");
    }

    @Override
    public void close() {
        acceptor.close();
    }
}
