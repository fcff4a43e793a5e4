package io.github.telnyxstream.testkit.observation;

import java.util.List;

/**
 * How the application's audio arrived, measured where the caller's phone would be. Immutable.
 *
 * @param messages media messages that were accepted
 * @param audioMillis audio in them
 * @param smallestMessageMillis the shortest message, 0 when there was none
 * @param largestMessageMillis the longest message, 0 when there was none
 * @param maxAheadMillis how far ahead of real time the audio was queued at most, the message just arrived included
 * @param underruns how often the buffer ran dry within an utterance: more audio came within 200 ms, and no mark, clear or
 *     longer pause had ended the utterance
 * @param underrunMillis the silence that those made
 * @param marksReturned marks sent back
 * @param clears clear messages received
 * @param errorsSent error messages sent to the application
 * @param violations what Telnyx's documentation forbids and the application did all the same; the first thousand
 */
public record PlaybackReport(
        int messages,
        double audioMillis,
        double smallestMessageMillis,
        double largestMessageMillis,
        double maxAheadMillis,
        int underruns,
        double underrunMillis,
        int marksReturned,
        int clears,
        int errorsSent,
        List<String> violations) {

    /**
     * Copies the list.
     */
    public PlaybackReport {
        violations = List.copyOf(violations);
    }
}
