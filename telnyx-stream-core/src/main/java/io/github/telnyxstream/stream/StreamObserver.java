package io.github.telnyxstream.stream;

/**
 * Hears what becomes of all streams of an acceptor, for metrics: the module {@code telnyx-stream-micrometer} binds one. Every
 * argument is a number or a constant, so that a call allocates nothing, and none of them names a call.
 *
 * <p><b>Threads:</b> called by many at once, also by those that pace and read streams: must be thread-safe, quick, and must
 * not block. <b>Failure:</b> what it throws is swallowed; the first of it is logged.
 */
public interface StreamObserver {
    /** Hears nothing. */
    StreamObserver NONE = new StreamObserver() {};

    /**
     * An upgrade request was refused.
     *
     * @param httpStatus 401 without a token, 403 with a wrong one, 503 when no place was free
     */
    default void onHandshakeRefused(int httpStatus) {}

    /** A socket was opened. */
    default void onOpened() {}

    /**
     * A stream has started.
     *
     * @param sinceOpenedNanos time since its socket was opened
     */
    default void onStarted(long sinceOpenedNanos) {}

    /**
     * The first frame of a stream has come.
     *
     * @param sinceStartedNanos time since it started
     */
    default void onFirstMedia(long sinceStartedNanos) {}

    /**
     * A session has lost its connection and waits for the call to come back, as {@link AcceptorOptions#resumeWithin} asks.
     * {@link #onResumed} follows, or the end.
     */
    default void onLost() {}

    /**
     * A session that had lost its connection goes on with another one.
     *
     * @param lostNanos time since it was lost; 0 when the newer one has come first
     */
    default void onResumed(long lostNanos) {}

    /**
     * A session has ended as it should.
     *
     * @param kind who ended it
     * @param durationNanos time since its socket was opened
     */
    default void onClosed(StreamEnd.Kind kind, long durationNanos) {}

    /**
     * A session has ended as it should not.
     *
     * @param kind why
     * @param durationNanos time since its socket was opened
     */
    default void onFailed(StreamFailure.Kind kind, long durationNanos) {}

    /**
     * A frame has arrived and is in its place.
     *
     * @param lengthBytes bytes of its payload
     * @param sincePreviousNanos time since the frame of the same track before it, or -1 for the first
     */
    default void onFrameReceived(int lengthBytes, long sincePreviousNanos) {}

    /**
     * What inbound frames went through since the last of these calls for the same session; called about twice a second, and
     * only when something is to be told.
     *
     * @param lost frames that never came or came too late
     * @param reordered frames that came after a later one
     * @param duplicated frames that came twice
     * @param late frames that came after they had been given up; they count as lost too
     * @param dropped frames that a slow listener left no room for
     */
    default void onInboundTrouble(long lost, long reordered, long duplicated, long late, long dropped) {}

    /**
     * Messages were not as they should be, since the last of these calls for the same session.
     *
     * @param count how many
     */
    default void onProtocolProblems(long count) {}

    /**
     * A method of a listener has returned.
     *
     * @param nanos time it took
     */
    default void onListenerCall(long nanos) {}

    /** A listener has thrown. */
    default void onListenerFailure() {}

    /**
     * A frame was paced: handed to the outbox of its socket.
     *
     * @param lengthBytes bytes of its message
     */
    default void onFramePaced(int lengthBytes) {}

    /**
     * The engine has visited a session for which frames were due.
     *
     * @param lateNanos how much later than its timeline said; 0 when in time
     */
    default void onPacerVisit(long lateNanos) {}

    /**
     * Telnyx ran dry in the middle of an utterance, since the last of these calls for the same session.
     *
     * @param count how often
     */
    default void onUnderruns(long count) {}

    /**
     * The server has taken a message over.
     *
     * @param nanos time that took
     */
    default void onSent(long nanos) {}

    /**
     * What waits in a session, looked at about twice a second while it is started.
     *
     * @param outboxMillis audio that was paced and not yet taken by the server, in milliseconds
     * @param mailboxFrames frames that wait for the listener
     * @param marksOut marks that have not come back
     */
    default void onBacklog(long outboxMillis, int mailboxFrames, int marksOut) {}

    /**
     * A mark came back.
     *
     * @param lateNanos how much later than the audio before it should have been played; 0 when it was in time
     */
    default void onMarkReturned(long lateNanos) {}

    /**
     * Something was found out, once per stream and kind; also of a stream that never came, if it was expected.
     *
     * @param kind what
     */
    default void onFinding(Finding.Kind kind) {}
}
