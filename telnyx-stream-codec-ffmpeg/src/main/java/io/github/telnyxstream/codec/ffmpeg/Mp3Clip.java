package io.github.telnyxstream.codec.ffmpeg;

import io.github.telnyxstream.codec.dsp.Resampler;

/** The decoding of MP3 frames of one rate to mono at another. One thread at a time. */
final class Mp3Clip implements AutoCloseable {
    private final NativeCodec decoder;
    private final Resampler resampler;
    private final short[] decoded = new short[Mp3Frame.MAX_SAMPLES];
    private int frames;

    Mp3Clip(int fileHz, int wantedHz) {
        // "mp3" is the decoder in integers: samples come as 16 bits
        this.decoder = NativeCodec.decoder("mp3", fileHz);
        this.resampler = Resampler.of(fileHz, wantedHz);
    }

    /** Decodes a frame; a damaged one gives nothing. */
    int decode(byte[] bytes, int index, Mp3Frame frame, short[] pcm, int pcmOffset) {
        if (!decoder.sendBytes(bytes, index, frame.lengthBytes())) {
            return 0;
        }
        int written = 0;
        for (int length = decoder.receiveSamples(decoded, 0);
                length != NativeCodec.NOTHING;
                length = decoder.receiveSamples(decoded, 0)) {
            frames++;
            written += resampler.process(decoded, 0, length, pcm, pcmOffset + written);
        }
        return written;
    }

    /** Writes what the change of rate kept back; whether any frame could be decoded is {@link #isHeard}. */
    int end(short[] pcm, int pcmOffset) {
        return resampler.flush(pcm, pcmOffset);
    }

    boolean isHeard() {
        return frames > 0;
    }

    @Override
    public void close() {
        decoder.close();
    }
}
