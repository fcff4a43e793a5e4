package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.Finding.Kind;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.PayloadSource;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine finds out by listening, by counting and by waiting. */
class FindingsTest {
    /** Says samples of that rate in frames of 20 ms, at their own speed. */
    private static void say(SessionRig rig, MediaFormat format, short[] pcm) {
        AudioCodec codec = AudioCodec.of(format);
        int frame = format.samplesPerFrame();
        byte[] payload = new byte[codec.maxEncodedBytes(frame)];
        long chunk = rig.session.statistics().framesReceived();
        for (int at = 0; at + frame <= pcm.length; at += frame) {
            int length = codec.encode(pcm, at, frame, payload, 0);
            rig.session.onText(Messages.media(Messages.STREAM, "inbound", ++chunk, Arrays.copyOf(payload, length)));
            rig.runMillis(20);
        }
    }

    private static short[] wave(int rateHz, int seconds, int amplitude) {
        short[] pcm = new short[rateHz * seconds];
        for (int k = 0; k < pcm.length; k++) {
            double voice = Math.sin(2 * Math.PI * 200 * k / rateHz) * (1 + Math.sin(2 * Math.PI * 3 * k / rateHz)) / 2;
            pcm[k] = (short) Math.max(-32768, Math.min(32767, amplitude * voice));
        }
        return pcm;
    }

    @ParameterizedTest
    @ValueSource(strings = {"PCMU", "PCMA"})
    void findsThatOnlySilenceArrives(String encoding) {
        SessionRig rig = new SessionRig();
        rig.session.onText(Messages.start(encoding, 8000));
        MediaFormat format = encoding.equals("PCMU") ? MediaFormat.PCMU : MediaFormat.PCMA;
        say(rig, format, new short[9 * 8000]);
        assertThat(rig.listener.findings()).isEmpty();

        say(rig, format, new short[2 * 8000]);
        assertThat(rig.listener.findingKinds()).containsExactly(Kind.ONLY_SILENCE);
    }

    @Test
    void findsThatTheCallerIsHardlyAudible() {
        SessionRig rig = SessionRig.started();
        say(rig, MediaFormat.PCMU, wave(8000, 31, 60));

        assertThat(rig.listener.findingKinds()).containsExactly(Kind.LEVEL_LOW);
        assertThat(rig.listener.findings().get(0).detail())
                .matches("the loudest 20 ms in 30 s of audio have -5\\d dBov");
    }

    @Test
    void findsNothingAmissWithAVoice() {
        SessionRig rig = SessionRig.started();
        say(rig, MediaFormat.PCMU, new short[5 * 8000]);
        say(rig, MediaFormat.PCMU, wave(8000, 60, 9000));

        assertThat(rig.listener.findings()).isEmpty();
    }

    @Test
    void findsThatTheCallerIsClipped() {
        SessionRig rig = SessionRig.started();
        say(rig, MediaFormat.PCMU, wave(8000, 5, 90_000));

        assertThat(rig.listener.findingKinds()).containsExactly(Kind.CLIPPED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsTheByteOrderOfL16(boolean littleComes) {
        ByteOrder comes = littleComes ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        ByteOrder believed = littleComes ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        StreamSettings settings =
                StreamSettings.builder("wss://h/").inboundByteOrder(believed).build();
        SessionRig rig = new SessionRig(new Expected(null, settings, null));
        rig.session.onText(Messages.start("L16", 16000));
        say(rig, new MediaFormat(io.github.telnyxstream.codec.Encoding.L16, 16000, comes), wave(16000, 2, 9000));

        assertThat(rig.listener.findingKinds()).containsExactly(Kind.L16_BYTE_ORDER);
        assertThat(rig.listener.findings().get(0).detail()).contains(littleComes ? "little-endian" : "big-endian");
    }

    @Test
    void findsThatFramesAreMissing() {
        SessionRig rig = SessionRig.started();
        for (int chunk = 1; chunk <= 300; chunk++) {
            if (chunk % 10 != 0) {
                rig.session.onText(Messages.media(chunk));
            }
            rig.runMillis(20);
        }
        rig.runMillis(500);
        assertThat(rig.listener.findingKinds()).contains(Kind.FRAMES_LOST);
    }

    @Test
    void findsThatTheListenerIsTooSlow() {
        StepExecutor listeners = new StepExecutor();
        SessionRig rig = SessionRig.started(options -> options.listenerExecutor(listeners)
                .inbound(InboundOptions.builder().maxWaitingFrames(5).build()));
        for (int chunk = 1; chunk <= 10; chunk++) {
            rig.session.onText(Messages.media(chunk));
        }
        rig.runMillis(1000);
        listeners.runAll();

        assertThat(rig.listener.findingKinds()).contains(Kind.SLOW_LISTENER);
    }

    @Test
    void findsThatTelnyxConfirmsNothing() {
        SessionRig rig = SessionRig.started();
        rig.session.onText(Messages.media(1));
        rig.session.play(SessionRig.clip(10, 0));
        rig.runMillis(12_000);

        assertThat(rig.listener.findingKinds()).containsExactly(Kind.UNCONFIRMED);
    }

    @Test
    void oneLostMarkAmongOthersIsNoFinding() {
        SessionRig rig = SessionRig.started();
        rig.session.onText(Messages.media(1));
        rig.session.mark("one");
        rig.visit();
        rig.session.onText(Messages.mark("one"));
        rig.session.mark("two");
        rig.runMillis(12_000);

        assertThat(rig.listener.findings()).isEmpty();
    }

    @Test
    void findsThatNothingIsTaken() {
        SessionRig rig = SessionRig.started();
        rig.session.onText(Messages.media(1));
        rig.transport.hold();
        rig.session.play(SessionRig.clip(10, 0));
        rig.runMillis(3200);

        assertThat(rig.listener.findingKinds()).containsExactly(Kind.SEND_STALLED);
        assertThat(rig.listener.terminalCalls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RIFF", "RIFX", "RF64", "BW64", "OggS", "fLaC", "ID3x"})
    void findsThatAFileIsPlayedAsSamples(String header) {
        SessionRig rig = SessionRig.started();
        rig.session.onText(Messages.media(1));
        short[] pcm = new short[800];
        pcm[0] = (short) (header.charAt(0) | header.charAt(1) << 8);
        pcm[1] = (short) (header.charAt(2) | header.charAt(3) << 8);
        rig.session.play(AudioSource.pcm(8000, pcm));
        rig.runMillis(200);

        assertThat(rig.listener.findingKinds()).containsExactly(Kind.FILE_HEADER);
    }

    /** What services of speech give: a WAV file at 24 kHz, of whose header the resampler makes something else. */
    @Test
    void findsThatAFileOfAnotherRateIsPlayedAsSamples() {
        byte[] wav = new byte[48_000];
        System.arraycopy("RIFFsizeWAVEfmt ".getBytes(StandardCharsets.US_ASCII), 0, wav, 0, 16);
        SessionRig pushed = SessionRig.started();
        pushed.session.playLive(24_000).write(wav, 0, wav.length);
        pushed.runMillis(500);
        assertThat(pushed.listener.findings())
                .containsExactly(new Finding(Kind.FILE_HEADER, "a WAV file begins with RIFF"));

        short[] pcm = new short[24_000];
        pcm[0] = 'R' | 'I' << 8;
        pcm[1] = 'F' | 'F' << 8;
        SessionRig pulled = SessionRig.started();
        pulled.session.play(AudioSource.pcm(24_000, pcm));
        pulled.runMillis(500);
        assertThat(pulled.listener.findings())
                .containsExactly(new Finding(Kind.FILE_HEADER, "a WAV file begins with RIFF"));
    }

    /** MPEG-1 and MPEG-2, layer III, with and without a checksum; speech services send no tag in front. */
    @ParameterizedTest
    @ValueSource(ints = {0xFFFB9064, 0xFFFA9064, 0xFFF384C4, 0xFFF284C4})
    void findsThatMp3IsPlayedAsSamples(int header) {
        SessionRig rig = SessionRig.started();
        byte[] mp3 = ByteBuffer.allocate(4800).putInt(header).array();
        rig.session.playLive(24_000).write(mp3, 0, mp3.length);
        rig.runMillis(500);

        assertThat(rig.listener.findings())
                .containsExactly(new Finding(Kind.FILE_HEADER, "an MP3 file begins with a frame header"));
    }

    /** 0xFF is silence in μ-law, and what follows is hardly louder. */
    @Test
    void takesSilenceInAPayloadForNoFile() {
        SessionRig rig = SessionRig.started();
        byte[] payload = new byte[1600];
        Arrays.fill(payload, (byte) 0xFF);
        payload[1] = (byte) 0xFB;
        payload[2] = (byte) 0x90;
        rig.session.play(AudioSource.encoded(MediaFormat.PCMU, payload));
        rig.runMillis(200);

        assertThat(rig.listener.findings()).isEmpty();
    }

    @Test
    void findsThatAFileIsSentInPayloads() {
        SessionRig rig = SessionRig.started();
        byte[] wav = Arrays.copyOf("RIFFsizeWAVEfmt ".getBytes(StandardCharsets.US_ASCII), 160);
        rig.session.play(new PayloadSource() {
            private int read;

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
                return read++ < 3 ? wav : null;
            }

            @Override
            public int read(short[] pcm, int offset, int lengthSamples) {
                return -1;
            }
        });
        rig.runMillis(200);

        assertThat(rig.listener.findingKinds()).containsExactly(Kind.FILE_HEADER);
    }

    @Test
    void findsBinaryMessages() {
        SessionRig rig = SessionRig.started();
        rig.session.onBinary(160);
        rig.session.onBinary(160);

        assertThat(rig.listener.findingKinds()).containsExactly(Kind.BINARY_MESSAGE);
    }

    @Test
    void findsPayloadsThatCannotBeRead() {
        SessionRig rig = new SessionRig();
        rig.session.onText(Messages.start("L16", 16000));
        rig.session.onText(Messages.media(Messages.STREAM, "inbound", 1, new byte[3]));

        assertThat(rig.listener.findingKinds()).containsExactly(Kind.CODEC_MISMATCH);
    }

    @Test
    void findsThatTelnyxRunsDryInTheMidstOfWhatIsPlayed() {
        SessionRig rig = SessionRig.started();
        LivePlayback live = rig.session.playLive(8000);
        for (int piece = 0; piece < 4; piece++) {
            live.write(new short[1600]);
            rig.runMillis(1000);
        }
        assertThat(rig.session.statistics().underruns()).isEqualTo(3);

        assertThat(rig.listener.findings()).contains(new Finding(Kind.UNDERRUNS, "3 times in 40 frames"));
    }

    /** A reason that no test brings about is one that nobody has seen found. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKindIsFoundInATest(Kind kind) throws IOException {
        try (Stream<Path> tests = Files.list(Path.of("src/test/java/io/github/telnyxstream/stream"))) {
            assertThat(tests.filter(file -> file.toString().endsWith("Test.java")))
                    .anySatisfy(file -> assertThat(Files.readString(file))
                            .containsPattern("(?s)(contains|isEqualTo|Exactly)[^;]*Kind\\." + kind + "\\b"));
        }
    }

    @Test
    void keepsTheHistoryBounded() {
        SessionRig rig = SessionRig.started();
        for (int k = 0; k < 10_000; k++) {
            rig.session.interrupt();
        }
        String page = rig.session.diagnose();
        assertThat(page.lines()).hasSizeLessThan(130);
        assertThat(page).contains("connected", "more …");
    }

    @Test
    void showsNoSecretOnThePage() {
        StreamSettings settings = StreamSettings.builder("wss://h/SECRETPATH?SECRETQUERY")
                .authToken("SECRETTOKEN")
                .build();
        SessionRig rig = new SessionRig(new Expected(Messages.CALL, settings, "SECRETTOKEN"));
        rig.session.onText(Messages.connectedWith("SECRETTOKEN"));
        rig.session.onText(Messages.start());
        rig.session.onText(Messages.media(1));
        rig.session.onText(Messages.dtmf('7'));
        rig.session.mark("SECRETMARK");
        rig.visit();
        rig.session.onText(Messages.mark("SECRETMARK"));

        assertThat(rig.session.diagnose())
                .doesNotContain("SECRET", "digit", "15550100001", "eyJvcmRlciI6NDJ9")
                .contains(Messages.CALL, Messages.STREAM);
    }

    @Test
    void tellsAToneFromAVoiceInNoFinding() {
        SessionRig rig = SessionRig.started();
        short[] tone = new short[8000 * 2];
        for (int k = 0; k < tone.length; k++) {
            tone[k] = (short) (8000 * Math.sin(2 * Math.PI * 1000 * k / 8000));
        }
        say(rig, MediaFormat.PCMU, tone);

        assertThat(rig.listener.findings()).isEmpty();
    }
}
