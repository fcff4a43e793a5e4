package io.github.telnyxstream.stream.audio;

import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavWriter;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Writes the frames of one track to a WAV file, aligned in time: a lost frame becomes as much silence as the frame after
 * it is long. 16-bit PCM, mono. The file is a valid WAV after every {@link #flush}.
 *
 * <p><b>Threads:</b> one thread at a time; {@link #write} may block on the disk, so use it in a listener's callbacks,
 * which hurt only their own call. <b>Life-cycle:</b> close it; a frame after that is refused.
 */
public final class StreamRecorder implements AutoCloseable {
    private static final short[] SILENCE = new short[960];

    private final WavWriter wav;
    private final int sampleRateHz;
    private boolean begun;
    private long samples;

    private StreamRecorder(WavWriter wav, int sampleRateHz) {
        this.wav = wav;
        this.sampleRateHz = sampleRateHz;
    }

    /**
     * Creates the file, replacing one of that name.
     *
     * @param file where to write
     * @param sampleRateHz rate of the frames that will come, in Hz
     * @return the recorder
     * @throws IOException if the file cannot be created
     */
    public static StreamRecorder create(Path file, int sampleRateHz) throws IOException {
        Objects.requireNonNull(file, "file");
        return new StreamRecorder(WavWriter.create(file, WavEncoding.PCM_16, 1, sampleRateHz), sampleRateHz);
    }

    /**
     * Writes into a channel, from its first byte.
     *
     * @param channel an empty file; closed with the recorder, but not when this method fails
     * @param sampleRateHz rate of the frames that will come, in Hz
     * @return the recorder
     * @throws IOException if the channel cannot be written
     */
    public static StreamRecorder create(SeekableByteChannel channel, int sampleRateHz) throws IOException {
        Objects.requireNonNull(channel, "channel");
        return new StreamRecorder(WavWriter.create(channel, WavEncoding.PCM_16, 1, sampleRateHz), sampleRateHz);
    }

    /**
     * Appends a frame, after silence for those lost before it. What was lost before the first frame of the recording
     * does not belong to it.
     *
     * @param frame the frame, in the order in which a listener gets them, all of one track
     * @throws IOException if the disk refuses; what was written before stays a valid file after a flush or close
     * @throws IllegalArgumentException if the frame has another sample rate
     */
    public void write(MediaFrame frame) throws IOException {
        Objects.requireNonNull(frame, "frame");
        if (frame.format().sampleRateHz() != sampleRateHz) {
            throw new IllegalArgumentException(
                    "frame has " + frame.format().sampleRateHz() + " Hz, the recording has " + sampleRateHz + " Hz");
        }
        short[] pcm = frame.pcm();
        if (begun) {
            int lostSamples = pcm.length > 0 ? pcm.length : frame.format().samplesPerFrame();
            writeSilence((long) frame.lostBefore() * lostSamples);
        }
        begun = true;
        wav.write(pcm, 0, pcm.length);
        samples += pcm.length;
    }

    private void writeSilence(long count) throws IOException {
        for (long left = count; left > 0; left -= SILENCE.length) {
            int part = (int) Math.min(left, SILENCE.length);
            wav.write(SILENCE, 0, part);
        }
        samples += count;
    }

    /**
     * Makes what was written so far a valid file.
     *
     * @throws IOException if the disk refuses
     */
    public void flush() throws IOException {
        wav.flush();
    }

    /**
     * How much audio the file holds.
     *
     * @return its duration, silence for lost frames included
     */
    public Duration duration() {
        return Duration.ofMillis(samples * 1000 / sampleRateHz);
    }

    @Override
    public void close() throws IOException {
        wav.close();
    }
}
