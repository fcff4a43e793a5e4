package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacingTest {
    @Test
    void neverSendsMoreThanTheLeadAndOneFrameAheadAndLeavesNoGap() {
        SessionRig rig = SessionRig.started();
        Playback playback = rig.session.play(SessionRig.clipOfMillis(10_000));
        rig.visit();
        rig.runMillis(11_000);

        FarEnd farEnd = FarEnd.of(rig.transport.media());
        assertThat(rig.transport.media()).hasSize(500);
        assertThat(farEnd.mostAheadMillis()).isEqualTo(180);
        assertThat(farEnd.gaps()).isZero();
        assertThat(rig.transport.marks()).hasSize(1);
        rig.returnMarks(0);
        assertThat(SessionRig.resultOf(playback)).isEqualTo(PlaybackResult.played(Duration.ofSeconds(10)));
        assertThat(rig.session.statistics().framesSent()).isEqualTo(500);
        assertThat(rig.session.statistics().underruns()).isZero();
    }

    @Test
    void sendsEverySampleExactlyOnceInOrder() {
        SessionRig rig = SessionRig.started();
        rig.session.play(SessionRig.clip(300, -150));
        rig.visit();
        rig.runMillis(7000);

        AudioCodec mulaw = AudioCodec.of(MediaFormat.PCMU);
        byte[] expected = new byte[300 * 160];
        for (int frame = 0; frame < 300; frame++) {
            short[] pcm = new short[160];
            Arrays.fill(pcm, (short) (frame - 150));
            mulaw.encode(pcm, 0, 160, expected, frame * 160);
        }
        assertThat(audio(rig)).isEqualTo(expected);
    }

    private static byte[] audio(SessionRig rig) {
        List<FakeTransport.Sent> media = rig.transport.media();
        byte[] audio =
                new byte[media.stream().mapToInt(sent -> sent.payload().length).sum()];
        int at = 0;
        for (FakeTransport.Sent sent : media) {
            byte[] payload = sent.payload();
            System.arraycopy(payload, 0, audio, at, payload.length);
            at += payload.length;
        }
        return audio;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 159, 160, 161, 479, 480})
    void fillsUpTheLastFrameWithSilence(int samples) {
        SessionRig rig = SessionRig.started();
        short[] pcm = new short[samples];
        Arrays.fill(pcm, (short) 1000);
        rig.session.play(AudioSource.pcm(8000, pcm));
        rig.visit();

        assertThat(rig.transport.media()).hasSize((samples + 159) / 160).allMatch(sent -> sent.payload().length == 160);
        byte[] audio = audio(rig);
        assertThat(Arrays.copyOf(audio, samples)).containsOnly(audio[0]);
        for (int k = samples; k < audio.length; k++) {
            assertThat(audio[k]).isEqualTo((byte) 0xFF);
        }
    }

    @ParameterizedTest
    @CsvSource({"PCMU,8000,160", "PCMA,8000,160", "L16,8000,320", "L16,16000,640", "L16,24000,960", "L16,48000,1920"})
    void makesEveryMessageExactlyOneFrameInEveryFormat(Encoding encoding, int rateHz, int bytes) {
        StreamSettings settings = StreamSettings.builder("wss://h/")
                .outboundFormat(MediaFormat.of(encoding, rateHz))
                .build();
        SessionRig rig = new SessionRig(new Expected(null, settings, null)).start();
        rig.session.play(AudioSource.pcm(rateHz, new short[rateHz + 1]));
        rig.visit();
        rig.runMillis(2000);

        assertThat(rig.transport.media()).hasSize(51).allMatch(sent -> sent.payload().length == bytes);
        byte silence = (byte) settings.outboundFormat().silenceByte();
        assertThat(rig.transport.media().get(50).payload()).endsWith(silence, silence);
    }

    @Test
    void doesNotDriftInTenMinutesOfUnevenVisits() {
        SessionRig rig = SessionRig.started(options -> options.silentPeerTimeout(Duration.ZERO));
        AudioSource endless = new AudioSource() {
            @Override
            public int sampleRateHz() {
                return 8000;
            }

            @Override
            public int read(short[] pcm, int offset, int lengthSamples) {
                return lengthSamples;
            }
        };
        rig.session.play(endless);
        rig.visit();
        long began = rig.clock.nanoTime();
        Random random = new Random(600);
        Duration simulated = Duration.ofMinutes(10);
        while (rig.clock.nanoTime() - began < simulated.toNanos()) {
            rig.clock.advanceNanos(1 + (long) (random.nextDouble() * 60_000_000));
            rig.visit();
        }

        FarEnd farEnd = FarEnd.of(rig.transport.media());
        assertThat(farEnd.gaps()).isZero();
        assertThat(farEnd.mostAheadMillis()).isLessThanOrEqualTo(180);
        // what was sent fits the time that has passed, to a frame
        long elapsedFrames = (rig.clock.nanoTime() - began) / 20_000_000;
        assertThat(rig.transport.media().size() - elapsedFrames).isBetween(8L, 9L);
        assertThat(rig.session.statistics().underruns()).isZero();
    }

    @Test
    void catchesUpAfterAStallShorterThanTheLead() {
        SessionRig rig = SessionRig.started();
        rig.session.play(SessionRig.clipOfMillis(2000));
        rig.visit();
        rig.runMillis(400);
        rig.clock.advanceMillis(150);
        rig.visit();
        rig.runMillis(2000);

        FarEnd farEnd = FarEnd.of(rig.transport.media());
        assertThat(farEnd.gaps()).isZero();
        assertThat(farEnd.mostAheadMillis()).isLessThanOrEqualTo(180);
        assertThat(rig.session.statistics().underruns()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"20, 2", "60, 4", "160, 7"})
    void spreadsCatchingUpAsItIsAskedTo(int catchUpMillis, int mostAtOnce) {
        SessionRig rig = SessionRig.started(options -> options.outbound(OutboundOptions.builder()
                .maxCatchUp(Duration.ofMillis(catchUpMillis))
                .build()));
        rig.session.play(SessionRig.clipOfMillis(2000));
        rig.visit();
        rig.runMillis(400);
        rig.clock.advanceMillis(150);
        int before = rig.transport.media().size();
        rig.visit();
        assertThat(rig.transport.media().size() - before).isEqualTo(mostAtOnce);
        rig.runMillis(2000);

        FarEnd farEnd = FarEnd.of(rig.transport.media());
        assertThat(farEnd.gaps()).isZero();
        assertThat(rig.session.statistics().underruns()).isZero();
    }

    @Test
    void tellsHowLateItCameAndWhatIsInHand() {
        SessionRig rig = SessionRig.started();
        rig.session.play(SessionRig.clipOfMillis(2000));
        rig.visit();
        assertThat(rig.session.statistics().lead()).isEqualTo(Duration.ofMillis(180));
        rig.runMillis(400);
        assertThat(rig.session.statistics().maxLateness()).isZero();
        rig.clock.advanceMillis(120);
        assertThat(rig.session.statistics().lead()).isEqualTo(Duration.ofMillis(60));
        rig.visit();
        rig.runMillis(200);

        // it was due after 20 ms
        assertThat(rig.session.statistics().maxLateness()).isEqualTo(Duration.ofMillis(100));
        assertThat(rig.session.statistics().meanLateness()).isBetween(Duration.ofMillis(2), Duration.ofMillis(5));
        rig.runMillis(3000);
        assertThat(rig.session.statistics().lead()).isZero();
    }

    @Test
    void beginsANewTimelineAfterALongStallInsteadOfSendingABurst() {
        SessionRig rig = SessionRig.started();
        rig.session.play(SessionRig.clipOfMillis(5000));
        rig.visit();
        rig.runMillis(400);
        rig.clock.advanceMillis(2000);
        rig.visit();
        rig.runMillis(6000);

        FarEnd farEnd = FarEnd.of(rig.transport.media());
        assertThat(farEnd.gaps()).isEqualTo(1);
        assertThat(farEnd.mostAheadMillis()).isLessThanOrEqualTo(180);
        assertThat(rig.session.statistics().underruns()).isEqualTo(1);
    }

    @Test
    void countsAPauseBetweenPlaybacksAsNoUnderrun() {
        SessionRig rig = SessionRig.started();
        rig.session.play(SessionRig.clipOfMillis(200));
        rig.visit();
        rig.runMillis(3000);
        rig.session.play(SessionRig.clipOfMillis(200));
        rig.runMillis(3000);
        rig.session.play(SessionRig.clipOfMillis(200));
        LivePlayback live = rig.session.playLive(8000);
        rig.runMillis(3000);
        live.write(new short[1600], 0, 1600);
        rig.runMillis(1000);

        assertThat(rig.transport.media()).hasSize(40);
        assertThat(rig.session.statistics().underruns()).isZero();
    }

    @Test
    void playsOneAfterTheOtherWithoutAGap() {
        SessionRig rig = SessionRig.started();
        for (int k = 0; k < 20; k++) {
            rig.session.play(SessionRig.clip(3, k * 3));
        }
        rig.visit();
        rig.runMillis(1500);

        assertThat(rig.transport.media()).hasSize(60);
        assertThat(FarEnd.of(rig.transport.media()).gaps()).isZero();
        assertThat(rig.transport.marks()).hasSize(20).doesNotHaveDuplicates();
        AudioCodec mulaw = AudioCodec.of(MediaFormat.PCMU);
        for (int frame = 0; frame < 60; frame++) {
            byte[] expected = new byte[1];
            mulaw.encode(new short[] {(short) frame}, 0, 1, expected, 0);
            assertThat(rig.transport.media().get(frame).payload()).containsOnly(expected[0]);
        }
    }

    @Test
    void readsOnlyHalfASecondAhead() {
        SessionRig rig = new SessionRig();
        int[] read = new int[1];
        rig.session.play(new AudioSource() {
            @Override
            public int sampleRateHz() {
                return 8000;
            }

            @Override
            public int read(short[] pcm, int offset, int lengthSamples) {
                read[0] += lengthSamples;
                return lengthSamples;
            }
        });
        rig.runMillis(2000);

        assertThat(read[0]).isEqualTo(25 * 160);
    }

    @Test
    void bringsAnotherRateToThatOfTheStream() {
        SessionRig rig = SessionRig.started();
        Playback playback = rig.session.play(AudioSource.tone(440, Duration.ofSeconds(1), 16000));
        rig.visit();
        rig.runMillis(2000);
        rig.returnMarks(0);

        assertThat(rig.transport.media()).hasSizeBetween(50, 51).allMatch(sent -> sent.payload().length == 160);
        assertThat(SessionRig.resultOf(playback).isPlayed()).isTrue();
    }
}
