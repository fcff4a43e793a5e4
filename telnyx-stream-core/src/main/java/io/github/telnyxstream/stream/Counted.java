package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.audio.JitterBuffer;
import java.time.Duration;

/** What the rooms of a session count, for the application, the diagnosis and the observer. Thread-safe. */
final class Counted implements Diagnosis.Counters {
    private final StreamClock clock;
    private final ListenerCalls calls;
    private volatile Arrived before = Arrived.NOTHING;
    private volatile Inbound inbound;
    private final Outbound outbound;
    private final Outbox outbox;
    private final Punctuality punctuality;

    Counted(
            StreamClock clock,
            ListenerCalls calls,
            Inbound inbound,
            Outbound outbound,
            Outbox outbox,
            Punctuality punctuality) {
        this.clock = clock;
        this.calls = calls;
        this.inbound = inbound;
        this.outbound = outbound;
        this.outbox = outbox;
        this.punctuality = punctuality;
    }

    /** What sockets have brought. */
    private record Arrived(long received, long lost, long reordered, long duplicated, long late) {
        static final Arrived NOTHING = new Arrived(0, 0, 0, 0, 0);

        Arrived and(Inbound inbound) {
            return new Arrived(
                    received + inbound.framesReceived(),
                    lost + inbound.sum(JitterBuffer::lost),
                    reordered + inbound.sum(JitterBuffer::reordered),
                    duplicated + inbound.sum(JitterBuffer::duplicated),
                    late + inbound.sum(JitterBuffer::late));
        }
    }

    /** From now on another socket brings frames; the one before it brings none any more. */
    synchronized void goOnWith(Inbound next) {
        before = before.and(inbound);
        inbound = next;
    }

    @Override
    public StreamStatistics statistics() {
        Arrived arrived = arrived();
        return new StreamStatistics(
                arrived.received,
                arrived.lost,
                arrived.reordered,
                arrived.duplicated,
                arrived.late,
                calls.mailbox().dropped(),
                calls.problems(),
                outbound.framesSent(),
                outbound.underruns(),
                punctuality.max(),
                punctuality.mean(),
                Duration.ofNanos(outbound.leadNanos()),
                calls.failures());
    }

    private Arrived arrived() {
        // in this order: what is counted twice for a moment is worse than what is not counted yet
        Arrived earlier = before;
        return earlier.and(inbound);
    }

    @Override
    public long sendingForNanos() {
        return outbox.sendingForNanos(clock.nanoTime());
    }

    @Override
    public long outboxMillis() {
        return outbox.waitingMillis();
    }

    @Override
    public int mailboxFrames() {
        return calls.mailbox().framesWaiting();
    }

    @Override
    public int marksOut() {
        return outbound.marksOut();
    }
}
