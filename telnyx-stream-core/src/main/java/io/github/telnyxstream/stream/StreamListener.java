package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.ConnectedEvent;
import io.github.telnyxstream.stream.event.DtmfEvent;
import io.github.telnyxstream.stream.event.ErrorEvent;
import io.github.telnyxstream.stream.event.MarkEvent;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.event.StopEvent;
import io.github.telnyxstream.stream.event.Track;
import io.github.telnyxstream.stream.event.UnknownEvent;

/**
 * What happens on one stream. One object per session: its state is in its fields, dies with it and needs no lock.
 *
 * <p>{@link #onConnected} comes first where Telnyx sends it, {@link #onStart} before any media, and exactly one of
 * {@link #onClosed} and {@link #onFailed} at the end, and after either of them {@link #onEnd}, the last call of all.
 *
 * <p><b>Threads:</b> called serially, on the executor of {@link AcceptorOptions}; a call happens before the next one. A
 * listener may block: it hurts only its own call, whose oldest waiting frames are dropped and counted when too many
 * wait. <b>Failure:</b> an exception is logged and counted; the session goes on.
 */
public interface StreamListener {

    /**
     * A listener that promises that none of its methods waits for anything: no file, no network, no lock that is held for
     * long, no computation of milliseconds. It then runs on the server's own thread, the one that received the message, and no
     * executor of {@link AcceptorOptions} is used for its messages. A broken promise
     * delays other calls. What no message triggers (a time-out, an end that the application asks for) comes on the engine's own
     * threads; calls stay serial.
     */
    interface NonBlocking extends StreamListener {}

    /**
     * Telnyx has opened the socket and says hello.
     *
     * @param session the session
     * @param event the event
     */
    default void onConnected(StreamSession session, ConnectedEvent event) {}

    /**
     * The stream begins: from here on the caller can be heard and can hear.
     *
     * @param session the session
     * @param event which call it is and what audio will arrive
     */
    default void onStart(StreamSession session, StartEvent event) {}

    /**
     * A frame of what Telnyx hears from the leg, the caller's voice: decoded and in order.
     *
     * @param session the session
     * @param frame the frame; may be kept
     */
    default void onMedia(StreamSession session, MediaFrame frame) {}

    /**
     * A frame of what Telnyx sends to the leg. Comes only where the settings ask for that track; it is apart from
     * {@link #onMedia} so that an echo does not feed itself and a transcript does not hold our own words.
     *
     * @param session the session
     * @param frame the frame; may be kept
     */
    default void onOutboundMedia(StreamSession session, MediaFrame frame) {}

    /**
     * A frame of either track, for listeners that must not allocate 50 times a second: the session owns the frame, and it is
     * valid only until this method returns. By default it calls {@link #onMedia} or {@link #onOutboundMedia} with a frame that
     * may be kept; once it is overridden, those two are no longer called.
     *
     * @param session the session
     * @param frame the frame; {@link MediaFrame#keep} makes one that may be kept
     */
    default void onBorrowedMedia(StreamSession session, MediaFrame frame) {
        if (frame.track() == Track.INBOUND) {
            onMedia(session, frame.keep());
        } else {
            onOutboundMedia(session, frame.keep());
        }
    }

    /**
     * The caller has pressed a key. May come out of order with the audio.
     *
     * @param session the session
     * @param event the event
     */
    default void onDtmf(StreamSession session, DtmfEvent event) {}

    /**
     * A mark of {@link StreamSession#mark} or {@link LivePlayback#mark} has come back, or an interruption has discarded what
     * preceded it: the latter is reported at once, without waiting for Telnyx.
     *
     * @param session the session
     * @param event the event; if the mark has not come back, only its name is known
     * @param outcome whether what preceded it was played or discarded
     */
    default void onMark(StreamSession session, MarkEvent event, MarkOutcome outcome) {}

    /**
     * Audio that was being heard, or was waiting to be, has been discarded: by {@link StreamSession#interrupt}, by {@link
     * StreamSession#playNow}, or because a {@link StreamSession#hold} became an interruption. Not called if there was nothing
     * to discard. Comes before the marks and results that give the details.
     *
     * @param session the session
     */
    default void onInterrupted(StreamSession session) {}

    /**
     * Telnyx rejects something that was sent.
     *
     * @param session the session
     * @param event the event
     */
    default void onError(StreamSession session, ErrorEvent event) {}

    /**
     * A message of a type that this version does not know.
     *
     * @param session the session
     * @param event the event
     */
    default void onUnknown(StreamSession session, UnknownEvent event) {}

    /**
     * A message is malformed or contradicts the protocol; the session goes on. At most {@value ProtocolProblem#MAX_WAITING}
     * reports wait at a time; any beyond are only counted.
     *
     * @param session the session
     * @param problem what is wrong with it
     */
    default void onProtocolProblem(StreamSession session, ProtocolProblem problem) {}

    /**
     * The engine has found out why the call is silent or sounds wrong; the session goes on. Each kind is reported once per
     * stream. By default, each finding is logged as one line at level WARN.
     *
     * @param session the session
     * @param finding the reason, and what to do about it
     */
    default void onFinding(StreamSession session, Finding finding) {
        FindingLog.warn(session.callControlId(), finding);
    }

    /**
     * The connection is lost, and the session waits for the call to come back, as {@link AcceptorOptions#resumeWithin} asks.
     * Meanwhile, playback pauses. Either {@link #onResumed} or the end follows. Never called without that option.
     *
     * @param session the session, which goes on
     * @param loss how it was lost
     */
    default void onLost(StreamSession session, StreamFailure loss) {}

    /**
     * The call has come back on another socket, and the session goes on: audio arrives again, and playback continues from where
     * the caller may have stopped hearing it. {@link #onConnected} and {@link #onStart} are not called again.
     *
     * @param session the session
     * @param event the new start event; the stream's id may be another one
     */
    default void onResumed(StreamSession session, StartEvent event) {}

    /**
     * Telnyx ends the stream. {@link #onClosed} follows.
     *
     * @param session the session
     * @param event the event
     */
    default void onStop(StreamSession session, StopEvent event) {}

    /**
     * The session has ended normally. Only {@link #onEnd} follows.
     *
     * @param session the session
     * @param end how it ended
     */
    default void onClosed(StreamSession session, StreamEnd end) {}

    /**
     * The session has ended because something failed. Only {@link #onEnd} follows.
     *
     * @param session the session
     * @param failure what failed
     */
    default void onFailed(StreamSession session, StreamFailure failure) {}

    /**
     * The session is over, however it ended: release here what it held. Called once, after {@link #onClosed} or
     * {@link #onFailed}, and the last call of all.
     *
     * @param session the session
     */
    default void onEnd(StreamSession session) {}
}
