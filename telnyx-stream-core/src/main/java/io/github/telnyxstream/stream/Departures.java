package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.ProtocolProblem.Kind;
import io.github.telnyxstream.stream.event.MarkEvent;
import org.jspecify.annotations.Nullable;

/** What the outbound side of a session tells, and who hears it: the listener, the diagnosis, the ticker. */
final class Departures implements OutboundEvents {
    private final EngineSession session;
    private final StreamObserver observer;
    private final boolean isObserved;

    Departures(EngineSession session) {
        this.session = session;
        this.observer = session.diagnosis().tally().observer();
        this.isObserved = !observer.equals(StreamObserver.NONE);
    }

    @Override
    public void dueWithin(long nanos) {
        session.pumpWithin(nanos);
    }

    @Override
    public void markReturned(MarkEvent event, MarkOutcome outcome) {
        session.calls().post(l -> l.onMark(session, event, outcome));
    }

    @Override
    public void interrupted() {
        session.calls().post(l -> l.onInterrupted(session));
    }

    @Override
    public void resultsWait() {
        session.calls().mailbox().go();
    }

    @Override
    public void frameLeft(int lengthBytes) {
        if (isObserved) {
            observer.onFramePaced(lengthBytes);
        }
    }

    @Override
    public void speaking(long untilNanos) {
        OwnVoiceCheck check = session.listening().ownVoiceCheck();
        if (check != null) {
            check.speaking(untilNanos);
        }
    }

    @Override
    public void givingBack(long nowNanos) {
        OwnVoiceCheck check = session.listening().ownVoiceCheck();
        if (check != null) {
            check.givingBack(nowNanos);
        }
    }

    @Override
    public void markConfirmed(long lateNanos) {
        session.diagnosis().markReturned(lateNanos);
    }

    @Override
    public void begins(@Nullable String fileHeader) {
        session.diagnosis().begins(fileHeader);
    }

    @Override
    public void markMismatch(String detail) {
        session.calls().problem(ProtocolProblem.of(Kind.MARK_MISMATCH, "mark", detail));
    }

    @Override
    public void markOverdue() {
        session.diagnosis().markOverdue();
        markMismatch("a mark did not come back in time");
    }

    @Override
    public void keptWaiting() {
        session.diagnosis()
                .found(
                        Finding.Kind.LIVE_LEFT_OPEN,
                        "something waits behind a live playback, or a second one was refused");
    }
}
