package io.github.telnyxstream.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.dsp.Allocations;
import io.github.telnyxstream.codec.dsp.LossConcealer;
import io.github.telnyxstream.codec.dsp.ToneGenerator;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** "Allocates nothing" is a promise: the JVM counts every byte that a thread allocates, exactly. */
class AllocationTest {
    private static final int FRAMES = 500;

    static Stream<MediaFormat> formats() {
        return Stream.of(
                MediaFormat.PCMU,
                MediaFormat.PCMA,
                MediaFormat.G722,
                MediaFormat.l16(16000),
                new MediaFormat(Encoding.L16, 22050, ByteOrder.BIG_ENDIAN));
    }

    private static long allocatedBy(Runnable round) {
        return Allocations.bytesOf(() -> {
            for (int i = 0; i < FRAMES; i++) {
                round.run();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("formats")
    void encodesAndDecodesWithoutAllocating(MediaFormat format) {
        AudioCodec codec = AudioCodec.of(format);
        short[] pcm = new short[format.samplesPerFrame() + 1];
        byte[] bytes = new byte[format.bytesPerFrame() + 2];
        new Random(1).nextBytes(bytes);

        assertThat(allocatedBy(() -> {
                    codec.decode(bytes, 1, format.bytesPerFrame(), pcm, 0);
                    codec.encode(pcm, 0, format.samplesPerFrame() & ~1, bytes, 1);
                }))
                .isZero();
    }

    @Test
    void convertsLawsWithoutAllocating() {
        byte[] bytes = new byte[160];

        assertThat(allocatedBy(() -> {
                    G711.muLawToALaw(bytes, 0, bytes, 0, 160);
                    G711.aLawToMuLaw(bytes, 0, bytes, 0, 160);
                }))
                .isZero();
    }

    @Test
    void cutsFramesWithoutAllocating() {
        FrameAssembler assembler = FrameAssembler.of(MediaFormat.PCMU);
        PcmFrameAssembler pcmAssembler = PcmFrameAssembler.of(MediaFormat.l16(24000));
        byte[] bytes = new byte[333];
        short[] pcm = new short[777];
        long[] seen = new long[1];
        FrameAssembler.Sink sink = (array, offset, length) -> seen[0] += length;
        PcmFrameAssembler.Sink pcmSink = (array, offset, length) -> seen[0] += length;

        assertThat(allocatedBy(() -> {
                    assembler.offer(bytes, 0, bytes.length, sink);
                    pcmAssembler.offer(pcm, 0, pcm.length, pcmSink);
                    assembler.flush(sink);
                    pcmAssembler.clear();
                }))
                .isZero();
        assertThat(seen[0]).isPositive();
    }

    @Test
    void pacesWithoutAllocating() {
        FramePacer pacer = FramePacer.of(Duration.ofMillis(20), Duration.ofMillis(160));
        long[] now = new long[1];

        assertThat(allocatedBy(() -> {
                    now[0] += 17_000_000;
                    pacer.advance(pacer.framesDue(now[0]), now[0]);
                }))
                .isZero();
        assertThat(pacer.isFresh()).isFalse();
    }

    @Test
    void concealsDetectsAndSoundsWithoutAllocating() {
        LossConcealer concealer = LossConcealer.create();
        ToneGenerator tone = ToneGenerator.of(440, 8000, -10);
        ByteOrderDetector detector = ByteOrderDetector.of(8000);
        short[] pcm = new short[160];
        byte[] bytes = new byte[320];

        assertThat(allocatedBy(() -> {
                    tone.generate(pcm, 0, 160);
                    concealer.receive(pcm, 0, 80);
                    concealer.conceal(pcm, 80, 80);
                    detector.offer(bytes, 0, 320);
                }))
                .isZero();
    }
}
