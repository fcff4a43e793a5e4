package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.testkit.simulator.media.PlaybackBuffer;

/**
 * The first two seconds that a stream played for its own, bridged leg, again and again: seen once at Telnyx (protocol notes,
 * section 0). Nobody knows its rules; here it plays until the stream or the connection of the calls ends, and {@code clear}
 * does not stop it. On the ticker's thread.
 */
final class VoiceLoop {
    private static final int SAMPLES = 16_000;

    private final short[] caught = new short[SAMPLES];
    private int count;
    private long next;

    /** Something was played. */
    void add(long start, short[] pcm, int from, int length) {
        int taken = Math.min(length, SAMPLES - count);
        System.arraycopy(pcm, from, caught, count, taken);
        count += taken;
        if (taken > 0 && count == SAMPLES) {
            next = start + taken;
        }
    }

    /** Plays on up to that sample, once there are two seconds. */
    void play(long until, PlaybackBuffer.Ear ear) {
        while (count == SAMPLES && next < until) {
            int at = Math.floorMod(next, SAMPLES);
            int length = (int) Math.min(SAMPLES - at, until - next);
            ear.add(next, caught, at, length);
            next += length;
        }
    }
}
