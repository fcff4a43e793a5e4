package io.github.telnyxstream.codec.wav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.GoldenData;
import io.github.telnyxstream.codec.MediaFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WavWriterTest {
    @TempDir
    Path folder;

    private static short[] readAll(byte[] file) throws IOException {
        WavReader reader = WavReader.open(new ByteArrayInputStream(file));
        short[] samples = new short[file.length];
        int count = Math.max(0, reader.read(samples, 0, samples.length));
        if (count > 0) {
            assertThat(reader.lengthFrames() * reader.channels()).isEqualTo(count);
        }
        return Arrays.copyOf(samples, count);
    }

    @Test
    void writesWhatAnotherReaderUnderstands() throws Exception {
        Path file = folder.resolve("a.wav");
        short[] every = GoldenData.everySample();
        try (WavWriter writer = WavWriter.create(file, WavEncoding.PCM_16, 1, 8000)) {
            writer.write(every, 0, every.length);
            assertThat(writer.lengthFrames()).isEqualTo(65536);
        }

        try (AudioInputStream in = AudioSystem.getAudioInputStream(file.toFile())) {
            AudioFormat format = in.getFormat();
            assertThat(format.getSampleRate()).isEqualTo(8000f);
            assertThat(format.getChannels()).isEqualTo(1);
            assertThat(in.getFrameLength()).isEqualTo(65536);
            short[] back = new short[65536];
            ByteBuffer.wrap(in.readAllBytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .get(back);
            assertThat(back).isEqualTo(every);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PCM_16", "MU_LAW", "A_LAW"})
    void isReadBackWhateverTheChunks(WavEncoding encoding) throws IOException {
        Path file = folder.resolve("b.wav");
        short[] every = GoldenData.everySample();
        try (WavWriter writer = WavWriter.create(file, encoding, 1, 8000)) {
            for (int next = 0; next < every.length; next += 1021) {
                writer.write(every, next, Math.min(1021, every.length - next));
            }
        }

        short[] expected = every.clone();
        if (encoding != WavEncoding.PCM_16) {
            AudioCodec codec = AudioCodec.of(encoding == WavEncoding.MU_LAW ? MediaFormat.PCMU : MediaFormat.PCMA);
            byte[] bytes = new byte[every.length];
            codec.encode(every, 0, every.length, bytes, 0);
            codec.decode(bytes, 0, bytes.length, expected, 0);
        }
        assertThat(readAll(Files.readAllBytes(file))).isEqualTo(expected);
    }

    @Test
    void leavesAValidFileAfterEveryFlushWithoutBeingClosed() throws IOException {
        Path file = folder.resolve("c.wav");
        try (WavWriter writer = WavWriter.create(file, WavEncoding.MU_LAW, 1, 8000)) {
            assertThat(readAll(Files.readAllBytes(file))).isEmpty();
            for (int frames = 1; frames <= 7; frames++) {
                writer.write(new short[333], 0, 333);
                writer.flush();
                byte[] bytes = Files.readAllBytes(file);
                assertThat(readAll(bytes)).hasSize(333 * frames);
                assertThat(bytes.length % 2).as("RIFF wants an even length").isZero();
                assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(4))
                        .isEqualTo(bytes.length - 8);
            }
        }
    }

    @Test
    void losesAtMostTheLastSecondWhenNobodyFlushes() throws IOException {
        Path file = folder.resolve("d.wav");
        try (WavWriter writer = WavWriter.create(file, WavEncoding.PCM_16, 2, 16000)) {
            for (int i = 0; i < 175; i++) {
                writer.write(new short[640], 0, 640); // 20 ms of both channels
            }

            assertThat(readAll(Files.readAllBytes(file))).hasSize(3 * 32000);
        }
        assertThat(readAll(Files.readAllBytes(file))).hasSize(3 * 32000 + 16000);
    }

    @Test
    void replacesALongerFile() throws IOException {
        Path file = Files.write(folder.resolve("e.wav"), new byte[10_000]);

        WavWriter.create(file, WavEncoding.PCM_16, 1, 8000).close();

        assertThat(Files.size(file)).isEqualTo(44);
    }

    @Test
    void refusesToWriteAfterItsEnd() throws IOException {
        WavWriter writer = WavWriter.create(folder.resolve("f.wav"), WavEncoding.PCM_16, 1, 8000);
        writer.close();
        writer.close();
        writer.flush();

        assertThatThrownBy(() -> writer.write(new short[1], 0, 1)).isInstanceOf(IOException.class);
    }

    @Test
    void refusesWhatItCannotWriteBeforeAFileIsMade() {
        Path file = folder.resolve("g.wav");

        assertThatThrownBy(() -> WavWriter.create(file, WavEncoding.FLOAT_32, 1, 8000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FLOAT_32");
        assertThatThrownBy(() -> WavWriter.create(file, WavEncoding.PCM_16, 0, 8000))
                .hasMessageContaining("channels is 0");
        assertThatThrownBy(() -> WavWriter.create(file, WavEncoding.PCM_16, 1, 0))
                .hasMessageContaining("sampleRateHz is 0");
        assertThat(file).doesNotExist();
    }

    @Test
    void refusesHalfAFrame() throws IOException {
        try (WavWriter writer = WavWriter.create(folder.resolve("h.wav"), WavEncoding.PCM_16, 2, 8000)) {
            assertThatThrownBy(() -> writer.write(new short[3], 0, 3))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("multiple of 2");
        }
    }

    @Test
    void saysWhenThereIsNoPlaceForTheFile() {
        assertThatThrownBy(() -> WavWriter.create(folder.resolve("none").resolve("i.wav"), WavEncoding.PCM_16, 1, 8000))
                .isInstanceOf(IOException.class);
    }

    @Test
    void goesOnWhereTheLastFlushEndedWhenADiskThatWasFullHasRoomAgain() throws IOException {
        FullableChannel channel = new FullableChannel();
        WavWriter writer = WavWriter.create(channel, WavEncoding.PCM_16, 1, 8000);
        writer.write(new short[100], 0, 100);
        writer.flush();
        writer.write(new short[] {1, 2, 3}, 0, 3);
        channel.full = true;
        assertThatThrownBy(writer::flush).hasMessage("disk full");
        assertThat(readAll(channel.bytes())).hasSize(100);

        channel.full = false;
        writer.close();

        assertThat(readAll(channel.bytes())).hasSize(103).endsWith((short) 1, (short) 2, (short) 3);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void losesNothingWhenItsThreadIsInterrupted() throws IOException {
        Path file = folder.resolve("j.wav");
        try (WavWriter writer = WavWriter.create(file, WavEncoding.PCM_16, 1, 8000)) {
            writer.write(new short[5000], 0, 5000);
            Thread.currentThread().interrupt();
            writer.write(new short[5000], 0, 5000);
            writer.flush();
            writer.write(new short[2000], 0, 2000);
        } finally {
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        }

        assertThat(readAll(Files.readAllBytes(file))).hasSize(12_000);
    }

    @Test
    void writesToAChannelThatItWasGivenThoughItsThreadIsInterrupted() throws IOException {
        Path file = folder.resolve("k.wav");
        SeekableByteChannel given = Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (WavWriter writer = WavWriter.create(given, WavEncoding.PCM_16, 1, 8000)) {
            Thread.currentThread().interrupt();
            writer.write(new short[5000], 0, 5000);
        } finally {
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        }

        assertThat(readAll(Files.readAllBytes(file))).hasSize(5000);
    }

    @Test
    void opensItsFileAgainWhenAnInterruptClosedItInTheMiddleOfAWrite() throws IOException {
        FullableChannel disk = new FullableChannel();
        FullableChannel first = new FullableChannel();
        AtomicInteger opened = new AtomicInteger();
        WavWriter writer = WavWriter.create(
                first,
                () -> {
                    opened.incrementAndGet();
                    return disk.with(first.bytes());
                },
                WavEncoding.PCM_16,
                1,
                8000);
        writer.write(new short[] {1, 2, 3}, 0, 3);
        writer.flush();
        writer.write(new short[7000], 0, 7000);
        first.interruptsAtNextWrite = true;
        writer.flush();
        assertThat(Thread.interrupted()).isTrue();
        writer.write(new short[] {4}, 0, 1);
        writer.close();

        assertThat(opened).hasValue(1);
        assertThat(readAll(disk.bytes()))
                .hasSize(7004)
                .startsWith((short) 1, (short) 2)
                .endsWith((short) 0, (short) 4);
        assertThat(disk.isOpen()).isFalse();
    }

    @Test
    void saysThatAudioIsLostWhenSomebodyElseHasClosedItsChannel() throws IOException {
        FullableChannel channel = new FullableChannel();
        WavWriter writer = WavWriter.create(channel, WavEncoding.PCM_16, 1, 8000);
        writer.write(new short[100], 0, 100);
        channel.close();
        assertThatThrownBy(writer::close).isInstanceOf(ClosedChannelException.class);

        FullableChannel interrupted = new FullableChannel();
        WavWriter second = WavWriter.create(interrupted, WavEncoding.PCM_16, 1, 8000);
        second.write(new short[100], 0, 100);
        interrupted.interruptsAtNextWrite = true;
        assertThatThrownBy(second::flush).isInstanceOf(ClosedByInterruptException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThatThrownBy(second::close).isInstanceOf(ClosedChannelException.class);
    }
}
