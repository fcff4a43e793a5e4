package io.github.telnyxstream.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What was paced and not yet taken by the socket. At most one send is unfinished at a time. Audio is bounded by
 * {@link #hasRoom}; marks and clears always find a place and keep it.
 */
final class Outbox {
    private static final long MAX_LOOK_NANOS = 20_000_000;
    /** Two that stand for a ping and for a pong in the queue. */
    private static final OutgoingMessage PING = OutgoingMessage.ofUtf8(new byte[0]);

    private static final OutgoingMessage PONG = OutgoingMessage.ofUtf8(new byte[0]);

    private final StreamTransport transport;
    private final boolean sendBlocking;
    private final Executor senders;
    private final Runnable turn = this::run;
    private final StreamClock clock;
    private final Consumer<Throwable> onFailure;
    private volatile LongConsumer lookWithin = nanos -> {};
    private final StreamObserver observer;
    private final boolean isObserved;

    @GuardedBy("this")
    private final OutQueue entries = new OutQueue();
    /** Used last; again where its end was told before its send returned, so that nobody has it any more. */
    @GuardedBy("this")
    private InFlight last = new InFlight();

    @GuardedBy("this")
    private boolean isLastIdle = true;

    @GuardedBy("this")
    private boolean draining;

    @GuardedBy("this")
    private boolean inFlight;

    @GuardedBy("this")
    private long inFlightSinceNanos;
    /** The server has taken the message over and still holds bytes of it. */
    @GuardedBy("this")
    private boolean held;

    @GuardedBy("this")
    private boolean closed;

    @GuardedBy("this")
    private boolean pingWaits;

    @GuardedBy("this")
    private byte @Nullable [] pongWaits;

    @GuardedBy("this")
    private @Nullable OutboundTap tap;

    Outbox(StreamTransport transport, Executor senders, StreamClock clock, Consumer<Throwable> onFailure) {
        this(transport, senders, clock, onFailure, StreamObserver.NONE);
    }

    Outbox(
            StreamTransport transport,
            Executor senders,
            StreamClock clock,
            Consumer<Throwable> onFailure,
            StreamObserver observer) {
        this.observer = observer;
        this.isObserved = !observer.equals(StreamObserver.NONE);
        this.transport = transport;
        this.sendBlocking = transport.isSendBlocking();
        this.senders = senders;
        this.clock = clock;
        this.onFailure = onFailure;
    }

    /** Whether audio of so many bytes finds a place; alone it does, whatever its size. */
    @SuppressWarnings("GuardedBy") // anybody may ask
    boolean hasRoom(int lengthBytes) {
        return entries.hasRoom(lengthBytes);
    }

    /** Has somebody listen to the audio that leaves. */
    synchronized void listenWith(OutboundTap listening) {
        tap = listening;
    }

    /** Adds a copy of the first so many bytes. */
    synchronized void addMedia(byte[] utf8, int lengthBytes) {
        addMedia(entries.filled(utf8, lengthBytes));
    }

    synchronized void addMedia(FrameMessage frame) {
        if (!closed) {
            if (tap != null) {
                tap.left(frame.message());
            }
            entries.add(frame);
        }
    }

    /** Adds a mark or a clear; a clear directly after another adds nothing. */
    synchronized void addControl(OutgoingMessage message) {
        if (!closed && entries.peekLast() != message) {
            entries.add(message);
        }
    }

    /** Messages of audio that are not being sent yet. */
    @SuppressWarnings("GuardedBy") // anybody may ask
    int waitingMedia() {
        return entries.mediaFrames();
    }

    /** Adds a ping unless one waits. */
    void ping() {
        synchronized (this) {
            if (closed || pingWaits) {
                return;
            }
            pingWaits = true;
            entries.add(PING);
        }
        drain();
    }

    /** Adds an answer to a ping; one that waits answers the later ping instead (RFC 6455, 5.5.3). */
    void pong(byte[] payload) {
        synchronized (this) {
            boolean isFirst = pongWaits == null;
            pongWaits = payload;
            if (closed || !isFirst) {
                return;
            }
            entries.add(PONG);
        }
        drain();
    }

    /** Throws away all audio that is not being sent yet. */
    synchronized void purgeMedia() {
        entries.purgeMedia();
        if (tap != null) {
            tap.cut();
        }
    }

    /** The connection is lost: nothing that waits is for the next one. */
    synchronized void forgetAll() {
        purgeMedia();
        entries.clear();
        pingWaits = false;
        pongWaits = null;
    }

    synchronized void close() {
        closed = true;
        entries.clear();
        entries.forgetSpare();
    }

    /** Whether the peer takes nothing at the moment although something waits. */
    synchronized boolean isStalled() {
        return inFlight && entries.isFull();
    }

    /** Audio that was paced and waits for the server. */
    synchronized long waitingMillis() {
        return entries.mediaFrames() * (long) MediaFormat.PTIME_MILLIS;
    }

    /** How long the unfinished send has been under way; 0 when there is none. */
    synchronized long sendingForNanos(long nowNanos) {
        return inFlight ? nowNanos - inFlightSinceNanos : 0;
    }

    /**
     * Sees to it that what waits is sent: here and now by a transport that does not block, else by a sender. Also looks
     * whether the server has got rid of what it took over. Never to be called with a lock of the engine's held.
     */
    void drain() {
        boolean looking;
        synchronized (this) {
            if (closed || (draining ? !held : entries.isEmpty())) {
                return;
            }
            draining = true;
            looking = held;
            held = false;
        }
        // where nothing is handed over, the next turn finds out by itself that nothing waits
        if (!looking || (checkWritten() && !(sendBlocking && finishWhenEmpty()))) {
            go();
        }
    }

    /** See {@link ItemRing#touch}. */
    @SuppressWarnings("GuardedBy") // on purpose
    int touch() {
        return entries.touch() + last.touch();
    }

    /** A visit: sends what waits, and looks after what is held; returns nanoseconds until it should be looked again. */
    long tick(long nowNanos) {
        synchronized (this) {
            if (entries.isEmpty() && !held) {
                return Long.MAX_VALUE;
            }
        }
        drain();
        return nextLookNanos(nowNanos);
    }

    /** What was under way is gone and nothing follows. */
    private synchronized boolean finishWhenEmpty() {
        boolean isOver = entries.isEmpty();
        inFlight &= !isOver;
        draining &= !isOver;
        return isOver;
    }

    private void go() {
        if (sendBlocking) {
            senders.execute(turn);
        } else {
            run();
        }
    }

    /** A server that takes over without limit still holds the message: its send is unfinished until {@link #drain} looks. */
    private boolean checkWritten() {
        if (transport.bufferedBytes() <= 0) {
            return true;
        }
        return hold();
    }

    /** Leaves it to the next {@link #drain}; sees to it that there is one soon when something waits. */
    private boolean hold() {
        synchronized (this) {
            held = true;
        }
        long next = nextLookNanos(clock.nanoTime());
        if (next < Long.MAX_VALUE) {
            lookWithin.accept(next);
        }
        return false;
    }

    /**
     * What was sent is done with. Servers are asked what they hold only when something waits: to be asked costs some of them
     * a wake-up.
     */
    private boolean mayGoOn(InFlight done, boolean isForgotten) {
        synchronized (this) {
            if (done.entry instanceof FrameMessage frame && frame.isFree() && !closed) {
                entries.giveBack(frame);
            } else {
                done.entry = PING;
            }
            isLastIdle = isForgotten;
            if (entries.isEmpty()) {
                held = true;
                return false;
            }
        }
        return checkWritten();
    }

    /** Asked for a visit in so many nanoseconds. */
    void onHeld(LongConsumer lookWithin) {
        this.lookWithin = lookWithin;
    }

    /** Nanoseconds until it should be looked whether the server has got rid of what it took over. */
    synchronized long nextLookNanos(long nowNanos) {
        if (!held || closed || entries.isEmpty()) {
            return Long.MAX_VALUE;
        }
        // a peer that does not read is not asked a thousand times a second
        return Math.max(Ticker.TICK_NANOS, Math.min(MAX_LOOK_NANOS, (nowNanos - inFlightSinceNanos) / 4));
    }

    private void run() {
        while (true) {
            InFlight send = next();
            if (send == null) {
                return;
            }
            try {
                send.start();
            } catch (RuntimeException | Error refused) {
                send.failed(refused);
            }
            if (!send.returnedFinished() || !mayGoOn(send, true)) {
                return;
            }
        }
    }

    /** Null when nothing waits any more. */
    private synchronized @Nullable InFlight next() {
        inFlight = false;
        Object entry = closed ? null : entries.poll();
        if (entry == null) {
            draining = false;
            return null;
        }
        if (!isLastIdle) {
            last = new InFlight();
        }
        isLastIdle = false;
        InFlight send = last;
        if (entry instanceof OutgoingMessage) {
            send.begin(entry, entry == PONG ? pongWaits : null);
            pingWaits &= entry != PING;
            pongWaits = entry == PONG ? null : pongWaits;
        } else {
            send.begin(entry, null);
        }
        inFlight = true;
        inFlightSinceNanos = clock.nanoTime();
        return send;
    }

    /**
     * First completion wins; one that comes inline lets the loop go on instead of recursing, and the object is used again:
     * one that comes later might come twice.
     */
    private final class InFlight extends SendState implements SendCallback {
        /** A message, or a frame. */
        private Object entry = PING;

        private byte @Nullable [] pong;

        @SuppressWarnings("ReferenceEquality") // the very frame
        void begin(Object toSend, byte @Nullable [] answer) {
            // mostly it is the same frame again
            if (entry != toSend) {
                entry = toSend;
            }
            pong = answer;
            begin();
        }

        void start() {
            if (entry instanceof FrameMessage frame) {
                transport.sendText(frame.message(), this);
            } else if (entry == PING) {
                transport.sendPing(this);
            } else if (pong != null) {
                transport.sendPong(pong, this);
            } else {
                transport.sendText((OutgoingMessage) entry, this);
            }
        }

        @Override
        public void sent() {
            Told told = tellSent();
            if (told != Told.AGAIN && isObserved) {
                observer.onSent(sendingForNanos(clock.nanoTime()));
            }
            if (told == Told.LATER && mayGoOn(this, false)) {
                go();
            }
        }

        @Override
        public void failed(Throwable cause) {
            if (tellFailed()) {
                onFailure.accept(cause);
            }
        }
    }
}
