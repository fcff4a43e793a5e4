package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.event.MarkEvent;

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

    /** A mark has come back that means something, so much later than the audio before it should have been played. */
    void markConfirmed(long lateNanos);

    /** A playback begins with these samples. Called with the lock held. */
    void firstSamples(short[] pcm);

    /** A mark has come back that was not out. */
    void markMismatch(String detail);

    /** A mark should have been back by now. */
    void markOverdue();

    /** A live playback that was left open keeps others waiting, or a second one was refused for it. */
    void keptWaiting();
}
