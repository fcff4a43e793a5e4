package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.codec.dsp.DtmfGenerator;
import io.github.telnyxstream.codec.dsp.ToneGenerator;
import io.github.telnyxstream.testkit.caller.Murmur;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sounds that stand for what a carrier would synthesise. */
final class CarrierSounds {
    private static final int RATE_HZ = 8000;

    private CarrierSounds() {}

    static short[] speech(String text) {
        return Murmur.of(text);
    }

    static short[] murmur(int millis) {
        return Murmur.lasting(millis);
    }

    /** Keys as tones, with pauses of half a second for w and of a second for W. */
    static short[] keys(String digits, int toneMillis) {
        List<short[]> parts = new ArrayList<>();
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            if (digit == 'w' || digit == 'W') {
                parts.add(new short[(digit == 'w' ? RATE_HZ : 2 * RATE_HZ) / 2]);
            } else {
                parts.add(DtmfGenerator.of(RATE_HZ)
                        .generate(String.valueOf(digit), Duration.ofMillis(toneMillis), Duration.ofMillis(100)));
            }
        }
        short[] all = new short[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (short[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    static short[] beep() {
        return ToneGenerator.of(1000, RATE_HZ, -20).beep(Duration.ofMillis(400));
    }
}
