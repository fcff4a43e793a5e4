package io.github.telnyxstream.codec;

/**
 * Brings a codec that this module does not have, found by {@link java.util.ServiceLoader}: a module on the class path or
 * module path that names its provider ({@code META-INF/services} or {@code provides}) is enough.
 *
 * <p><b>Threads:</b> called from any thread, also at the same time.
 */
public interface AudioCodecProvider {

    /**
     * Whether {@link #create} can make a codec for the format. Must be cheap and must not load native libraries.
     *
     * @param format what the bytes are
     * @return true if this provider serves the format
     */
    boolean isProvided(MediaFormat format);

    /**
     * Makes a codec.
     *
     * @param format a format for which {@link #isProvided} is true
     * @return a new codec in its initial state
     * @throws CodecException if the codec cannot be made, for example because a native library is missing; the message
     *     says what to add
     */
    AudioCodec create(MediaFormat format);
}
