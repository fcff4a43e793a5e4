package io.github.telnyxstream.codec.dsp;

import io.github.telnyxstream.agent.SpeechEar;
import io.github.telnyxstream.agent.silero.SileroModel;

/** What Silero costs per 20 ms: the best of thirty runs. */
final class SileroCost {
    private SileroCost() {}

    static void print(SileroModel silero) {
        for (int rateHz : new int[] {8000, 16000}) {
            short[] speech = SileroHearing.sentence();
            long best = Long.MAX_VALUE;
            int frame = rateHz / 50;
            for (int run = 0; run < 30; run++) {
                SpeechEar ear = silero.ear(rateHz);
                long begun = System.nanoTime();
                for (int at = 0; at + frame <= speech.length; at += frame) {
                    ear.offer(speech, at, frame);
                }
                best = Math.min(best, (System.nanoTime() - begun) / (speech.length / frame));
            }
            System.out.printf("%d Hz: %.0f µs per 20 ms%n", rateHz, best / 1000.0);
        }
    }
}
