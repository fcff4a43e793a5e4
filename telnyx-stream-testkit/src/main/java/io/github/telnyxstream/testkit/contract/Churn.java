package io.github.telnyxstream.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.StartEvent;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Many short calls on one server, ended in every way there is. */
final class Churn {
    private static final int FRAMES = 5;

    /** Ways to end a call. */
    private enum Way {
        STOP,
        CLOSE,
        RESET,
        VANISH,
        BY_THE_APPLICATION,
        STOP_AND_RESET
    }

    private final Map<String, WeakReference<StreamSession>> sessions = new ConcurrentHashMap<>();
    private final Map<String, Integer> heard = new ConcurrentHashMap<>();
    private final AtomicInteger ends = new AtomicInteger();

    private Churn() {}

    /** The first calls load classes and fill pools; what the others add must go. */
    static void assertNothingIsLeft(AdapterUnderTest adapter, int calls) throws Exception {
        new Churn().run(adapter, ChurnContract.CALLS_AT_ONCE);
        Footprint before = Footprint.now();
        Churn churn = new Churn();
        churn.run(adapter, calls);
        assertThat(churn.ends).hasValue(calls);
        assertThat(churn.sessions).hasSize(calls);
        Footprint.awaitNoMoreThan(before);
        Bench.await(() -> {
            System.gc();
            return churn.sessions.values().stream().allMatch(session -> session.get() == null);
        });
    }

    private void run(AdapterUnderTest adapter, int calls) throws Exception {
        try (StreamAcceptor acceptor = StreamAcceptor.create(Busy::new);
                AdapterUnderTest.RunningServer server = adapter.serve(acceptor)) {
            for (int first = 0; first < calls; first += ChurnContract.CALLS_AT_ONCE) {
                List<RawClient> clients = new ArrayList<>();
                for (int n = first; n < first + ChurnContract.CALLS_AT_ONCE; n++) {
                    clients.add(open(server.port(), n));
                }
                for (int k = 0; k < clients.size(); k++) {
                    String call = "stream-" + (first + k);
                    Bench.await(() -> heard.getOrDefault(call, 0) == FRAMES);
                    end(clients.get(k), call, Way.values()[(first + k) % Way.values().length]);
                }
                int over = first + ChurnContract.CALLS_AT_ONCE;
                Bench.await(() -> ends.get() == over);
                for (RawClient client : clients) {
                    client.close();
                }
            }
            Bench.await(() -> acceptor.openSessions() == 0);
        }
    }

    private static RawClient open(int port, int number) throws IOException {
        RawClient client = RawClient.upgrade(port, "/media/" + number);
        for (String message : CallingPeer.messagesBeforeMedia(number)) {
            client.sendText(message);
        }
        for (int chunk = 1; chunk <= FRAMES; chunk++) {
            client.sendText("{\"event\":\"media\",\"stream_id\":\"stream-" + number
                    + "\",\"media\":{\"track\":\"inbound\",\"chunk\":\"" + chunk + "\",\"payload\":\"" + "f".repeat(216)
                    + "\"}}");
        }
        return client;
    }

    private void end(RawClient client, String call, Way way) throws IOException {
        switch (way) {
            case STOP -> client.sendText(stop(call));
            case CLOSE -> client.sendClose(1000, "");
            case RESET -> client.reset();
            case VANISH -> client.close();
            case BY_THE_APPLICATION -> {
                WeakReference<StreamSession> opened =
                        Objects.requireNonNull(sessions.get(call), "a call of this churn");
                Objects.requireNonNull(opened.get(), "a session that is open").close();
            }
            case STOP_AND_RESET -> {
                client.sendText(stop(call));
                client.reset();
            }
        }
    }

    private static String stop(String call) {
        return "{\"event\":\"stop\",\"stream_id\":\"" + call + "\",\"stop\":{}}";
    }

    /** Echoes, talks on, and is cut off in the midst of it. */
    private final class Busy implements StreamListener {
        private String call = "";

        @Override
        public void onStart(StreamSession session, StartEvent event) {
            call = String.valueOf(event.streamId());
            sessions.put(call, new WeakReference<>(session));
            session.playLive(8_000).write(new short[8_000]);
        }

        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            session.mark("heard");
            heard.merge(call, 1, Integer::sum);
        }

        @Override
        public void onEnd(StreamSession session) {
            ends.incrementAndGet();
        }
    }
}
