package io.github.telnyxstream.agent.telnyx;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a voice is asked for. The call's own G.711 where the voice's page lists that: it comes back out of the engine's encoder as it
 * was sent, and is resampled nowhere. Samples otherwise.
 *
 * @param name of the query
 * @param encoding PCMU, PCMA or L16
 * @param rateHz of its samples
 */
record VoiceFormat(String name, Encoding encoding, int rateHz) {
    private static final VoiceFormat MU_LAW = new VoiceFormat("mulaw", Encoding.PCMU, MediaFormat.PCMU.sampleRateHz());
    private static final VoiceFormat A_LAW = new VoiceFormat("alaw", Encoding.PCMA, MediaFormat.PCMA.sampleRateHz());

    /**
     * For a voice on a call.
     *
     * @param voice its name, which begins with its provider's
     * @param rateHz of samples
     * @param outbound of the call, or null where it is not known
     */
    static VoiceFormat of(String voice, int rateHz, @Nullable MediaFormat outbound) {
        String provider = voice.toLowerCase(Locale.ROOT).split("\\.", 2)[0];
        boolean isAzure = provider.equals("azure");
        if (MediaFormat.PCMU.equals(outbound) && (isAzure || provider.equals("elevenlabs"))) {
            return MU_LAW;
        }
        if (MediaFormat.PCMA.equals(outbound) && isAzure) {
            return A_LAW;
        }
        return new VoiceFormat("linear16", Encoding.L16, rateHz);
    }
}
