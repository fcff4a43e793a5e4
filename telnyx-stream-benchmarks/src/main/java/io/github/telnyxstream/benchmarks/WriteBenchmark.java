package io.github.telnyxstream.benchmarks;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.wire.MediaWriter;
import java.util.Base64;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** 160 samples to the message that carries them. */
@State(Scope.Thread)
public class WriteBenchmark {
    private final AudioCodec codec = AudioCodec.of(MediaFormat.PCMU);
    private final MediaWriter writer = MediaWriter.of(MediaFormat.PCMU);
    private final byte[] base64 = new byte[216];

    /** What no message can do without: the table and the alphabet. */
    @Benchmark
    public Object limitEncodeAndBase64(Frames frames) {
        codec.encode(frames.nextPcm(), 0, 160, frames.bytesOut, 0);
        Base64.getEncoder().encode(frames.bytesOut, base64);
        return base64;
    }

    /** Into a buffer that is used again. */
    @Benchmark
    public int bytes(Frames frames) {
        return writer.write(frames.nextPcm());
    }

    /** For a server that takes strings only. */
    @Benchmark
    public Object string(Frames frames) {
        return writer.text(frames.nextPcm());
    }

    /** As one writes it without a library. */
    @Benchmark
    public Object textbookConcatenation(Frames frames) {
        codec.encode(frames.nextPcm(), 0, 160, frames.bytesOut, 0);
        return "{\"event\":\"media\",\"media\":{\"payload\":\""
                + Base64.getEncoder().encodeToString(frames.bytesOut) + "\"}}";
    }
}
