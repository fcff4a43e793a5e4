package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A session with a Telnyx behind a network that takes its time: it plays what arrives at its own speed, returns a mark when
 * what came before it was played, and all of them at a clear. What is heard is kept sample by sample. Nothing moves but
 * what the test moves, a millisecond at a time.
 */
final class FarTelnyx implements StreamTransport {
    private static final int SAMPLES_PER_MILLI = 8;

    final ManualClock clock = new ManualClock();
    final RecordingListener listener = new RecordingListener();
    final EngineSession session;
    final Engine engine;

    private final IntSupplier delayMillis;
    private final int inHandMillis;
    private final ArrayDeque<Underway> toTelnyx = new ArrayDeque<>();
    private final ArrayDeque<Underway> toUs = new ArrayDeque<>();
    /** Samples, or the name of a mark, as Telnyx has queued them. */
    private final ArrayDeque<Object> queue = new ArrayDeque<>();

    private final List<Short> heard = new ArrayList<>();
    private long silentSamples;
    private long nowMillis;
    private long playFromMillis = -1;
    private int clears;
    private int frames;
    private boolean framesWanted = true;
    /** Who hears on the socket that is open; null while there is none. */
    private @Nullable TransportListener peer;

    private record Underway(String text, long atMillis) {}

    /** Telnyx at that distance; a delay each for every message, but none overtakes another. */
    FarTelnyx(UnaryOperator<AcceptorOptions.Builder> options, IntSupplier delayMillis, int inHandMillis) {
        this.delayMillis = delayMillis;
        this.inHandMillis = inHandMillis;
        StreamSettings settings = StreamSettings.builder("wss://h/")
                .outboundFormat(MediaFormat.l16(8000))
                .build();
        AcceptorOptions.Builder builder = AcceptorOptions.builder().clock(clock).listenerExecutor(Runnable::run);
        engine = new Engine(options.apply(builder).build(), new Workers(Runnable::run));
        session = SessionRig.session(engine, new Expected(Messages.CALL, settings, null), this, listener);
        peer = session;
        engine.takePlace();
        engine.enter(session);
        session.onText(Messages.CONNECTED);
        session.onText(Messages.start());
    }

    static FarTelnyx at(int delayMillis) {
        return new FarTelnyx(options -> options, () -> delayMillis, 0);
    }

    /** The connection breaks: what is under way is lost, no mark comes back, and Telnyx plays on what it has, or not. */
    void cut(boolean playsOn) {
        toTelnyx.clear();
        toUs.clear();
        queue.removeIf(each -> !playsOn || each instanceof String);
        TransportListener cut = Objects.requireNonNull(peer);
        peer = null;
        cut.onClose(1006, "");
    }

    /** The same call starts on another socket. */
    void connectAgain() {
        Place place = Objects.requireNonNull(engine.takePlace());
        place.tryOpen();
        TransportListener next =
                Objects.requireNonNull(engine.resume(place, new Expected(Messages.CALL, null, null), new Again()));
        peer = next;
        next.onText(Messages.CONNECTED);
        next.onText(Messages.start("L16", 8000));
    }

    /** Another socket to the same Telnyx. */
    private final class Again implements StreamTransport {
        @Override
        public void sendText(OutgoingMessage message, SendCallback callback) {
            FarTelnyx.this.sendText(message, callback);
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

    @Override
    public void sendText(OutgoingMessage message, SendCallback callback) {
        if (peer == null) {
            throw new AssertionError("sent without a socket");
        }
        toTelnyx.add(new Underway(message.text(), arrival(toTelnyx)));
        callback.sent();
    }

    private long arrival(ArrayDeque<Underway> road) {
        long at = nowMillis + delayMillis.getAsInt();
        return road.isEmpty() ? at : Math.max(at, road.peekLast().atMillis);
    }

    void runMillis(long millis) {
        for (long k = 0; k < millis; k++) {
            clock.advanceMillis(1);
            nowMillis++;
            arrive();
            play();
            while (!toUs.isEmpty() && toUs.peek().atMillis <= nowMillis) {
                Objects.requireNonNull(peer).onText(toUs.remove().text);
            }
            if (nowMillis % 20 == 7) {
                session.tick(clock.nanoTime());
            }
        }
    }

    private void arrive() {
        while (!toTelnyx.isEmpty() && toTelnyx.peek().atMillis <= nowMillis) {
            FakeTransport.Sent sent = new FakeTransport.Sent(toTelnyx.remove().text, clock.nanoTime());
            if (sent.isMedia()) {
                take(sent.payload());
            } else if (sent.isClear()) {
                clears++;
                queue.stream().filter(String.class::isInstance).forEach(this::giveBack);
                queue.clear();
                playFromMillis = -1;
            } else {
                queue.add(sent.mark());
            }
        }
    }

    private void take(byte[] payload) {
        frames++;
        if (!framesWanted) {
            throw new AssertionError("a frame has arrived although nothing may leave");
        }
        if (queue.isEmpty()) {
            playFromMillis = nowMillis + inHandMillis;
        }
        for (int k = 0; k < payload.length; k += 2) {
            queue.add((short) (payload[k] & 0xFF | payload[k + 1] << 8));
        }
    }

    private void play() {
        giveBackMarks();
        for (int k = 0; k < SAMPLES_PER_MILLI; k++) {
            if (nowMillis >= playFromMillis && queue.peek() instanceof Short sample) {
                queue.remove();
                heard.add(sample);
                giveBackMarks();
            } else {
                silentSamples++;
            }
        }
    }

    private void giveBackMarks() {
        while (queue.peek() instanceof String name) {
            queue.remove();
            giveBack(name);
        }
    }

    private void giveBack(Object name) {
        if (peer != null) {
            toUs.add(new Underway(Messages.mark((String) name), arrival(toUs)));
        }
    }

    /** From now on, whatever has not arrived yet must not be audio. */
    void expectNoFrame() {
        framesWanted = toTelnyx.stream().noneMatch(each -> new FakeTransport.Sent(each.text, 0).isMedia());
        toTelnyx.removeIf(each -> new FakeTransport.Sent(each.text, 0).isMedia());
        framesWanted = false;
    }

    void expectFrames() {
        framesWanted = true;
    }

    /** What was heard so far. */
    short[] heard() {
        short[] samples = new short[heard.size()];
        for (int k = 0; k < samples.length; k++) {
            samples[k] = heard.get(k);
        }
        return samples;
    }

    int heardSamples() {
        return heard.size();
    }

    int clears() {
        return clears;
    }

    int frames() {
        return frames;
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
    public void close(int code, String reason) {
        session.onClose(code, reason);
    }

    @Override
    public void abort() {
        if (peer != null) {
            session.onError(new java.io.IOException("aborted"));
        }
    }
}
