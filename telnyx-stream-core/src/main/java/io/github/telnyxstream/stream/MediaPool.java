package io.github.telnyxstream.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.stream.wire.MediaMessage;

/**
 * The media messages of one session: written by the thread that brings them, given back by the one that runs the listener.
 * As many exist as have ever waited at the same time, up to a limit; idle ones over that are left to the collector.
 */
final class MediaPool {
    private static final int MAX_IDLE = 16;

    @GuardedBy("this")
    private final MediaMessage[] idle = new MediaMessage[MAX_IDLE];

    @GuardedBy("this")
    private int count;

    /** One that nobody else has: the one that was given back last, which stays noted where it is going to be again. */
    synchronized MediaMessage take() {
        if (count == 0) {
            return new MediaMessage();
        }
        return idle[--count];
    }

    synchronized void giveBack(MediaMessage message) {
        if (count < MAX_IDLE) {
            // to write a reference costs the collector more than to look
            if (idle[count] != message) {
                idle[count] = message;
            }
            count++;
        }
    }
}
