package io.github.telnyxstream.codec.ffmpeg;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.AudioCodecProvider;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import java.util.Objects;

/**
 * Gives {@link AudioCodec#of} AMR-WB and MP3. Besides this module the class path needs {@code org.bytedeco:ffmpeg} and
 * {@code org.bytedeco:javacpp} with the classifier of the platform, for example {@code linux-x86_64}: the native libraries
 * are in there.
 *
 * <p><b>AMR-WB</b>: the encoder takes exactly 20 ms (320 samples) and makes one payload at 12.65 kbit/s, bandwidth-efficient
 * unless {@link #amrWb} is asked for the other; the decoder takes either framing, which it tells apart by the payload's size,
 * with one frame or several, comfort noise (SID) included. <b>No bytes at all mean a lost payload</b>, for which 20 ms
 * are made up.
 *
 * <p><b>MP3</b>: a call of {@code encode} makes a whole clip of whatever it is given, complete in itself, as one message of
 * Telnyx's MP3 mode has to be, at a constant 32 (under 16 kHz), 48 (under 32 kHz) or 64 kbit/s; a call of {@code decode}
 * takes a whole file and gives mono at the format's rate. MP3 adds some 25 to 150 ms of silence around the audio; that
 * is not cut off.
 *
 * <p>These codecs allocate. Their native memory is freed when they are garbage. From JDK 24 on the virtual machine warns
 * of native access unless started with {@code --enable-native-access=ALL-UNNAMED} (or the modules' names).
 *
 * <p><b>Threads:</b> any thread; the codecs themselves one thread at a time.
 */
public final class FfmpegCodecProvider implements AudioCodecProvider {
    /** For {@link java.util.ServiceLoader}. */
    public FfmpegCodecProvider() {}

    @Override
    public boolean isProvided(MediaFormat format) {
        return switch (format.encoding()) {
            case AMR_WB, MP3 -> true; // at all rates that the format can have
            default -> false;
        };
    }

    @Override
    public AudioCodec create(MediaFormat format) {
        if (!isProvided(format)) {
            throw new IllegalArgumentException("format is " + format + ", must be AMR-WB or MP3");
        }
        if (format.encoding() == Encoding.AMR_WB) {
            return amrWb(AmrWbFraming.BANDWIDTH_EFFICIENT);
        }
        FfmpegLibrary.require();
        return new Mp3Codec(format);
    }

    /**
     * AMR-WB that encodes in a framing of one's own choice, and decodes either.
     *
     * @param framing how to lay out what is encoded
     * @return a new codec in its initial state
     * @throws CodecException if FFmpeg's native libraries are missing
     */
    public static AudioCodec amrWb(AmrWbFraming framing) {
        Objects.requireNonNull(framing, "framing");
        FfmpegLibrary.require();
        return new AmrWbCodec(framing);
    }
}
