package io.github.telnyxstream.examples.voicemail;

import io.github.telnyxstream.codec.dsp.ToneGenerator;
import java.time.Duration;

/**
 * What callers hear, and how long they may speak. Samples are 8 kHz mono and shared by all calls, so nobody may write
 * into them.
 *
 * @param greeting said first; empty for none
 * @param beep says that the message begins
 * @param thanks said when a message is over
 * @param longest the longest message
 * @param silence how much silence ends a message
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only played
public record VoicemailSettings(short[] greeting, short[] beep, short[] thanks, Duration longest, Duration silence) {
    /** Rate of all prompts, in Hz. */
    public static final int SAMPLE_RATE_HZ = 8000;

    private static final double BEEP_HZ = 1000;
    private static final double BEEP_DBOV = -12;

    /**
     * Settings with the usual beep.
     *
     * @param greeting said first; empty for none
     * @param thanks said when a message is over
     * @param longest the longest message
     * @param silence how much silence ends a message
     * @return the settings
     */
    public static VoicemailSettings of(short[] greeting, short[] thanks, Duration longest, Duration silence) {
        short[] beep = ToneGenerator.of(BEEP_HZ, SAMPLE_RATE_HZ, BEEP_DBOV).beep(Duration.ofMillis(400));
        return new VoicemailSettings(greeting, beep, thanks, longest, silence);
    }
}
