package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.event.MarkEvent;

/** What the outbound side tells the session. */
interface OutboundEvents {
    /** There will be something to pump within so many nanoseconds. */
    void dueWithin(long nanos);

    /** A mark of the application's has come back, or will not be sent any more. */
    void markReturned(MarkEvent event, MarkOutcome outcome);

    /** Results of playbacks may wait in the mailbox. Called without a lock, not on the ticker. */
    void resultsWait();

    /** Something is not as it should be. */
    void problem(ProtocolProblem.Kind kind, String detail);
}
