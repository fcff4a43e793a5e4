package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.audio.JitterBuffer;

/** What the rooms of a session count, for the application, the diagnosis and the observer. Thread-safe. */
final class Counted implements Diagnosis.Counters {
    private final StreamClock clock;
    private final ListenerCalls calls;
    private final Inbound inbound;
    private final Outbound outbound;
    private final Outbox outbox;

    Counted(StreamClock clock, ListenerCalls calls, Inbound inbound, Outbound outbound, Outbox outbox) {
        this.clock = clock;
        this.calls = calls;
        this.inbound = inbound;
        this.outbound = outbound;
        this.outbox = outbox;
    }

    @Override
    public StreamStatistics statistics() {
        return new StreamStatistics(
                inbound.framesReceived(),
                inbound.sum(JitterBuffer::lost),
                inbound.sum(JitterBuffer::reordered),
                inbound.sum(JitterBuffer::duplicated),
                inbound.sum(JitterBuffer::late),
                calls.mailbox().dropped(),
                calls.problems(),
                outbound.framesSent(),
                outbound.underruns(),
                calls.failures());
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
