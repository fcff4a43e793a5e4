package io.github.telnyxstream.stream;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls an observer of the application's: what it throws harms nobody, and the first of it is logged. Thread-safe. */
final class GuardedObserver implements StreamObserver {
    private static final Logger log = LoggerFactory.getLogger(GuardedObserver.class);

    private final StreamObserver observer;
    private final AtomicBoolean logged = new AtomicBoolean();

    private GuardedObserver(StreamObserver observer) {
        this.observer = observer;
    }

    static StreamObserver of(StreamObserver observer) {
        return NONE.equals(observer) ? NONE : new GuardedObserver(observer);
    }

    private void threw(Throwable thrown) {
        if (logged.compareAndSet(false, true)) {
            log.error("A stream observer threw; what it throws from now on is swallowed", thrown);
        }
    }

    @Override
    public void onHandshakeRefused(int httpStatus) {
        try {
            observer.onHandshakeRefused(httpStatus);
        } catch (RuntimeException | Error thrown) {
            threw(thrown);
        }
    }

    @Override
    public void onOpened() {
        try {
            observer.onOpened();
        } catch (RuntimeException | Error thrown) {
            threw(thrown);
        }
    }

    @Override
    public void onStarted(long sinceOpenedNanos) {
        try {
            observer.onStarted(sinceOpenedNanos);
        } catch (RuntimeException | Error thrown) {
            threw(thrown);
        }
    }

    @Override
    public void onFirstMedia(long sinceStartedNanos) {
        try {
            observer.onFirstMedia(sinceStartedNanos);
        } catch (RuntimeException | Error thrown) {
            threw(thrown);
        }
    }

    @Override
    public void onLost() {
        try {
            observer.onLost();
        } catch (RuntimeException | Error thrown) {
            threw(thrown);
        }
    }

    @Override
    public void onResumed(long lostNanos) {
        try {
            observer.onResumed(lostNanos);
        } catch (RuntimeException | Error thrown) {
            threw(thrown);
        }
    }

    @Override
    public void onClosed(StreamEnd.Kind kind, long durationNanos) {
        try {
            observer.onClosed(kind, durationNanos);
        } catch (RuntimeException | Error thrown) {
            threw(thrown);
        }
    }

    @Override
    public void onFailed(StreamFailure.Kind kind, long durationNanos) {
        try {
            observer.onFailed(kind, durationNanos);
        } catch (RuntimeException | Error thrown) {
            threw(thrown);
        }
    }

    @Override
    public void onFrameReceived(int lengthBytes, long sincePreviousNanos) {
        try {
            observer.onFrameReceived(lengthBytes, sincePreviousNanos);
        } catch (RuntimeException | Error thrown) {
            threw(thrown);
        }
    }

    @Override
    public void onInboundTrouble(long lost, long reordered, long duplicated, long late, long dropped) {
        try {
            observer.onInboundTrouble(lost, reordered, duplicated, late, dropped);
        } catch (RuntimeException | Error thrown) {
            threw(thrown);
        }
    }

    @Override
    public void onProtocolProblems(long count) {
        try {
            observer.onProtocolProblems(count);
        } catch (RuntimeException | Error thrown) {
            threw(thrown);
        }
    }

    @Override
    public void onListenerCall(long nanos) {
        try {
            observer.onListenerCall(nanos);
        } catch (RuntimeException | Error thrown) {
            threw(thrown);
        }
    }

    @Override
    public void onListenerFailure() {
        try {
            observer.onListenerFailure();
        } catch (RuntimeException | Error thrown) {
            threw(thrown);
        }
    }

    @Override
    public void onFramePaced(int lengthBytes) {
        try {
            observer.onFramePaced(lengthBytes);
        } catch (RuntimeException | Error thrown) {
            threw(thrown);
        }
    }

    @Override
    public void onPacerVisit(long lateNanos) {
        try {
            observer.onPacerVisit(lateNanos);
        } catch (RuntimeException | Error thrown) {
            threw(thrown);
        }
    }

    @Override
    public void onUnderruns(long count) {
        try {
            observer.onUnderruns(count);
        } catch (RuntimeException | Error thrown) {
            threw(thrown);
        }
    }

    @Override
    public void onSent(long nanos) {
        try {
            observer.onSent(nanos);
        } catch (RuntimeException | Error thrown) {
            threw(thrown);
        }
    }

    @Override
    public void onBacklog(long outboxMillis, int mailboxFrames, int marksOut) {
        try {
            observer.onBacklog(outboxMillis, mailboxFrames, marksOut);
        } catch (RuntimeException | Error thrown) {
            threw(thrown);
        }
    }

    @Override
    public void onMarkReturned(long lateNanos) {
        try {
            observer.onMarkReturned(lateNanos);
        } catch (RuntimeException | Error thrown) {
            threw(thrown);
        }
    }

    @Override
    public void onFinding(Finding.Kind kind) {
        try {
            observer.onFinding(kind);
        } catch (RuntimeException | Error thrown) {
            threw(thrown);
        }
    }
}
