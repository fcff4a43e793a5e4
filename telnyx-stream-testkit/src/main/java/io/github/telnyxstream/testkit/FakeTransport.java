package io.github.telnyxstream.testkit;

import io.github.telnyxstream.stream.StreamClock;
import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A socket without a network: remembers what the engine sends, lets the test speak for Telnyx, and can be slow, refuse or
 * break. For tests of listeners and of code that drives the transport itself; a whole Telnyx is
 * {@link io.github.telnyxstream.testkit.simulator.TelnyxSimulator}.
 *
 * <pre>{@code
 * ManualClock clock = new ManualClock();
 * FakeTransport telnyx = new FakeTransport(clock);
 * telnyx.openAt(acceptor);
 * telnyx.connected();
 * telnyx.start("v3:call", "PCMU", 8000);
 * clock.advance(Duration.ofSeconds(1));
 * assertThat(telnyx.payloads()).hasSize(50);
 * }</pre>
 *
 * <p>Sends are completed at once unless {@link #hold} was called. A close of the engine is answered at once, unless
 * {@link #leaveCloseUnanswered} was called. <b>Threads:</b> thread-safe.
 */
public final class FakeTransport implements StreamTransport {
    private final StreamClock clock;
    private final boolean blocking;
    private final TelnyxWords words = new TelnyxWords();
    private final List<SentMessage> sent = new ArrayList<>();
    private final List<SendCallback> held = new ArrayList<>();
    private final List<Integer> closeCodes = new ArrayList<>();
    private @Nullable TransportListener listener;
    private @Nullable RuntimeException refusal;
    private boolean holding;
    private boolean closeAnswered = true;
    private int unfinished;
    private int mostUnfinished;
    private int pings;
    private int aborts;

    /**
     * A socket whose sends do not block.
     *
     * @param clock tells when something was sent
     */
    public FakeTransport(StreamClock clock) {
        this(clock, false);
    }

    /**
     * A socket.
     *
     * @param clock tells when something was sent
     * @param isSendBlocking what {@link #isSendBlocking} says: true lets the engine send on threads of its own
     */
    public FakeTransport(StreamClock clock, boolean isSendBlocking) {
        this.clock = Objects.requireNonNull(clock, "clock");
        blocking = isSendBlocking;
    }

    // ------------------------------------------------------------------ what Telnyx does

    /**
     * Opens this socket at an acceptor, with a handshake for the path {@code /}.
     *
     * @param admissions the acceptor
     * @return the engine's side, for whatever the methods below do not say
     * @throws IllegalStateException if the handshake is refused
     */
    public TransportListener openAt(Admissions admissions) {
        return openAt(admissions, new Handshake("/", null, Map.of(), null));
    }

    /**
     * Opens this socket at an acceptor.
     *
     * @param admissions the acceptor
     * @param handshake the upgrade request
     * @return the engine's side, for whatever the methods below do not say
     * @throws IllegalStateException if the handshake is refused
     */
    public TransportListener openAt(Admissions admissions, Handshake handshake) {
        Admission admission =
                admissions.authorise(handshake).toCompletableFuture().join();
        if (!admission.isAccepted()) {
            throw new IllegalStateException("the handshake was refused with " + admission.httpStatus());
        }
        TransportListener opened = admission.open(this);
        synchronized (this) {
            listener = opened;
        }
        return opened;
    }

    /** Says {@code connected}. */
    public void connected() {
        say(TelnyxWords.connected());
    }

    /**
     * Says {@code start}.
     *
     * @param callControlId the call
     * @param encoding wire name of what will arrive, for example {@code PCMU}
     * @param sampleRateHz what {@code sample_rate} says
     */
    public void start(String callControlId, String encoding, int sampleRateHz) {
        say(words.start(callControlId, encoding, sampleRateHz));
    }

    /**
     * Says the next frame of the inbound track.
     *
     * @param payload the encoded bytes
     */
    public void media(byte[] payload) {
        say(words.media(payload));
    }

    /**
     * Says that the caller pressed a key.
     *
     * @param digit which
     */
    public void dtmf(char digit) {
        say(words.dtmf(digit, clock.instant()));
    }

    /**
     * Gives a mark back.
     *
     * @param name its name
     */
    public void mark(String name) {
        say(words.mark(name));
    }

    /** Says {@code stop}. */
    public void stop() {
        say(words.stop());
    }

    /**
     * Says anything.
     *
     * @param text a whole message
     */
    public void say(String text) {
        engine().onText(text);
    }

    /**
     * Closes from Telnyx's side.
     *
     * @param code close code; 1006 for a connection that broke
     */
    public void closedByTelnyx(int code) {
        engine().onClose(code, "");
    }

    private TransportListener engine() {
        TransportListener opened;
        synchronized (this) {
            opened = listener;
        }
        if (opened == null) {
            throw new IllegalStateException("openAt was not called");
        }
        return opened;
    }

    // ------------------------------------------------------------------ how the socket behaves

    /** From now on sends are not completed: the peer has stopped reading. */
    public synchronized void hold() {
        holding = true;
    }

    /** Completes what is held, and from now on everything at once. */
    public void release() {
        synchronized (this) {
            holding = false;
        }
        step();
    }

    /** Completes what is held and goes on holding what follows. */
    public void step() {
        List<SendCallback> waiting;
        synchronized (this) {
            waiting = List.copyOf(held);
            held.clear();
            unfinished -= waiting.size();
        }
        waiting.forEach(SendCallback::sent);
    }

    /**
     * From now on sends throw.
     *
     * @param reason what they throw
     */
    public synchronized void refuseWith(RuntimeException reason) {
        refusal = Objects.requireNonNull(reason, "reason");
    }

    /** From now on a close of the engine is noted and not answered. */
    public synchronized void leaveCloseUnanswered() {
        closeAnswered = false;
    }

    // ------------------------------------------------------------------ what the engine did

    /**
     * Everything sent.
     *
     * @return in order
     */
    public synchronized List<SentMessage> sent() {
        return List.copyOf(sent);
    }

    /**
     * The payloads of all media messages.
     *
     * @return in order
     */
    public List<byte[]> payloads() {
        return sent().stream().flatMap(one -> one.payload().stream()).toList();
    }

    /**
     * The names of all marks.
     *
     * @return in order
     */
    public List<String> marks() {
        return sent().stream().flatMap(one -> one.mark().stream()).toList();
    }

    /**
     * How often Telnyx's buffer was emptied.
     *
     * @return the number of {@code clear} messages
     */
    public long clears() {
        return sent().stream().filter(SentMessage::isClear).count();
    }

    /**
     * How many sends were under way at once at most; the engine promises one.
     *
     * @return 1, or 0 when nothing was sent
     */
    public synchronized int mostUnfinished() {
        return mostUnfinished;
    }

    /**
     * Pings sent.
     *
     * @return how many
     */
    public synchronized int pings() {
        return pings;
    }

    /**
     * Closes asked for.
     *
     * @return their codes, in order
     */
    public synchronized List<Integer> closeCodes() {
        return List.copyOf(closeCodes);
    }

    /**
     * Aborts asked for.
     *
     * @return how many
     */
    public synchronized int aborts() {
        return aborts;
    }

    // ------------------------------------------------------------------ the transport

    @Override
    public void sendText(OutgoingMessage message, SendCallback callback) {
        synchronized (this) {
            sent.add(new SentMessage(message.text(), clock.nanoTime()));
        }
        take(callback);
    }

    @Override
    public void sendPing(SendCallback callback) {
        synchronized (this) {
            pings++;
        }
        take(callback);
    }

    private void take(SendCallback callback) {
        synchronized (this) {
            if (refusal != null) {
                throw refusal;
            }
            mostUnfinished = Math.max(mostUnfinished, unfinished + 1);
            if (holding) {
                unfinished++;
                held.add(callback);
                return;
            }
        }
        callback.sent();
    }

    @Override
    public boolean isSendBlocking() {
        return blocking;
    }

    @Override
    public void close(int code, String reason) {
        boolean answer;
        synchronized (this) {
            closeCodes.add(code);
            answer = closeAnswered && listener != null;
        }
        if (answer) {
            engine().onClose(code, reason);
        }
    }

    @Override
    public void abort() {
        boolean told;
        synchronized (this) {
            aborts++;
            told = listener != null;
        }
        if (told) {
            engine().onClose(1006, "");
        }
    }
}
