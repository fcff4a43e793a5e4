package io.github.telnyxstream.stream.remote;

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
import io.github.telnyxstream.stream.event.UnknownEvent;
import io.github.telnyxstream.stream.router.StreamRouter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The application's listener, and beside it the ownership of its call. Called serially, as any listener. */
class OwnedListener implements StreamListener {
    private final StreamListener listener;
    private final RemoteActions actions;
    private final StreamRouter router;
    private final Duration timeout;
    private @Nullable OwnedStream owned;
    private boolean over;

    OwnedListener(StreamListener listener, RemoteActions actions, StreamRouter router, Duration timeout) {
        this.listener = listener;
        this.actions = actions;
        this.router = router;
        this.timeout = timeout;
    }

    /** What the owner's own commands do does not wait either, so that the application's promise holds. */
    static final class Prompt extends OwnedListener implements StreamListener.NonBlocking {
        Prompt(StreamListener listener, RemoteActions actions, StreamRouter router, Duration timeout) {
            super(listener, actions, router, timeout);
        }
    }

    /** As early as the call is known: with the first event when its token names it, else with the start. */
    private void own(StreamSession session) {
        String call = session.callControlId();
        if (owned == null && !over && call != null) {
            owned = new OwnedStream(session, call, actions, router, timeout);
        }
    }

    private void tell(RemoteEvent.Kind kind, String text) {
        OwnedStream mine = owned;
        if (mine != null) {
            mine.tell(new RemoteEvent(kind, text));
        }
    }

    private void end(String how) {
        over = true;
        OwnedStream mine = owned;
        owned = null;
        if (mine != null) {
            mine.tell(new RemoteEvent(RemoteEvent.Kind.ENDED, how));
            mine.close();
        }
    }

    @Override
    public void onConnected(StreamSession session, ConnectedEvent event) {
        own(session);
        listener.onConnected(session, event);
    }

    @Override
    public void onStart(StreamSession session, StartEvent event) {
        own(session);
        listener.onStart(session, event);
    }

    @Override
    public void onMedia(StreamSession session, MediaFrame frame) {
        listener.onMedia(session, frame);
    }

    @Override
    public void onOutboundMedia(StreamSession session, MediaFrame frame) {
        listener.onOutboundMedia(session, frame);
    }

    @Override
    public void onBorrowedMedia(StreamSession session, MediaFrame frame) {
        listener.onBorrowedMedia(session, frame);
    }

    @Override
    public void onDtmf(StreamSession session, DtmfEvent event) {
        tell(RemoteEvent.Kind.KEY, String.valueOf(event.digit()));
        listener.onDtmf(session, event);
    }

    @Override
    public void onMark(StreamSession session, MarkEvent event, MarkOutcome outcome) {
        tell(RemoteEvent.Kind.MARK, event.name());
        listener.onMark(session, event, outcome);
    }

    @Override
    public void onInterrupted(StreamSession session) {
        listener.onInterrupted(session);
    }

    @Override
    public void onError(StreamSession session, ErrorEvent event) {
        listener.onError(session, event);
    }

    @Override
    public void onUnknown(StreamSession session, UnknownEvent event) {
        listener.onUnknown(session, event);
    }

    @Override
    public void onProtocolProblem(StreamSession session, ProtocolProblem problem) {
        listener.onProtocolProblem(session, problem);
    }

    @Override
    public void onFinding(StreamSession session, Finding finding) {
        tell(RemoteEvent.Kind.FINDING, finding.text());
        listener.onFinding(session, finding);
    }

    @Override
    public void onLost(StreamSession session, StreamFailure loss) {
        listener.onLost(session, loss);
    }

    @Override
    public void onResumed(StreamSession session, StartEvent event) {
        listener.onResumed(session, event);
    }

    @Override
    public void onStop(StreamSession session, StopEvent event) {
        listener.onStop(session, event);
    }

    @Override
    public void onClosed(StreamSession session, StreamEnd end) {
        OwnedStream mine = owned;
        boolean replaced = mine != null && mine.isTakenOver() && end.kind() == StreamEnd.Kind.CLOSED_BY_APPLICATION;
        StreamEnd told = replaced ? new StreamEnd(StreamEnd.Kind.REPLACED, end.closeCode(), end.reason()) : end;
        end(told.kind().name());
        listener.onClosed(session, told);
    }

    @Override
    public void onFailed(StreamSession session, StreamFailure failure) {
        end(failure.message());
        listener.onFailed(session, failure);
    }

    @Override
    public void onEnd(StreamSession session) {
        listener.onEnd(session);
    }
}
