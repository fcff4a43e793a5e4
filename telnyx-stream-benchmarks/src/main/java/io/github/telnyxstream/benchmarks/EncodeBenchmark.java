package io.github.telnyxstream.benchmarks;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import java.io.IOException;
import javax.sound.sampled.AudioInputStream;
import net.sf.fmj.media.codec.audio.alaw.ALawEncoderUtil;
import net.sf.fmj.media.codec.audio.ulaw.MuLawEncoderUtil;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** 160 samples to G.711. */
@State(Scope.Thread)
public class EncodeBenchmark {
    private final AudioCodec muLaw = AudioCodec.of(MediaFormat.PCMU);
    private final AudioCodec aLaw = AudioCodec.of(MediaFormat.PCMA);
    private final byte[][] pcmBytes = JavaSound.littleEndian(new Frames().pcm);
    private final AudioInputStream openMuLaw =
            JavaSound.open(new JavaSound.Endless(pcmBytes), JavaSound.PCM, JavaSound.MU_LAW);
    private final AudioInputStream openALaw =
            JavaSound.open(new JavaSound.Endless(pcmBytes), JavaSound.PCM, JavaSound.A_LAW);
    private int next;

    private byte[] nextPcmBytes() {
        next = (next + 1) & (pcmBytes.length - 1);
        return pcmBytes[next];
    }

    @Benchmark
    public Object limitNarrowingCast(Frames frames) {
        short[] pcm = frames.nextPcm();
        byte[] bytes = frames.bytesOut;
        for (int i = 0; i < 160; i++) {
            bytes[i] = (byte) pcm[i];
        }
        return bytes;
    }

    @Benchmark
    public Object pcmu(Frames frames) {
        muLaw.encode(frames.nextPcm(), 0, 160, frames.bytesOut, 0);
        return frames.bytesOut;
    }

    @Benchmark
    public Object pcma(Frames frames) {
        aLaw.encode(frames.nextPcm(), 0, 160, frames.bytesOut, 0);
        return frames.bytesOut;
    }

    @Benchmark
    public Object textbookPcmu(Frames frames) {
        Textbook.encodeMuLaw(frames.nextPcm(), frames.bytesOut);
        return frames.bytesOut;
    }

    @Benchmark
    public Object textbookPcma(Frames frames) {
        Textbook.encodeALaw(frames.nextPcm(), frames.bytesOut);
        return frames.bytesOut;
    }

    @Benchmark
    public Object fmjPcmu(Frames frames) {
        MuLawEncoderUtil.muLawEncodeLittleEndian(nextPcmBytes(), 0, 320, frames.bytesOut);
        return frames.bytesOut;
    }

    @Benchmark
    public Object fmjPcma(Frames frames) {
        ALawEncoderUtil.aLawEncodeLittleEndian(nextPcmBytes(), 0, 320, frames.bytesOut);
        return frames.bytesOut;
    }

    @Benchmark
    public int javaSoundKeptOpenPcmu(Frames frames) throws IOException {
        return openMuLaw.readNBytes(frames.bytesOut, 0, 160);
    }

    @Benchmark
    public int javaSoundKeptOpenPcma(Frames frames) throws IOException {
        return openALaw.readNBytes(frames.bytesOut, 0, 160);
    }

    @Benchmark
    public int javaSoundPerFramePcmu(Frames frames) throws IOException {
        return JavaSound.convertOne(nextPcmBytes(), JavaSound.PCM, JavaSound.MU_LAW, frames.bytesOut);
    }

    @Benchmark
    public int javaSoundPerFramePcma(Frames frames) throws IOException {
        return JavaSound.convertOne(nextPcmBytes(), JavaSound.PCM, JavaSound.A_LAW, frames.bytesOut);
    }
}
