package io.github.telnyxstream.stream.audio;

import io.github.telnyxstream.codec.MediaFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Audio that is asked for as it is needed. It may be endless; only half a second of it is read ahead.
 *
 * <p><b>Threads:</b> one thread at a time, an executor's; may block, which delays only the call that plays it.
 * <b>Life-cycle:</b> played once; whoever plays it closes it.
 */
public interface AudioSource extends AutoCloseable {

    /**
     * The rate of the samples.
     *
     * @return Hz
     */
    int sampleRateHz();

    /**
     * Reads samples: 16-bit signed, mono.
     *
     * @param pcm where they go
     * @param offset index of the first sample to write
     * @param lengthSamples how many at most, at least 1
     * @return how many were written: at least 1, or 0 if there are none yet, or -1 at the end
     * @throws IOException if the audio cannot be read; ends the playback as failed
     */
    int read(short[] pcm, int offset, int lengthSamples) throws IOException;

    /**
     * Gives back what the source holds. Called once, after the end, an interruption or a failure; after an interruption
     * while another thread may still be in {@link #read}, which should then return or throw soon.
     *
     * @throws IOException if that fails; logged
     */
    @Override
    default void close() throws IOException {}

    /**
     * This source at another rate, with a {@link io.github.telnyxstream.codec.dsp.Resampler} in between. Sessions do it by
     * themselves for what they play.
     *
     * @param sampleRateHz the rate wanted, in Hz
     * @return this source if it has that rate, else one that reads from it and closes it
     * @throws IllegalArgumentException if one of the rates is none that the resampler knows
     */
    default AudioSource resampledTo(int sampleRateHz) {
        return sampleRateHz == sampleRateHz() ? this : new ResampledSource(this, sampleRateHz);
    }

    /**
     * A WAV file, opened now and read as it plays.
     *
     * @param file a mono WAV file in any encoding that {@link io.github.telnyxstream.codec.wav.WavReader} reads
     * @return the source
     * @throws IOException if it cannot be opened or is no such file
     */
    static AudioSource wav(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        return WavSource.open(file);
    }

    /**
     * Samples in memory.
     *
     * @param sampleRateHz their rate in Hz
     * @param pcm the samples, mono; not copied, must not change while it plays
     * @return the source
     */
    static AudioSource pcm(int sampleRateHz, short[] pcm) {
        Objects.requireNonNull(pcm, "pcm");
        return new PcmSource(sampleRateHz, pcm);
    }

    /**
     * Encoded bytes in memory, such as a speech service returns. Bytes in one encoding are never sent as another: they are
     * decoded where the session's format differs.
     *
     * @param format what the bytes are
     * @param bytes frames one after the other; copied
     * @return the source; a session of the same format sends the bytes untouched
     * @throws io.github.telnyxstream.codec.CodecException if the bytes are not of that format
     * @throws IllegalArgumentException if the bytes begin like a file (WAV, MP3, Ogg), which would be heard as noise
     */
    static PayloadSource encoded(MediaFormat format, byte[] bytes) {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(bytes, "bytes");
        return EncodedSource.ofBytes(format, bytes);
    }

    /**
     * Packets in memory, of a codec whose packets vary in size. A session of the same format sends them untouched.
     *
     * @param format what they are, for example Opus or AMR-WB
     * @param packets one packet each, without headers of RTP or of a file; copied
     * @return the source
     * @throws IllegalArgumentException if the first packet begins like a file
     */
    static PayloadSource packets(MediaFormat format, List<byte[]> packets) {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(packets, "packets");
        return EncodedSource.ofPackets(format, packets);
    }

    /**
     * A whole MP3 file, for a stream that was asked for in mode mp3: nothing else can be played there, and this nowhere
     * else. Files leave one after the other, at most one a second.
     *
     * @param file the file, at most 960,000 bytes; copied
     * @return the source
     * @throws IllegalArgumentException if it is no MP3 file, is too long, or has a rate that no format of ours has
     */
    static PayloadSource mp3(byte[] file) {
        Objects.requireNonNull(file, "file");
        return new Mp3Source(file);
    }

    /**
     * Silence, such as a pause between two sentences.
     *
     * @param duration how long; rounded down to a sample
     * @param sampleRateHz rate of the samples in Hz
     * @return the source
     * @throws IllegalArgumentException if the duration is negative or the rate not positive
     */
    static AudioSource silence(Duration duration, int sampleRateHz) {
        Objects.requireNonNull(duration, "duration");
        return new SilenceSource(duration, sampleRateHz);
    }

    /**
     * A source without end, such as music on hold: it is opened again whenever it is at its end.
     *
     * @param opener opens a round; called now and then by the thread that reads
     * @return the source; at its end only when a round has nothing at all
     * @throws IOException if the first round cannot be opened
     */
    static AudioSource loop(Opener opener) throws IOException {
        Objects.requireNonNull(opener, "opener");
        return new LoopSource(opener);
    }

    /** Opens a source, each time a new one. */
    @FunctionalInterface
    interface Opener {
        /**
         * Opens it.
         *
         * @return a source at its beginning, always of the same rate
         * @throws IOException if that fails; ends the playback as failed
         */
        AudioSource open() throws IOException;
    }

    /**
     * This source, louder or softer. What would go over full scale stays there.
     *
     * @param decibels the difference, at most 40; negative is softer
     * @return a source that reads from this one and closes it
     * @throws IllegalArgumentException if it is above 40 or not a number
     */
    default AudioSource withGain(double decibels) {
        return new GainSource(this, decibels);
    }

    /**
     * A tone, such as the beep before a recording, faded in and out so that it does not click.
     *
     * @param frequencyHz its frequency
     * @param duration how long
     * @param sampleRateHz rate of the samples in Hz
     * @return the source
     */
    static AudioSource tone(double frequencyHz, Duration duration, int sampleRateHz) {
        Objects.requireNonNull(duration, "duration");
        return PcmSource.tone(frequencyHz, duration, sampleRateHz);
    }
}
