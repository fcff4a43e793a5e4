package io.github.telnyxstream.codec.opus;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.AudioCodecProvider;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;

/**
 * Gives {@link AudioCodec#of} Opus at 8, 12, 16, 24 and 48 kHz; being on the class path is enough.
 *
 * <p>One packet is one message. The encoder takes exactly 20 ms of mono audio, for speech, at a variable bit rate of about
 * 16 kbit/s at 8 kHz to 32 kbit/s at 48 kHz, without DTX: Telnyx gets a packet for every 20 ms. The decoder takes any
 * packet of RFC 6716 (up to 120 ms, so ask {@link AudioCodec#maxDecodedSamples}; stereo is mixed to mono), including the
 * packets of one or two bytes that a sender with DTX leaves in place of silence. <b>No bytes at all mean a lost
 * packet</b>: the decoder then makes up 20 ms from what came before. Decoding happens at 48 kHz; below that, the resampling
 * to the format's rate adds at most 5 ms of delay.
 *
 * <p>Unlike the codecs of the codec module these allocate: Concentus creates scratch arrays in every call.
 *
 * <p><b>Threads:</b> any thread; the codecs themselves one thread at a time.
 */
public final class OpusCodecProvider implements AudioCodecProvider {

    /** For {@link java.util.ServiceLoader}. */
    public OpusCodecProvider() {}

    @Override
    public boolean isProvided(MediaFormat format) {
        return format.encoding() == Encoding.OPUS;
    }

    @Override
    public AudioCodec create(MediaFormat format) {
        if (!isProvided(format)) {
            throw new IllegalArgumentException("format is " + format + ", must be Opus");
        }
        return new OpusCodec(format);
    }
}
