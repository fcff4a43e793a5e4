package io.github.telnyxstream.stream;

/**
 * Counters of one session. Immutable.
 *
 * @param framesReceived media messages that belonged to the stream, duplicates included
 * @param framesLost frames that never came or came too late, as far as their chunk numbers tell
 * @param framesReordered frames that came after a later one and were put back in their place
 * @param framesDuplicated frames that came twice
 * @param framesLate frames that came after they had been given up; they count as lost too
 * @param framesDropped frames that a slow listener left no room for
 * @param protocolProblems messages that were not as they should be
 * @param framesSent frames that were paced and handed to the socket's outbox
 * @param underruns times that Telnyx ran dry in the middle of an utterance
 * @param listenerFailures exceptions out of the listener
 */
public record StreamStatistics(
        long framesReceived,
        long framesLost,
        long framesReordered,
        long framesDuplicated,
        long framesLate,
        long framesDropped,
        long protocolProblems,
        long framesSent,
        long underruns,
        long listenerFailures) {}
