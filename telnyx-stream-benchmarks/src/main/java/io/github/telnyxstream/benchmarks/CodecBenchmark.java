package io.github.telnyxstream.benchmarks;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.G711;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.dsp.Resampler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The rest of what may happen to a frame of 20 ms. */
@State(Scope.Thread)
public class CodecBenchmark {
    private final AudioCodec g722 = AudioCodec.of(MediaFormat.G722);
    private final AudioCodec l16 = AudioCodec.of(MediaFormat.l16(8000));
    private final Resampler up = Resampler.of(8000, 16000);
    private final Resampler upThreefold = Resampler.of(8000, 24000);
    private final Resampler downThreefold = Resampler.of(24000, 8000);
    private final short[] threeFrames = new short[480];
    private final short[] wide = new short[1000];
    private final byte[] bytes = new byte[320];

    @Benchmark
    public Object muLawToALaw(Frames frames) {
        G711.muLawToALaw(frames.nextMuLaw(), 0, frames.bytesOut, 0, 160);
        return frames.bytesOut;
    }

    @Benchmark
    public Object aLawToMuLaw(Frames frames) {
        G711.aLawToMuLaw(frames.nextALaw(), 0, frames.bytesOut, 0, 160);
        return frames.bytesOut;
    }

    @Benchmark
    public Object l16Encode(Frames frames) {
        l16.encode(frames.nextPcm(), 0, 160, bytes, 0);
        return bytes;
    }

    @Benchmark
    public Object g722Encode(Frames frames) {
        g722.encode(frames.nextPcm(), 0, 160, bytes, 0);
        g722.encode(frames.nextPcm(), 0, 160, bytes, 80);
        return bytes;
    }

    @Benchmark
    public Object g722Decode(Frames frames) {
        g722.decode(frames.nextMuLaw(), 0, 160, wide, 0);
        return wide;
    }

    @Benchmark
    public int resample8To16(Frames frames) {
        return up.process(frames.nextPcm(), 0, 160, wide, 0);
    }

    @Benchmark
    public int resample8To24(Frames frames) {
        return upThreefold.process(frames.nextPcm(), 0, 160, wide, 0);
    }

    @Benchmark
    public int resample24To8(Frames frames) {
        for (int at = 0; at < 480; at += 160) {
            System.arraycopy(frames.nextPcm(), 0, threeFrames, at, 160);
        }
        return downThreefold.process(threeFrames, 0, 480, wide, 0);
    }
}
