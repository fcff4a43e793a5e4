package io.github.telnyxstream.codec.opus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpusFileTest {
    private static final MediaFormat WIDEBAND = MediaFormat.of(Encoding.OPUS, 16000);
    private static final int FRAME = 960;
    private static final int SERIAL = -7;
    private static final List<OggPage> HEAD = List.of(
            OggPage.of(OggPage.FIRST, 0, SERIAL, 0, new byte[] {19}, new OpusHead(1, 0, 16000, 0).toBytes()),
            OggPage.of(0, 0, SERIAL, 1, new byte[] {16}, "OpusTags00000000".getBytes(StandardCharsets.US_ASCII)));

    private static List<byte[]> voice(int lengthSamples) {
        return OpusCodecTest.packets(AudioCodec.of(WIDEBAND), Voice.samples(16000, lengthSamples));
    }

    private static byte[] file(List<byte[]> packets, int preSkip, long lengthSamples) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OpusFileWriter writer = OpusFileWriter.create(bytes, 16000, preSkip)) {
            for (byte[] packet : packets) {
                writer.write(packet, 0, packet.length);
            }
            writer.finish(lengthSamples);
        }
        return bytes.toByteArray();
    }

    private static OpusFileReader reader(byte[] file) throws IOException {
        return OpusFileReader.open(new ByteArrayInputStream(file));
    }

    private static List<byte[]> packets(OpusFileReader reader) throws IOException {
        List<byte[]> packets = new ArrayList<>();
        byte[] room = new byte[3 + OpusFileReader.MAX_PACKET_BYTES];
        for (int length = reader.read(room, 3); length >= 0; length = reader.read(room, 3)) {
            packets.add(Arrays.copyOfRange(room, 3, 3 + length));
        }
        assertThat(reader.read(room, 0)).isEqualTo(-1);
        return packets;
    }

    /** Code 3, one frame of 20 ms: any length can be padded. */
    private static byte[] packetOf(int lengthBytes) {
        byte[] packet = new byte[lengthBytes];
        new Random(lengthBytes).nextBytes(packet);
        packet[0] = (byte) (9 << 3 | (lengthBytes > 1 ? 3 : 0));
        if (lengthBytes > 1) {
            packet[1] = 1;
        }
        return packet;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 49, 50, 51, 52, 1000})
    void givesBackThePacketsHoweverManyPagesTheyFill(int count) throws IOException {
        List<byte[]> packets = voice(count * 320);

        OpusFileReader reader = reader(file(packets, 312, (long) count * FRAME - 312));

        assertThat(reader.sampleRateHz()).isEqualTo(16000);
        assertThat(reader.preSkipSamples()).isEqualTo(312);
        assertThat(reader.gainDecibels()).isZero();
        assertThat(packets(reader)).usingElementComparator(Arrays::compare).containsExactlyElementsOf(packets);
        assertThat(reader.lengthSamples()).isEqualTo((long) count * FRAME - 312);
    }

    @Test
    void givesBackPacketsOfEveryLengthAroundThatOfAPiece() throws IOException {
        List<byte[]> packets = new ArrayList<>();
        for (int length :
                new int[] {1, 2, 254, 255, 256, 509, 510, 511, 1275, 40_000, OpusFileReader.MAX_PACKET_BYTES}) {
            packets.add(packetOf(length));
        }

        assertThat(packets(reader(file(packets, 0, 10 * FRAME + 1))))
                .usingElementComparator(Arrays::compare)
                .containsExactlyElementsOf(packets);
    }

    @Test
    void tellsTheEndBeforeThePacketsOfTheLastPage() throws IOException {
        OpusFileReader reader = reader(file(voice(60 * 320), 0, 60 * FRAME - 100));
        byte[] packet = new byte[OpusFileReader.MAX_PACKET_BYTES];

        for (int i = 0; i < 50; i++) {
            assertThat(reader.read(packet, 0)).isPositive();
            assertThat(reader.lengthSamples()).isEqualTo(-1);
        }
        assertThat(reader.read(packet, 0)).isPositive();
        assertThat(reader.lengthSamples()).isEqualTo(60 * FRAME - 100);
    }

    @Test
    void countsFromWhereARecordingWasCutOutOfMore() throws IOException {
        byte[] packet = packetOf(100);
        byte[] file = join(
                HEAD,
                OggPage.of(0, 480_000 + FRAME, SERIAL, 2, new byte[] {100}, packet),
                OggPage.of(OggPage.LAST, 480_000 + FRAME + 500, SERIAL, 3, new byte[] {100}, packet));

        OpusFileReader reader = reader(file);

        assertThat(packets(reader)).hasSize(2);
        assertThat(reader.lengthSamples()).isEqualTo(FRAME + 500);
    }

    @Test
    void countsFromTheStartOfAPacketThatGoesOnOnThePageWhereItEnds() throws IOException {
        byte[] packet = packetOf(600);
        packet[255] = (byte) (28 << 3); // would begin a packet of 2.5 ms
        byte[] rest = Arrays.copyOfRange(packet, 255, 600);
        byte[] file = join(
                HEAD,
                OggPage.of(0, OggPage.NO_POSITION, SERIAL, 2, new byte[] {-1}, Arrays.copyOf(packet, 255)),
                OggPage.of(OggPage.CONTINUED, 480_000 + 2 * FRAME, SERIAL, 3, new byte[] {-1, 90, 100}, both(rest)),
                OggPage.of(OggPage.LAST, 480_000 + 3 * FRAME, SERIAL, 4, new byte[] {100}, packetOf(100)));

        OpusFileReader reader = reader(file);

        assertThat(packets(reader)).hasSize(3);
        assertThat(reader.lengthSamples()).isEqualTo(3 * FRAME);
    }

    private static byte[] both(byte[] rest) {
        byte[] body = Arrays.copyOf(rest, rest.length + 100);
        System.arraycopy(packetOf(100), 0, body, rest.length, 100);
        return body;
    }

    /** Its decoder refuses it and makes up 20 ms; the rest of the file is none the worse for it. */
    @Test
    void givesWhatIsNoPacketLikeAnyOther() throws IOException {
        byte[] body = {3, 9 << 3}; // code 3 without its number of frames, and a packet of one byte
        byte[] file = join(
                HEAD,
                OggPage.of(0, 2 * FRAME, SERIAL, 2, new byte[] {1, 1}, body),
                OggPage.of(OggPage.LAST, 3 * FRAME, SERIAL, 3, new byte[] {100}, packetOf(100)));

        OpusFileReader reader = reader(file);

        assertThat(packets(reader))
                .usingElementComparator(Arrays::compare)
                .containsExactly(new byte[] {3}, new byte[] {9 << 3}, packetOf(100));
        assertThat(reader.lengthSamples()).isEqualTo(3 * FRAME);
    }

    @Test
    void putsPacketsTogetherAcrossPagesAndDropsHalvesOfThem() throws IOException {
        byte[] packet = packetOf(600);
        byte[] start = Arrays.copyOf(packet, 255);
        byte[] rest = Arrays.copyOfRange(packet, 255, 600);
        OggPage begun = OggPage.of(0, OggPage.NO_POSITION, SERIAL, 2, new byte[] {-1}, start);
        OggPage ended = OggPage.of(OggPage.CONTINUED, FRAME, SERIAL, 3, new byte[] {-1, 90}, rest);
        OggPage other = OggPage.of(0, 2 * FRAME, SERIAL, 4, new byte[] {0, 50}, packetOf(50));

        assertThat(packets(reader(join(HEAD, begun, ended, other))))
                .usingElementComparator(Arrays::compare)
                .containsExactly(packet, packetOf(50));
        assertThat(packets(reader(join(HEAD, ended, other)))).hasSize(1);
        assertThat(packets(reader(join(HEAD, begun, other)))).hasSize(1);
    }

    @Test
    void leavesOtherStreamsOfTheFileAlone() throws IOException {
        List<OggPage> pages = pages(file(voice(3200), 0, 10 * FRAME));
        OggPage video = OggPage.of(OggPage.FIRST, 0, 99, 0, new byte[] {5}, new byte[] {-128, 't', 'h', 'e', 'o'});
        OggPage frame = OggPage.of(OggPage.LAST, 7, 99, 1, new byte[] {5}, new byte[5]);

        assertThat(packets(reader(join(List.of(video, pages.get(0), pages.get(1), frame, pages.get(2))))))
                .hasSize(10);
    }

    @Test
    void readsBothLinksOfTheChainThatFfmpegWrote() throws IOException {
        try (InputStream in = OpusFileTest.class.getResourceAsStream("/chained.opus");
                OpusFileReader reader = OpusFileReader.open(in)) {
            for (int link = 0; link < 2; link++) {
                assertThat(packets(reader)).as("link %s", link).hasSize(11);
                assertThat(reader.lengthSamples()).isEqualTo(9600);
                assertThat(reader.nextLink()).isEqualTo(link == 0);
            }
        }
    }

    @Test
    void givesEachLinkItsOwnFigures() throws IOException {
        byte[] first = file(voice(3200), 0, 10 * FRAME);
        byte[] second = file(voice(640), 312, 2 * FRAME - 400);
        byte[] tag = "TAG and a title, as players add it at the end".getBytes(StandardCharsets.US_ASCII);
        OpusFileReader reader = reader(concat(first, second, tag));

        assertThatThrownBy(reader::nextLink).isInstanceOf(IllegalStateException.class);
        assertThat(packets(reader)).hasSize(10);
        assertThat(reader.nextLink()).isTrue();
        assertThat(reader.preSkipSamples()).isEqualTo(312);
        assertThat(reader.lengthSamples()).isEqualTo(-1);
        assertThat(packets(reader)).hasSize(2);
        assertThat(reader.lengthSamples()).isEqualTo(2 * FRAME - 400);
        assertThat(reader.nextLink()).isFalse();
        assertThat(reader.isTruncated()).isFalse();
    }

    /** As radio stations do when the title changes, and as programs that were killed and started again. */
    @Test
    void goesOnWithALinkBehindOneThatWasNeverEnded() throws IOException {
        List<OggPage> unfinished = pages(file(voice(60 * 320), 0, 60 * FRAME)).subList(0, 3);
        for (int serial : new int[] {SERIAL, 5}) {
            OggPage head = OggPage.of(
                    OggPage.FIRST, 0, serial, 0, new byte[] {19}, HEAD.get(0).body());
            OggPage tags =
                    OggPage.of(0, 0, serial, 1, new byte[] {16}, HEAD.get(1).body());
            OggPage audio = OggPage.of(OggPage.LAST, FRAME, serial, 2, new byte[] {100}, packetOf(100));
            OpusFileReader reader = reader(join(unfinished, head, tags, audio));

            assertThat(packets(reader)).hasSize(50);
            assertThat(reader.isTruncated()).isFalse();
            assertThat(reader.nextLink()).isTrue();
            assertThat(packets(reader)).hasSize(1);
            assertThat(reader.lengthSamples()).isEqualTo(FRAME);
            assertThat(reader.nextLink()).isFalse();
        }
    }

    @Test
    void findsTheNextLinkBehindOtherStreamsThatEndLater() throws IOException {
        OggPage video = OggPage.of(OggPage.FIRST, 0, 99, 0, new byte[] {5}, new byte[] {-128, 't', 'h', 'e', 'o'});
        OggPage frame = OggPage.of(OggPage.LAST, 7, 99, 1, new byte[] {5}, new byte[5]);
        byte[] link = file(voice(3200), 0, 10 * FRAME);
        OpusFileReader reader = reader(concat(join(List.of(video)), link, join(List.of(frame)), link));

        assertThat(packets(reader)).hasSize(10);
        assertThat(reader.nextLink()).isTrue();
        assertThat(packets(reader)).hasSize(10);
    }

    @Test
    void saysThatTheNextLinkIsDamaged() throws IOException {
        byte[] file = file(voice(3200), 0, 10 * FRAME);
        byte[] damaged = file.clone();
        damaged[30] ^= 1;
        OpusFileReader reader = reader(concat(file, damaged));
        packets(reader);

        assertThatThrownBy(reader::nextLink).isInstanceOf(CodecException.class).hasMessageContaining("damaged");
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Stream.of(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    @Test
    void givesThePacketsOfAFileThatWasNeverFinished() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OpusFileWriter writer = OpusFileWriter.create(bytes, 16000, 0);
        for (byte[] packet : voice(120 * 320)) {
            writer.write(packet, 0, packet.length);
        }
        byte[] file = bytes.toByteArray();

        assertThat(packets(reader(file))).hasSize(100);
        assertThat(packets(reader(Arrays.copyOf(file, file.length - 1)))).hasSize(50);
        writer.close();
        OpusFileReader closed = reader(bytes.toByteArray());
        assertThat(packets(closed)).hasSize(120);
        assertThat(closed.lengthSamples()).isEqualTo(120 * FRAME);
    }

    @Test
    void readsTheHeaderThatFfmpegWrites() throws IOException {
        byte[] theirs = {
            79, 103, 103, 83, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, -113, -1, -36, 88, 0, 0, 0, 0, 71, -53, 117, -114, 1, 19,
            79, 112, 117, 115, 72, 101, 97, 100, 1, 1, 56, 1, -128, 62, 0, 0, 0, 0, 0
        };
        OggPage page = OggPage.read(new ByteArrayInputStream(theirs));

        assertThat(page).isNotNull();
        assertThat(page.toBytes()).isEqualTo(theirs);
        assertThat(OpusHead.of(page.body())).isEqualTo(new OpusHead(1, 312, 16000, 0));
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        byte[] file = file(voice(3200), 0, 10 * FRAME);
        byte[] damaged = file.clone();
        damaged[file.length - 5] ^= 1;
        OpusFileReader reader = reader(damaged);
        byte[] noTags = join(HEAD.subList(0, 1), OggPage.of(0, 0, SERIAL, 1, new byte[] {3}, new byte[] {1, 2, 3}));
        byte[] surround = HEAD.get(0).body().clone();
        surround[18] = 1;
        byte[] speex = join(List.of(), OggPage.of(OggPage.FIRST, 0, 1, 0, new byte[] {3}, new byte[] {1, 2, 3}));

        assertThatThrownBy(() -> packets(reader))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("damaged");
        assertThatThrownBy(() -> reader(new byte[100])).hasMessageContaining("not an Ogg file");
        assertThatThrownBy(() -> reader(new byte[0])).hasMessageContaining("no Opus in the file");
        assertThatThrownBy(() -> reader(speex)).hasMessageContaining("no Opus in the file");
        assertThatThrownBy(() -> reader(noTags)).hasMessageContaining("no tags");
        assertThatThrownBy(() -> OpusHead.of(surround)).hasMessageContaining("channel mapping 1");
        assertThatThrownBy(() -> OpusHead.of(new byte[10])).hasMessageContaining("10 bytes");
    }

    @Test
    void refusesAPacketThatIsLongerThanAnyCanBe() throws IOException {
        byte[] pieces = new byte[255];
        Arrays.fill(pieces, (byte) -1);
        OggPage endless = OggPage.of(0, OggPage.NO_POSITION, SERIAL, 2, pieces, new byte[255 * 255]);

        assertThatThrownBy(() -> packets(reader(join(HEAD, endless))))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("61440");
    }

    @Test
    void rejectsWhatIsNoPacketAndGoesOn() throws IOException {
        OpusFileWriter writer = OpusFileWriter.create(new ByteArrayOutputStream(), 8000, 312);

        assertThatThrownBy(() -> OpusFileWriter.create(new ByteArrayOutputStream(), 0, 0))
                .hasMessageContaining("sampleRateHz is 0");
        assertThatThrownBy(() -> OpusFileWriter.create(new ByteArrayOutputStream(), 8000, 65536))
                .hasMessageContaining("preSkipSamples is 65536");
        assertThatThrownBy(() -> writer.write(new byte[9], 0, 0)).hasMessageContaining("lengthBytes is 0");
        assertThatThrownBy(() -> writer.write(new byte[9], 8, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> writer.write(new byte[] {3}, 0, 1)).isInstanceOf(CodecException.class);
        writer.write(packetOf(9), 0, 9);
        assertThatThrownBy(() -> writer.finish(FRAME - 311)).isInstanceOf(IllegalArgumentException.class);
        writer.finish(FRAME - 312);
        assertThatThrownBy(() -> writer.finish(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> writer.write(packetOf(9), 0, 9)).isInstanceOf(IllegalStateException.class);
    }

    /** What {@link OpusFileWriter#ENCODER_DELAY_SAMPLES} says, at every rate. */
    @ParameterizedTest
    @ValueSource(ints = {8000, 12000, 16000, 24000, 48000})
    void theEncoderDelaysByThePreSkip(int rateHz) {
        MediaFormat format = MediaFormat.of(Encoding.OPUS, rateHz);
        short[] voice = Voice.samples(rateHz, rateHz);
        AudioCodec decoder = AudioCodec.of(MediaFormat.of(Encoding.OPUS, 48000));
        List<byte[]> packets = OpusCodecTest.packets(AudioCodec.of(format), voice);
        short[] decoded = new short[48000 + 5760];
        int length = 0;
        for (byte[] packet : packets) {
            length += decoder.decode(packet, 0, packet.length, decoded, length);
        }
        short[] heard = Arrays.copyOf(decoded, length);
        short[] fullband = Voice.samples(48000, 48000);

        int delay = IntStream.range(250, 370)
                .boxed()
                .max(Comparator.comparingDouble(
                        skip -> Voice.likeness(fullband, Arrays.copyOfRange(heard, skip, heard.length), 1)))
                .orElseThrow();
        assertThat(delay)
                .as("%d Hz, but for what the codec does to phases", rateHz)
                .isCloseTo(OpusFileWriter.ENCODER_DELAY_SAMPLES, within(10));
    }

    /** The pages of a file; the checksums make sure that none is lost. */
    private static List<OggPage> pages(byte[] file) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(file);
        List<OggPage> pages = new ArrayList<>();
        for (OggPage page = OggPage.read(in); page != null; page = OggPage.read(in)) {
            pages.add(page);
        }
        return pages;
    }

    private static byte[] join(List<OggPage> first, OggPage... more) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Stream.concat(first.stream(), Stream.of(more)).forEach(page -> bytes.writeBytes(page.toBytes()));
        return bytes.toByteArray();
    }
}
