package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.PlaybackResult.Cause;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.PayloadSource;
import io.github.telnyxstream.stream.settings.OutboundMode;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.wire.PayloadLength;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Audio that is encoded already: sent as it is where it fits, decoded where it does not, refused where it cannot be played. */
class PayloadTest {
    /** MPEG-1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes and 1,152 samples a frame. */
    private static final int MP3_FRAME_BYTES = 417;

    private static final long MP3_FRAME_NANOS = 1_000_000_000L * 1152 / 44_100;

    private static byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(4).nextBytes(noise);
        return noise;
    }

    private static SessionRig rig(MediaFormat format) {
        return rig(StreamSettings.builder("wss://h/").outboundFormat(format).build());
    }

    private static SessionRig rig(StreamSettings settings) {
        return new SessionRig(new Expected(null, settings, null)).start();
    }

    private static SessionRig mp3Rig() {
        return rig(StreamSettings.builder("wss://h/")
                .outboundMode(OutboundMode.MP3)
                .build());
    }

    private static byte[] mp3(int frames) {
        byte[] file = new byte[frames * MP3_FRAME_BYTES];
        for (int at = 0; at < file.length; at += MP3_FRAME_BYTES) {
            file[at] = (byte) 0xFF;
            file[at + 1] = (byte) 0xFB;
            file[at + 2] = (byte) 0x90;
        }
        return file;
    }

    private static byte[] sent(SessionRig rig) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        rig.transport.media().forEach(each -> all.writeBytes(each.payload()));
        return all.toByteArray();
    }

    /** Of all codes of µ-law, the two for 0 are the ones that decoding and encoding again makes one. */
    @Test
    void sendsBytesOfTheSameFormatUntouched() {
        SessionRig rig = rig(MediaFormat.PCMU);
        byte[] codes = new byte[1600];
        for (int k = 0; k < codes.length; k++) {
            codes[k] = (byte) k;
        }
        Playback playback = rig.session.play(AudioSource.encoded(MediaFormat.PCMU, codes));
        rig.runMillis(500);
        rig.returnMarks(0);

        assertThat(sent(rig)).isEqualTo(codes);
        assertThat(SessionRig.resultOf(playback)).isEqualTo(PlaybackResult.played(Duration.ofMillis(200)));
    }

    @Test
    void fillsUpTheLastFrameWithTheCodecsSilence() {
        SessionRig rig = rig(MediaFormat.PCMA);
        Playback playback = rig.session.play(AudioSource.encoded(MediaFormat.PCMA, noise(200)));
        rig.runMillis(500);
        rig.returnMarks(0);

        assertThat(sent(rig)).hasSize(320).startsWith(noise(200)).endsWith(0xD5, 0xD5, 0xD5);
        assertThat(SessionRig.resultOf(playback)).isEqualTo(PlaybackResult.played(Duration.ofMillis(25)));
    }

    @Test
    void decodesWhatIsNotTheFormatOfTheSession() {
        SessionRig rig = rig(MediaFormat.l16(8000));
        rig.session.play(AudioSource.encoded(MediaFormat.PCMU, new byte[] {(byte) 0x80, 0x00}));
        rig.runMillis(500);

        // ITU-T G.711, table 2a: the largest values of either sign
        assertThat(sent(rig)).startsWith(0x7C, 0x7D, 0x84, 0x82).hasSize(320);
    }

    @Test
    void keepsPayloadsForAnInterruptionThatIsNone() {
        SessionRig rig = rig(MediaFormat.PCMU);
        Playback playback = rig.session.play(AudioSource.encoded(MediaFormat.PCMU, noise(16_000)));
        rig.runMillis(500);
        rig.session.hold();
        rig.runMillis(500);
        int before = rig.transport.media().size();
        rig.session.resume();
        rig.runMillis(3000);
        rig.returnMarks(0);

        byte[] first = rig.transport.media().get(before).payload();
        assertThat(first[0]).isEqualTo((byte) 0xFF);
        byte[] all = noise(16_000);
        int frame = 100 - (rig.transport.media().size() - before);
        assertThat(Arrays.copyOfRange(first, 80, 160))
                .isEqualTo(Arrays.copyOfRange(all, frame * 160 + 80, frame * 160 + 160));
        assertThat(sent(rig)).endsWith(Arrays.copyOfRange(all, (frame + 1) * 160, all.length));
        assertThat(SessionRig.resultOf(playback)).isEqualTo(PlaybackResult.played(Duration.ofSeconds(2)));
    }

    @Test
    void failsAPayloadThatNoMessageCanCarry() {
        SessionRig rig = rig(MediaFormat.PCMU);
        Playback playback = rig.session.play(new PayloadSource() {
            @Override
            public MediaFormat format() {
                return MediaFormat.PCMU;
            }

            @Override
            public int sampleRateHz() {
                return 8000;
            }

            @Override
            public byte[] nextPayload() {
                return new byte[161];
            }

            @Override
            public int read(short[] pcm, int offset, int lengthSamples) {
                return -1;
            }
        });
        rig.runMillis(100);

        assertThat(SessionRig.resultOf(playback).cause()).isEqualTo(Cause.SOURCE_FAILED);
        assertThat(SessionRig.resultOf(playback).reason()).contains("161 bytes");
    }

    /** RFC 6716, table 2 and section 3.2: the first byte tells the mode, the length of a frame and how many there are. */
    @ParameterizedTest
    @CsvSource({
        "0x08, 20",
        "0x10, 40",
        "0x18, 60",
        "0x68, 20",
        "0x98, 20",
        "0xF8, 20",
        "0xF9, 40",
        "0x01, 20",
        "0x0A, 40"
    })
    void knowsHowLongAnOpusPacketPlays(String first, int millis) {
        MediaFormat opus = MediaFormat.of(Encoding.OPUS, 48_000);
        byte[] packet = {Integer.decode(first).byteValue(), 0};

        assertThat(PayloadLength.nanos(opus, packet)).isEqualTo(millis * 1_000_000L);
    }

    @ParameterizedTest
    @CsvSource({"0x00", "0xE0", "0xF0", "0x03"})
    void refusesOpusPacketsThatDoNotFillFrames(String first) {
        MediaFormat opus = MediaFormat.of(Encoding.OPUS, 48_000);
        byte[] packet = {Integer.decode(first).byteValue(), 0};

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PayloadLength.nanos(opus, packet))
                .withMessageContaining("20 ms");
    }

    @Test
    void sendsWholeMp3FilesOneASecond() {
        SessionRig rig = mp3Rig();
        Playback shortOne = rig.session.play(AudioSource.mp3(mp3(10)));
        rig.session.play(AudioSource.mp3(mp3(10)));
        Playback longOne = rig.session.play(AudioSource.mp3(mp3(100)));
        Playback last = rig.session.play(AudioSource.mp3(mp3(1)));
        rig.runMillis(10_000);
        rig.returnMarks(0);

        List<FakeTransport.Sent> files = rig.transport.media();
        assertThat(files).hasSize(4);
        assertThat(files.get(2).payload()).isEqualTo(mp3(100));
        for (int k = 1; k < files.size(); k++) {
            assertThat(files.get(k).atNanos() - files.get(k - 1).atNanos()).isGreaterThanOrEqualTo(1_000_000_000L);
        }
        // the last one leaves when the long one is nearly over
        assertThat(files.get(3).atNanos() - files.get(2).atNanos())
                .isBetween(100 * MP3_FRAME_NANOS - 200_000_000, 100 * MP3_FRAME_NANOS);
        assertThat(SessionRig.resultOf(shortOne)).isEqualTo(PlaybackResult.played(Duration.ofMillis(261)));
        assertThat(SessionRig.resultOf(longOne)).isEqualTo(PlaybackResult.played(Duration.ofMillis(2612)));
        assertThat(SessionRig.resultOf(last).isPlayed()).isTrue();
        assertThat(rig.session.statistics().underruns()).isZero();
    }

    @Test
    void interruptsAnMp3File() {
        SessionRig rig = mp3Rig();
        Playback playback = rig.session.play(AudioSource.mp3(mp3(100)));
        rig.runMillis(500);
        rig.session.interrupt();

        assertThat(SessionRig.resultOf(playback).heard().toMillis()).isBetween(480L, 500L);
        assertThat(rig.transport.clears()).isEqualTo(1);
    }

    @Test
    void repeatsAnMp3FileThatWasHeld() {
        SessionRig rig = mp3Rig();
        Playback playback = rig.session.play(AudioSource.mp3(mp3(100)));
        rig.runMillis(1500);
        rig.session.hold();
        rig.runMillis(500);
        rig.session.resume();
        rig.runMillis(3000);
        rig.returnMarks(0);

        assertThat(rig.transport.media()).hasSize(2);
        assertThat(SessionRig.resultOf(playback).isPlayed()).isTrue();
    }

    @Test
    void refusesEachKindInTheOtherMode() {
        SessionRig frames = rig(MediaFormat.PCMU);
        assertThatIllegalStateException()
                .isThrownBy(() -> frames.session.play(AudioSource.mp3(mp3(10))))
                .withMessageContaining("mode rtp");
        SessionRig files = mp3Rig();
        assertThatIllegalStateException()
                .isThrownBy(() -> files.session.play(AudioSource.encoded(MediaFormat.PCMU, noise(160))))
                .withMessageContaining("mode mp3");
        assertThat(files.session.findings()).extracting(Finding::kind).contains(Finding.Kind.MODE_MP3);
    }

    @Test
    void findsNothingWrongWithAnMp3FileInModeMp3() {
        SessionRig rig = mp3Rig();
        rig.session.play(AudioSource.mp3(mp3(10)));
        rig.runMillis(100);

        assertThat(rig.session.findings()).extracting(Finding::kind).doesNotContain(Finding.Kind.MODE_MP3);
    }

    @Test
    void refusesWhatIsNoMp3FileAndWhatIsTooLong() {
        assertThatIllegalArgumentException().isThrownBy(() -> AudioSource.mp3(new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> AudioSource.mp3(new byte[5000]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AudioSource.mp3(mp3(2400)))
                .withMessageContaining("960000");
    }

    @Test
    void skipsTheTagInFrontOfAnMp3File() {
        byte[] file = new byte[10 + 300 + MP3_FRAME_BYTES];
        byte[] head = {'I', 'D', '3', 4, 0, 0, 0, 0, 2, 44};
        System.arraycopy(head, 0, file, 0, 10);
        // a header inside of the tag is none
        System.arraycopy(mp3(1), 0, file, 20, 4);
        System.arraycopy(mp3(1), 0, file, 310, MP3_FRAME_BYTES);

        assertThat(PayloadLength.nanos(MediaFormat.of(Encoding.MP3, 44_100), file))
                .isEqualTo(MP3_FRAME_NANOS);
    }
}
