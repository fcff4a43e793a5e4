package io.github.telnyxstream.benchmarks;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import java.io.IOException;
import javax.sound.sampled.AudioInputStream;
import net.sf.fmj.media.codec.audio.alaw.ALawDecoderUtil;
import net.sf.fmj.media.codec.audio.ulaw.MuLawDecoderUtil;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** 160 bytes of G.711 to samples. */
@State(Scope.Thread)
public class DecodeBenchmark {
    private final AudioCodec muLaw = AudioCodec.of(MediaFormat.PCMU);
    private final AudioCodec aLaw = AudioCodec.of(MediaFormat.PCMA);
    private final AudioInputStream openMuLaw =
            JavaSound.open(new JavaSound.Endless(new Frames().muLaw), JavaSound.MU_LAW, JavaSound.PCM);
    private final AudioInputStream openALaw =
            JavaSound.open(new JavaSound.Endless(new Frames().aLaw), JavaSound.A_LAW, JavaSound.PCM);

    @Benchmark
    public Object limitCopyOf320Bytes(Frames frames) {
        System.arraycopy(frames.nextPcm(), 0, frames.pcmOut, 0, 160);
        return frames.pcmOut;
    }

    @Benchmark
    public Object pcmu(Frames frames) {
        muLaw.decode(frames.nextMuLaw(), 0, 160, frames.pcmOut, 0);
        return frames.pcmOut;
    }

    @Benchmark
    public Object pcma(Frames frames) {
        aLaw.decode(frames.nextALaw(), 0, 160, frames.pcmOut, 0);
        return frames.pcmOut;
    }

    @Benchmark
    public Object fmjPcmu(Frames frames) {
        MuLawDecoderUtil.muLawDecodeLittleEndian(frames.nextMuLaw(), 0, 160, frames.pcmBytesOut);
        return frames.pcmBytesOut;
    }

    @Benchmark
    public Object fmjPcma(Frames frames) {
        ALawDecoderUtil.aLawDecodeLittleEndian(frames.nextALaw(), 0, 160, frames.pcmBytesOut);
        return frames.pcmBytesOut;
    }

    @Benchmark
    public int javaSoundKeptOpenPcmu(Frames frames) throws IOException {
        return openMuLaw.readNBytes(frames.pcmBytesOut, 0, 320);
    }

    @Benchmark
    public int javaSoundKeptOpenPcma(Frames frames) throws IOException {
        return openALaw.readNBytes(frames.pcmBytesOut, 0, 320);
    }

    @Benchmark
    public int javaSoundPerFramePcmu(Frames frames) throws IOException {
        return JavaSound.convertOne(frames.nextMuLaw(), JavaSound.MU_LAW, JavaSound.PCM, frames.pcmBytesOut);
    }

    @Benchmark
    public int javaSoundPerFramePcma(Frames frames) throws IOException {
        return JavaSound.convertOne(frames.nextALaw(), JavaSound.A_LAW, JavaSound.PCM, frames.pcmBytesOut);
    }
}
