package io.github.telnyxstream.benchmarks;

import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A process that opens many sessions and writes how many bytes of heap each of them takes: idle, and with full queues. */
public final class MemoryTarget {
    private static final int SESSIONS = 1000;
    private static final int FRAMES = 300;
    private static final int COLLECTIONS = 5;

    private MemoryTarget() {}

    private static final class Listener implements StreamListener {}

    private static final class Silent implements StreamTransport {
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
            return false;
        }

        @Override
        public void close(int code, String reason) {}

        @Override
        public void abort() {}
    }

    /**
     * Measures.
     *
     * @param arguments none
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        // never runs anything: as good as a listener that blocks
        StreamAcceptor acceptor = StreamAcceptor.builder(Listener::new)
                .options(AcceptorOptions.builder().listenerExecutor(task -> {}).build())
                .build();
        open(acceptor, 10);
        long before = used();
        List<TransportListener> streams = open(acceptor, SESSIONS);
        long idle = (used() - before) / SESSIONS;
        String payload = Base64.getEncoder().encodeToString(new byte[160]);
        for (int k = 0; k < streams.size(); k++) {
            for (int chunk = 1; chunk <= FRAMES; chunk++) {
                streams.get(k)
                        .onText("{\"event\":\"media\",\"sequence_number\":\"" + (chunk + 1) + "\",\"stream_id\":\"s" + k
                                + "\",\"media\":{\"track\":\"inbound\",\"chunk\":\"" + chunk
                                + "\",\"timestamp\":\"" + chunk * 20 + "\",\"payload\":\"" + payload + "\"}}");
            }
        }
        long active = (used() - before) / SESSIONS;
        System.out.println(idle + " " + active + " " + streams.size());
        System.out.flush();
        System.exit(0);
    }

    private static List<TransportListener> open(StreamAcceptor acceptor, int count) {
        Handshake handshake = new Handshake("/", null, Map.of(), null);
        List<TransportListener> streams = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            TransportListener stream =
                    acceptor.authorise(handshake).toCompletableFuture().join().open(new Silent());
            stream.onText(
                    "{\"event\":\"start\",\"sequence_number\":\"1\",\"start\":{\"user_id\":\"u\",\"call_control_id\":\"c"
                            + k
                            + "\",\"media_format\":{\"encoding\":\"PCMU\",\"sample_rate\":8000,\"channels\":1}},\"stream_id\":\"s"
                            + k
                            + "\"}");
            streams.add(stream);
        }
        return streams;
    }

    private static long used() {
        for (int k = 0; k < COLLECTIONS; k++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
