package io.github.telnyxstream.codec.wav;

/** How a WAV file stores a sample. Immutable. */
public enum WavEncoding {
    /** Unsigned 8-bit PCM. */
    PCM_8(1, 1),
    /** Signed 16-bit PCM: what most programs expect. */
    PCM_16(1, 2),
    /** Signed 24-bit PCM. */
    PCM_24(1, 3),
    /** Signed 32-bit PCM. */
    PCM_32(1, 4),
    /** 32-bit floating point, full scale at 1.0. */
    FLOAT_32(3, 4),
    /** 64-bit floating point, full scale at 1.0. */
    FLOAT_64(3, 8),
    /** G.711 A-law. */
    A_LAW(6, 1),
    /** G.711 µ-law. */
    MU_LAW(7, 1);

    private final int formatTag;
    private final int bytesPerSample;

    WavEncoding(int formatTag, int bytesPerSample) {
        this.formatTag = formatTag;
        this.bytesPerSample = bytesPerSample;
    }

    int formatTag() {
        return formatTag;
    }

    /**
     * Room of one sample of one channel.
     *
     * @return bytes
     */
    public int bytesPerSample() {
        return bytesPerSample;
    }
}
