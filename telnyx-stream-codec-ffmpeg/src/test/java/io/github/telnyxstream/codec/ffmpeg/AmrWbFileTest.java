package io.github.telnyxstream.codec.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.codec.CodecException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmrWbFileTest {
    /** Speech bits by type (RFC 4867, table 1a; TS 26.201); what is missing is reserved. */
    private static final int[] SPEECH_BITS = {132, 177, 253, 285, 317, 365, 397, 461, 477, 40};

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    private static byte[] magic(String magic) {
        return magic.getBytes(StandardCharsets.US_ASCII);
    }

    /** A frame as it lies in a file. */
    private static byte[] frame(int type) {
        int bits = type < SPEECH_BITS.length ? SPEECH_BITS[type] : 0;
        byte[] frame = new byte[1 + (bits + 7) / 8];
        new Random(type).nextBytes(frame);
        frame[0] = (byte) (type << 3 | 4);
        if (bits % 8 != 0) {
            frame[frame.length - 1] &= (byte) (0xFF << (8 - bits % 8));
        }
        return frame;
    }

    private static List<byte[]> payloads(byte[] file) throws IOException {
        List<byte[]> payloads = new ArrayList<>();
        byte[] room = new byte[2 + AmrWbFileReader.MAX_PAYLOAD_BYTES];
        try (AmrWbFileReader reader = AmrWbFileReader.open(new ByteArrayInputStream(file))) {
            for (int length = reader.read(room, 2); length >= 0; length = reader.read(room, 2)) {
                payloads.add(Arrays.copyOfRange(room, 2, 2 + length));
            }
        }
        return payloads;
    }

    private static byte[] written(byte[]... payloads) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (AmrWbFileWriter writer = AmrWbFileWriter.create(bytes)) {
            for (byte[] payload : payloads) {
                writer.write(join(new byte[3], payload), 3, payload.length);
            }
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeOfFrameIsKeptInEitherFraming(AmrWbFraming framing) throws IOException {
        byte[] file = magic("#!AMR-WB\n");
        List<byte[]> payloads = new ArrayList<>();
        for (int type : new int[] {8, 0, 1, 2, 3, 4, 5, 6, 7, 9, 14, 15}) {
            byte[] payload = new byte[70];
            payloads.add(Arrays.copyOf(payload, AmrWbPayload.pack(framing, frame(type), payload, 0)));
            file = join(file, frame(type));
        }

        assertThat(written(payloads.toArray(byte[][]::new))).isEqualTo(file);
        assertThat(written(payloads(file).toArray(byte[][]::new))).isEqualTo(file);
    }

    @Test
    void allFramesOfAPayloadAreWritten() throws IOException {
        byte[] two = join(new byte[] {(byte) 0xF0, (byte) (frame(2)[0] | 0x80), frame(0)[0]}, tail(2), tail(0));

        assertThat(written(two)).isEqualTo(join(magic("#!AMR-WB\n"), frame(2), frame(0)));
    }

    private static byte[] tail(int type) {
        return Arrays.copyOfRange(frame(type), 1, frame(type).length);
    }

    @Test
    void aLostPayloadIsWrittenAsOne() throws IOException {
        assertThat(payloads(written(new byte[0]))).containsExactly(new byte[] {(byte) 0xF0, 14 << 3});
    }

    @Test
    void aTruncatedFileGivesTheWholeFramesThatAreThere() throws IOException {
        byte[] file = join(magic("#!AMR-WB\n"), frame(2), frame(2));

        assertThat(payloads(Arrays.copyOf(file, file.length - 1))).hasSize(1);
        assertThat(payloads(magic("#!AMR-WB\n"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#!AMR\n1234567890", "#!AMR-WB_MC1.0\n", "OggS0000000"})
    void otherFilesAreRefused(String start) {
        assertThatThrownBy(() -> payloads(magic(start)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("not an AMR-WB file");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 12, 13})
    void frameTypesThatAreReservedAreRefused(int type) {
        assertThatThrownBy(() -> payloads(join(magic("#!AMR-WB\n"), frame(type))))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("type " + type);
    }

    @Test
    void whatIsNoPayloadIsRefusedAndTheNextOneWritten() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AmrWbFileWriter writer = AmrWbFileWriter.create(bytes);

        assertThatThrownBy(() -> writer.write(new byte[30], 0, 30)).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> writer.write(new byte[9], 8, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        writer.write(new byte[] {(byte) 0xF0, 0x7C}, 0, 2);
        assertThat(bytes.toByteArray()).isEqualTo(join(magic("#!AMR-WB\n"), frame(15)));
    }

    @Test
    void aPayloadThatDoesNotFitIsSaidSo() throws IOException {
        AmrWbFileReader reader =
                AmrWbFileReader.open(new ByteArrayInputStream(join(magic("#!AMR-WB\n"), frame(2), frame(9))));

        assertThatThrownBy(() -> reader.read(new byte[33], 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(reader.read(new byte[33], 0)).isEqualTo(7);
    }
}
