package io.github.telnyxstream.opentelemetry;

import io.github.telnyxstream.stream.Finding;
import io.github.telnyxstream.stream.MarkOutcome;
import io.github.telnyxstream.stream.ProtocolProblem;
import io.github.telnyxstream.stream.StreamEnd;
import io.github.telnyxstream.stream.StreamFailure;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.ConnectedEvent;
import io.github.telnyxstream.stream.event.DtmfEvent;
import io.github.telnyxstream.stream.event.ErrorEvent;
import io.github.telnyxstream.stream.event.MarkEvent;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.event.StopEvent;
import io.github.telnyxstream.stream.event.Track;
import io.github.telnyxstream.stream.event.UnknownEvent;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;

/** The application's listener, called in the span of its stream. Called serially, as any listener. */
@SuppressWarnings("try") // a scope is there to be closed
class TracedListener implements StreamListener {
    private final StreamListener listener;
    private final CallSpan span;

    TracedListener(StreamListener listener, Tracer tracer) {
        this.listener = listener;
        this.span = new CallSpan(tracer);
    }

    /** Spans wait for nothing, so that the application's promise holds. */
    static final class Prompt extends TracedListener implements StreamListener.NonBlocking {
        Prompt(StreamListener listener, Tracer tracer) {
            super(listener, tracer);
        }
    }

    private void heard(MediaFrame frame) {
        if (frame.track() == Track.INBOUND) {
            span.heard();
        }
    }

    @Override
    public void onConnected(StreamSession session, ConnectedEvent event) {
        span.opened();
        try (Scope unused = span.context().makeCurrent()) {
            listener.onConnected(session, event);
        }
    }

    @Override
    public void onStart(StreamSession session, StartEvent event) {
        span.started(session, event);
        try (Scope unused = span.context().makeCurrent()) {
            listener.onStart(session, event);
        }
    }

    @Override
    public void onMedia(StreamSession session, MediaFrame frame) {
        heard(frame);
        try (Scope unused = span.context().makeCurrent()) {
            listener.onMedia(session, frame);
        }
    }

    @Override
    public void onOutboundMedia(StreamSession session, MediaFrame frame) {
        heard(frame);
        try (Scope unused = span.context().makeCurrent()) {
            listener.onOutboundMedia(session, frame);
        }
    }

    @Override
    public void onBorrowedMedia(StreamSession session, MediaFrame frame) {
        heard(frame);
        try (Scope unused = span.context().makeCurrent()) {
            listener.onBorrowedMedia(session, frame);
        }
    }

    @Override
    public void onDtmf(StreamSession session, DtmfEvent event) {
        span.keyPressed();
        try (Scope unused = span.context().makeCurrent()) {
            listener.onDtmf(session, event);
        }
    }

    @Override
    public void onMark(StreamSession session, MarkEvent event, MarkOutcome outcome) {
        span.marked(outcome);
        try (Scope unused = span.context().makeCurrent()) {
            listener.onMark(session, event, outcome);
        }
    }

    @Override
    public void onInterrupted(StreamSession session) {
        span.interrupted();
        try (Scope unused = span.context().makeCurrent()) {
            listener.onInterrupted(session);
        }
    }

    @Override
    public void onLost(StreamSession session, StreamFailure loss) {
        try (Scope unused = span.context().makeCurrent()) {
            listener.onLost(session, loss);
        }
    }

    @Override
    public void onResumed(StreamSession session, StartEvent event) {
        try (Scope unused = span.context().makeCurrent()) {
            listener.onResumed(session, event);
        }
    }

    @Override
    public void onError(StreamSession session, ErrorEvent event) {
        span.objected(String.valueOf(event.code()));
        try (Scope unused = span.context().makeCurrent()) {
            listener.onError(session, event);
        }
    }

    @Override
    public void onUnknown(StreamSession session, UnknownEvent event) {
        try (Scope unused = span.context().makeCurrent()) {
            listener.onUnknown(session, event);
        }
    }

    @Override
    public void onProtocolProblem(StreamSession session, ProtocolProblem problem) {
        try (Scope unused = span.context().makeCurrent()) {
            listener.onProtocolProblem(session, problem);
        }
    }

    @Override
    public void onFinding(StreamSession session, Finding finding) {
        span.found(finding.kind());
        try (Scope unused = span.context().makeCurrent()) {
            listener.onFinding(session, finding);
        }
    }

    @Override
    public void onStop(StreamSession session, StopEvent event) {
        span.stopped();
        try (Scope unused = span.context().makeCurrent()) {
            listener.onStop(session, event);
        }
    }

    @Override
    public void onClosed(StreamSession session, StreamEnd end) {
        span.closed(session, end.kind());
        try (Scope unused = span.context().makeCurrent()) {
            listener.onClosed(session, end);
        }
    }

    @Override
    public void onFailed(StreamSession session, StreamFailure failure) {
        span.failed(session, failure.kind());
        try (Scope unused = span.context().makeCurrent()) {
            listener.onFailed(session, failure);
        }
    }

    @Override
    public void onEnd(StreamSession session) {
        try (Scope unused = span.context().makeCurrent()) {
            listener.onEnd(session);
        } finally {
            span.over();
        }
    }
}
