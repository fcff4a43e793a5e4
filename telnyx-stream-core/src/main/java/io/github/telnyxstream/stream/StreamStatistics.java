package io.github.telnyxstream.stream;

import java.time.Duration;

/**
 * Counters of one session, and how punctual it was. Immutable.
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
 * @param maxLateness how long after its moment a frame that was due has waited for the engine at most
 * @param meanLateness how long after their moment the engine has come to frames that were due, on average
 * @param lead what Telnyx has in hand now, by the timeline: at most {@link OutboundOptions#lead} and a frame
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
        Duration maxLateness,
        Duration meanLateness,
        Duration lead,
        long listenerFailures) {}
