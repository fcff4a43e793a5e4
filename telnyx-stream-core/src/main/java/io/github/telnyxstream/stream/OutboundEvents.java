package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.event.MarkEvent;
import org.jspecify.annotations.Nullable;

/** What the outbound side tells the session. */
interface OutboundEvents {
    /** There will be something to pump within so many nanoseconds. */
    void dueWithin(long nanos);

    /** A mark of the application's has come back, or will not be sent any more. */
    void markReturned(MarkEvent event, MarkOutcome outcome);

    /** Something that was heard, or waited to be, has been thrown away. Called without a lock. */
    void interrupted();

    /** Results of playbacks may wait in the mailbox. Called without a lock, not on the ticker. */
    void resultsWait();

    /** A frame has left for the outbox, in a message of so many bytes. Called with a lock held. */
    void frameLeft(int lengthBytes);

    /** What was said will have been played until then. Called with a lock held. */
    void speaking(long untilNanos);

    /** What leaves now is an echo of what came. Called with a lock held. */
    void givingBack(long nowNanos);

    /** A mark has come back that means something, so much later than the audio before it should have been played. */
    void markConfirmed(long lateNanos);

    /** A playback begins to leave; with what file it begins, or null if it is none. Called with the lock held. */
    void begins(@Nullable String fileHeader);

    /** A mark has come back that was not out. */
    void markMismatch(String detail);

    /** A mark should have been back by now. */
    void markOverdue();

    /** A live playback that was left open keeps others waiting, or a second one was refused for it. */
    void keptWaiting();
}
