package io.github.telnyxstream.examples.voicemail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.dsp.ToneGenerator;
import io.github.telnyxstream.codec.wav.WavReader;
import io.github.telnyxstream.stream.StreamStatistics;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.MediaEvent;
import io.github.telnyxstream.stream.event.Track;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the folder when a message is over. */
class RecordedMessageTest {
    private static final CallFacts CALL = new CallFacts("v3:call", "+15550100001", "+15550100002", Instant.EPOCH);
    private static final StreamStatistics NONE =
            new StreamStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);
    private static final int RIFF_HEADER_BYTES = 44;

    @TempDir
    Path folder;

    private MessageDirectory directory;

    @BeforeEach
    void createDirectory() throws IOException {
        directory = MessageDirectory.create(folder);
    }

    @Test
    void isAtEightKilohertzWhateverTheLineSpeaks() throws Exception {
        short[] tone = ToneGenerator.of(1000, 16000, -12).beep(Duration.ofSeconds(1));
        OpenMessage message = directory.open(CALL, 16000);
        for (int i = 0; i < 50; i++) {
            message.write(frame(MediaFormat.l16(16000), Arrays.copyOfRange(tone, i * 320, (i + 1) * 320)));
        }

        Path wav = message.save(EndedBy.KEY, NONE).orElseThrow();

        try (WavReader reader = WavReader.open(wav)) {
            assertThat(reader.sampleRateHz()).isEqualTo(8000);
            assertThat(reader.lengthFrames()).isBetween(7900L, 8000L);
            short[] samples = new short[(int) reader.lengthFrames()];
            reader.readMono(samples, 0, samples.length);
            assertThat(upwardCrossings(samples, 4000)).isBetween(495, 505);
        }
    }

    /** A tone of 1000 Hz has a thousand a second. */
    private static int upwardCrossings(short[] pcm, int length) {
        int crossings = 0;
        for (int i = 1000; i < 1000 + length; i++) {
            crossings += pcm[i - 1] < 0 && pcm[i] >= 0 ? 1 : 0;
        }
        return crossings;
    }

    @Test
    void appearsUpToTheLastFlushWhenTheDiskIsFull() throws Exception {
        RecordedMessage message = onDiskOf(RIFF_HEADER_BYTES + 2 * 8000 + 100);
        assertThatThrownBy(() -> speak(message, 150)).hasMessageContaining("No space");

        Path wav = message.save(EndedBy.LIMIT, NONE).orElseThrow();

        try (WavReader reader = WavReader.open(wav)) {
            assertThat(reader.lengthFrames()).isEqualTo(8000);
        }
        String json =
                Files.readString(wav.resolveSibling(wav.getFileName().toString().replace(".wav", ".json")));
        assertThat(json).containsPattern("\"duration_ms\" *: *1000\\D");
    }

    @Test
    void isLostWhenNothingOfItWasWritten() throws Exception {
        RecordedMessage message = onDiskOf(RIFF_HEADER_BYTES + 100);
        speak(message, 10);

        assertThatThrownBy(() -> message.save(EndedBy.KEY, NONE)).hasMessageContaining("No space");
    }

    private RecordedMessage onDiskOf(long bytes) throws IOException {
        Path file = directory.unfinished(directory.name(CALL.callControlId(), CALL.startedAt()) + ".wav");
        SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        return RecordedMessage.create(directory, CALL, 8000, new SmallDisk(channel, bytes));
    }

    private static void speak(OpenMessage message, int frames) throws IOException {
        for (int i = 0; i < frames; i++) {
            message.write(frame(MediaFormat.PCMU, new short[160]));
        }
    }

    private static MediaFrame frame(MediaFormat format, short[] pcm) {
        return MediaFrame.of(new MediaEvent(null, -1, Track.INBOUND, -1, -1, new byte[0]), format, pcm, 0);
    }

    /** Takes what fits and then fails, as a file system does. */
    private record SmallDisk(SeekableByteChannel file, long capacityBytes) implements SeekableByteChannel {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            long room = capacityBytes - file.position();
            if (room <= 0) {
                throw new IOException("No space left on device");
            }
            ByteBuffer part = bytes.duplicate();
            part.limit(part.position() + (int) Math.min(part.remaining(), room));
            int written = file.write(part);
            bytes.position(bytes.position() + written);
            return written;
        }

        @Override
        public int read(ByteBuffer bytes) throws IOException {
            return file.read(bytes);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
