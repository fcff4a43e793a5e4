package io.github.telnyxstream.examples.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.opus.OpusFileReader;
import io.github.telnyxstream.codec.opus.OpusFileWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Opus and AMR-WB, whose packets only a file format can keep apart. */
class PacketFileTest {
    /** Speech codecs turn the phases of what is below 200 Hz, so that nothing can be compared there. */
    private static final double PITCH_HZ = 230;

    /** An encoder of speech changes the wave; a delay of half a millisecond would already be less alike. */
    private static final double ALIKE = 0.8;

    @TempDir
    Path folder;

    private Path wav(String name, int rateHz, short[] pcm) throws IOException {
        return TestAudio.wav(folder.resolve(name), rateHz, 1, pcm);
    }

    private Path converted(Path in, String name, Object... options) {
        Path out = folder.resolve(name);
        Object[] arguments = Arrays.copyOf(new Object[] {in, out}, 2 + options.length);
        System.arraycopy(options, 0, arguments, 2, options.length);
        Run run = Run.convert(arguments);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        return out;
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 12000, 16000, 24000, 48000})
    void voiceSurvivesOpusAtItsOwnRateToTheSample(int rateHz) throws IOException {
        short[] voice = TestAudio.voice(rateHz, 2.013, PITCH_HZ);

        Path opus = converted(wav("in.wav", rateHz, voice), "a.opus");
        Path back = converted(opus, "back.wav");

        assertThat(TestAudio.rateHz(back)).isEqualTo(rateHz);
        assertThat(TestAudio.samples(back)).hasSameSizeAs(voice);
        assertThat(TestAudio.likeness(voice, TestAudio.samples(back), 0)).isGreaterThan(ALIKE);
        assertThat(Files.size(opus)).isLessThan(2 * 8000);
    }

    @ParameterizedTest
    @CsvSource({"11025, 12000", "22050, 24000", "32000, 48000", "44100, 48000"})
    void audioOfOtherRatesGoesIntoTheNextHigherOneOfOpus(int rateHz, int opusHz) throws IOException {
        Path opus = converted(wav("in.wav", rateHz, TestAudio.voice(rateHz, 1)), "a.ogg");

        try (OpusFileReader reader = OpusFileReader.open(Files.newInputStream(opus))) {
            assertThat(reader.sampleRateHz()).isEqualTo(opusHz);
        }
    }

    @Test
    void opusIsDecodedAtTheRateThatIsAskedFor() throws IOException {
        Path opus = converted(wav("in.wav", 16000, TestAudio.voice(16000, 1, PITCH_HZ)), "a.opus");

        Path wav = converted(opus, "a.wav", "--rate", 24000);

        assertThat(TestAudio.rateHz(wav)).isEqualTo(24000);
        assertThat(TestAudio.likeness(TestAudio.voice(24000, 1, PITCH_HZ), TestAudio.samples(wav), 0))
                .isGreaterThan(ALIKE);
        assertThat(Run.convert(opus, wav, "--rate", 44100).err()).contains("44100 Hz is not a rate of OPUS");
        assertThat(Run.convert(wav, opus, "--to-rate", 44100).err()).contains("44100 Hz is not a rate of OPUS");
    }

    @Test
    void audioIsAmplifiedByTheGainOfItsFile() throws IOException {
        Path opus = converted(wav("in.wav", 16000, TestAudio.voice(16000, 1)), "a.opus");

        short[] plain = decoded(opus, 0);
        short[] louder = decoded(opus, 20 * Math.log10(2));

        short[] twice = new short[plain.length];
        for (int i = 0; i < plain.length; i++) {
            twice[i] = (short) (2 * plain[i]);
        }
        assertThat(louder).isEqualTo(twice);
        assertThat(plain).as("not silence").isNotEqualTo(new short[plain.length]);
    }

    /** The first half of a second of a file, as if it had a gain. */
    private static short[] decoded(Path opus, double gainDecibels) throws IOException {
        OpusFileReader file = OpusFileReader.open(Files.newInputStream(opus));
        PacketPcm.Packets packets = new PacketPcm.Packets() {
            @Override
            public int read(byte[] packet) throws IOException {
                return file.read(packet, 0);
            }

            @Override
            public boolean isTruncated() {
                return file.isTruncated();
            }

            @Override
            public double gainDecibels() {
                return gainDecibels;
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
        AudioCodec codec = AudioCodec.of(MediaFormat.of(Encoding.OPUS, 16000));
        short[] pcm = new short[25 * 320];
        try (PcmReader reader = new PacketPcm(codec, packets, OpusFileReader.MAX_PACKET_BYTES, note -> {})) {
            short[] frame = new short[Conversion.CHUNK_SAMPLES];
            for (int at = 0; at < pcm.length; at += 320) {
                assertThat(reader.read(frame)).isEqualTo(320);
                System.arraycopy(frame, 0, pcm, at, 320);
            }
        }
        return pcm;
    }

    @Test
    void voiceSurvivesAmrWb() throws IOException {
        NativeLibrary.assumeLoads();
        short[] voice = TestAudio.voice(16000, 2.013, PITCH_HZ);

        Path awb = converted(wav("in.wav", 16000, voice), "a.awb");
        Path again = converted(awb, "again.amr");
        Path back = converted(again, "back.l16");

        assertThat(Files.size(awb)).isEqualTo(9 + 101 * 33);
        assertThat(Files.size(again)).isEqualTo(9 + 101 * 33);
        short[] heard = TestAudio.decoded(MediaFormat.l16(16000), Files.readAllBytes(back));
        assertThat(heard).hasSize(101 * 320);
        assertThat(TestAudio.likeness(voice, heard, 500)).isGreaterThan(ALIKE);
    }

    @Test
    void amrWbIsAlways16Kilohertz() throws IOException {
        NativeLibrary.assumeLoads();
        Path awb = converted(wav("in.wav", 8000, TestAudio.voice(8000, 1)), "a.awb");

        assertThat(TestAudio.rateHz(converted(awb, "a.wav"))).isEqualTo(16000);
        assertThat(Run.convert(awb, folder.resolve("b.wav"), "--rate", 8000).err())
                .contains("8000 Hz is not a rate of AMR-WB");
    }

    @Test
    void theFileTellsWhatItIsWhateverItsName() throws IOException {
        Path opus = converted(wav("in.wav", 16000, TestAudio.voice(16000, 1)), "a.opus");
        Path unnamed = Files.copy(opus, folder.resolve("dump"));
        Path misnamed = Files.copy(opus, folder.resolve("dump.ulaw"));

        assertThat(TestAudio.samples(converted(unnamed, "a.wav"))).hasSize(16000);
        assertThat(Run.convert(misnamed, folder.resolve("b.wav")).err())
                .contains("is Ogg in spite of its name")
                .hasLineCount(1);
        assertThat(folder.resolve("b.wav")).hasSameBinaryContentAs(folder.resolve("a.wav"));
    }

    /** Packets as they came off a line: some are no Opus, and the first ones are missing. */
    @Test
    void packetsThatCannotBeDecodedAreMadeUpAndNoted() throws IOException {
        Path opus = converted(wav("in.wav", 16000, TestAudio.voice(16000, 1)), "a.opus");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] packet = new byte[OpusFileReader.MAX_PACKET_BYTES];
        try (OpusFileReader reader = OpusFileReader.open(Files.newInputStream(opus));
                OpusFileWriter writer = OpusFileWriter.create(bytes, 16000, 0)) {
            int number = 0;
            for (int length = reader.read(packet, 0); length >= 0; length = reader.read(packet, 0)) {
                boolean damaged = ++number % 10 == 0;
                byte[] one = damaged ? damaged() : Arrays.copyOf(packet, length);
                writer.write(one, 0, one.length);
            }
        }
        Path in = Files.write(folder.resolve("damaged.opus"), bytes.toByteArray());

        Run run = Run.convert(in, folder.resolve("heard.wav"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("5 of the packets could not be decoded").hasLineCount(1);
        assertThat(TestAudio.samples(folder.resolve("heard.wav"))).hasSize(51 * 320);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.opus", "a.awb"})
    void whatIsThereOfAFileThatIsCutOffIsConvertedAndNoted(String name) throws IOException {
        NativeLibrary.assumeLoads();
        byte[] whole = Files.readAllBytes(converted(wav("in.wav", 16000, TestAudio.voice(16000, 4)), name));
        Path cut = Files.write(folder.resolve("cut-" + name), Arrays.copyOf(whole, whole.length / 2));

        Run run = Run.convert(cut, folder.resolve("heard.wav"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("note:").contains("cut off").hasLineCount(1);
        assertThat(TestAudio.samples(folder.resolve("heard.wav"))).hasSizeBetween(15_000, 33_000);
    }

    /** Says that it holds one frame of 20 ms, of which two lengths follow where there is one. */
    private static byte[] damaged() {
        return new byte[] {9 << 3 | 2, (byte) 255};
    }
}
