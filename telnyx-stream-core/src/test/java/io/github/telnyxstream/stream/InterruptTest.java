package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.PlaybackResult.Outcome;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.event.MarkEvent;
import io.github.telnyxstream.testkit.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterruptTest {
    private static final List<String> NOTHING = List.of();

    /** Media that was handed over after the clear. */
    private static List<FakeTransport.Sent> afterClear(SessionRig rig) {
        List<FakeTransport.Sent> sent = rig.transport.sent();
        int clear = sent.stream().map(FakeTransport.Sent::isClear).toList().lastIndexOf(true);
        assertThat(clear).isNotNegative();
        return sent.subList(clear + 1, sent.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 100, 500, 1000, 1500, 4700, 4990})
    void tellsHowMuchWasHeard(int afterMillis) {
        SessionRig rig = SessionRig.started();
        Playback playback = rig.session.play(SessionRig.clipOfMillis(5000));
        rig.visit();
        rig.runMillis(afterMillis);
        rig.session.interrupt();

        PlaybackResult result = SessionRig.resultOf(playback);
        assertThat(result.outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(result.reason()).isNull();
        assertThat(result.heard().toMillis()).isBetween(afterMillis - 20L, afterMillis + 20L);
    }

    @Test
    void tellsOfEachPlaybackHowMuchWasHeard() {
        SessionRig rig = SessionRig.started();
        Playback first = rig.session.play(SessionRig.clipOfMillis(1000));
        Playback second = rig.session.play(SessionRig.clipOfMillis(1000));
        Playback third = rig.session.play(SessionRig.clipOfMillis(1000));
        rig.visit();
        rig.runMillis(1000);
        rig.returnMarks(0);
        rig.runMillis(400);
        rig.session.interrupt();

        assertThat(SessionRig.resultOf(first)).isEqualTo(PlaybackResult.played(Duration.ofSeconds(1)));
        assertThat(SessionRig.resultOf(second).heard().toMillis()).isBetween(380L, 420L);
        assertThat(SessionRig.resultOf(third).heard()).isZero();
        assertThat(List.of(first, second, third)).noneMatch(Playback::isActive);
    }

    @Test
    void doesNotCountAsHeardWhatIsStillPlayingOfThePlaybackBefore() {
        SessionRig rig = SessionRig.started();
        rig.session.play(SessionRig.clipOfMillis(100));
        Playback second = rig.session.play(SessionRig.clipOfMillis(5000));
        rig.visit();
        rig.session.interrupt();

        assertThat(SessionRig.resultOf(second).heard()).isZero();
    }

    @Test
    void tellsTheListenerOnceAndOnlyOfSomethingThatWasThrownAway() {
        List<String> told = new ArrayList<>();
        SessionRig rig = new SessionRig(new RecordingListener() {
                    @Override
                    public void onInterrupted(StreamSession session) {
                        told.add("interrupted");
                    }

                    @Override
                    public void onMark(StreamSession session, MarkEvent event, MarkOutcome outcome) {
                        told.add(event.name() + " " + outcome);
                    }
                })
                .start();
        rig.session.interrupt();
        rig.session.playNow(SessionRig.clipOfMillis(1000));
        rig.session.mark("end");
        rig.visit();
        rig.runMillis(100);
        assertThat(told).isEmpty();

        rig.session.playNow(SessionRig.clipOfMillis(1000));
        assertThat(told).containsExactly("interrupted", "end INTERRUPTED");
        rig.session.interrupt();
        rig.session.interrupt();
        assertThat(told).containsExactly("interrupted", "end INTERRUPTED", "interrupted");
    }

    @Test
    void sendsNotOneOldFrameAfterwards() {
        SessionRig rig = SessionRig.started();
        rig.session.play(SessionRig.clip(200, 0));
        rig.session.play(SessionRig.clip(200, 0));
        rig.visit();
        rig.runMillis(300);
        assertThat(rig.session.interrupt()).isTrue();
        rig.runMillis(10_000);

        assertThat(afterClear(rig)).isEmpty();
        assertThat(rig.transport.clears()).isEqualTo(1);
        assertThat(rig.transport.media()).hasSize(9 + 15);
    }

    @Test
    void throwsAwayWhatWaitsInTheOutbox() {
        SessionRig rig = SessionRig.started();
        rig.transport.hold();
        Playback playback = rig.session.play(SessionRig.clip(200, 0));
        rig.visit();
        rig.runMillis(500);
        assertThat(rig.transport.media()).hasSize(1);

        rig.session.interrupt();
        rig.transport.release();
        rig.runMillis(1000);

        assertThat(rig.transport.sent()).hasSize(2);
        assertThat(rig.transport.sent().get(1).isClear()).isTrue();
        // one frame was on its way, and nothing else
        assertThat(SessionRig.resultOf(playback).heard()).isLessThanOrEqualTo(Duration.ofMillis(20));
    }

    @Test
    void countsAsHeardWhatPlaysWhileTheRestWaitsInTheOutbox() {
        SessionRig rig = SessionRig.started();
        Playback playback = rig.session.play(SessionRig.clip(200, 0));
        rig.visit();
        rig.transport.hold();
        rig.runMillis(100);
        rig.session.interrupt();

        // ten frames have left, one of them is on its way; four that were paced are thrown away
        assertThat(rig.transport.media()).hasSize(10);
        assertThat(SessionRig.resultOf(playback).heard()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void keepsMarksInThePlaceTheyHadBeforeTheClear() {
        SessionRig rig = SessionRig.started();
        rig.transport.hold();
        rig.session.play(SessionRig.clip(2, 0));
        rig.session.mark("m");
        rig.visit();
        rig.session.interrupt();
        rig.session.mark("n");
        rig.visit();
        rig.transport.release();

        assertThat(rig.transport.sent())
                .extracting(sent -> sent.isMedia() ? "media" : sent.isClear() ? "clear" : sent.mark())
                .containsExactly("media", "playback-1", "m", "clear", "n");
    }

    @Test
    void sendsNewAudioBehindTheClear() {
        SessionRig rig = SessionRig.started();
        rig.session.play(SessionRig.clip(200, 0));
        rig.visit();
        rig.runMillis(100);
        rig.session.interrupt();
        Playback next = rig.session.play(SessionRig.clip(20, 1000));
        rig.visit();
        rig.runMillis(1000);
        rig.returnMarks(0);

        assertThat(afterClear(rig)).filteredOn(FakeTransport.Sent::isMedia).hasSize(20);
        assertThat(FarEnd.of(afterClear(rig).stream()
                                .filter(FakeTransport.Sent::isMedia)
                                .toList())
                        .mostAheadMillis())
                .isEqualTo(180);
        assertThat(SessionRig.resultOf(next).outcome()).isEqualTo(Outcome.PLAYED);
    }

    @Test
    void sendsOneClearForSeveralInterruptionsThatTheSocketHasNotTaken() {
        SessionRig rig = SessionRig.started();
        rig.transport.hold();
        rig.session.mark("in flight");
        rig.visit();
        for (int k = 0; k < 1000; k++) {
            assertThat(rig.session.interrupt()).isTrue();
        }
        rig.transport.release();

        assertThat(rig.transport.sent()).hasSize(2);
    }

    @Test
    void clearsWhatTelnyxHoldsAlsoWhenNothingIsQueuedHere() {
        SessionRig rig = SessionRig.started();
        Playback playback = rig.session.play(SessionRig.clip(5, 0));
        rig.visit();
        rig.session.interrupt();

        assertThat(rig.transport.clears()).isEqualTo(1);
        assertThat(SessionRig.resultOf(playback).outcome()).isEqualTo(Outcome.INTERRUPTED);
        rig.returnMarks(0);
        assertThat(rig.listener.problems()).isEmpty();
    }

    @Test
    void closesEverySourceOnce() {
        int[] closed = new int[1];
        SessionRig rig = SessionRig.started();
        for (int k = 0; k < 5; k++) {
            rig.session.play(new AudioSource() {
                @Override
                public int sampleRateHz() {
                    return 8000;
                }

                @Override
                public int read(short[] pcm, int offset, int lengthSamples) {
                    return lengthSamples;
                }

                @Override
                public void close() {
                    closed[0]++;
                }
            });
        }
        rig.visit();
        rig.session.interrupt();
        rig.session.interrupt();
        rig.session.close();

        assertThat(closed[0]).isEqualTo(5);
    }

    /** The reader is inside the source when the interruption comes, and what it read then must not be heard. */
    @Test
    void dropsWhatASourceIsAboutToReturn() throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        AudioSource slow = new AudioSource() {
            @Override
            public int sampleRateHz() {
                return 8000;
            }

            @Override
            public int read(short[] pcm, int offset, int lengthSamples) {
                reading.countDown();
                try {
                    interrupted.await();
                } catch (InterruptedException stopped) {
                    throw new IllegalStateException(stopped);
                }
                return lengthSamples;
            }
        };
        ExecutorService workers = Executors.newCachedThreadPool();
        try {
            SessionRig rig = new SessionRig(
                    new RecordingListener(), options -> options, new Expected(null, null, null), workers);
            rig.start();
            Playback old = rig.session.play(slow);
            Eventually.await(reading);
            rig.session.interrupt();
            Playback next = rig.session.play(SessionRig.clip(2, 1000));
            assertThat(SessionRig.resultOf(old).heard()).isZero();
            interrupted.countDown();

            Eventually.until(() -> {
                rig.visit();
                return !rig.transport.marks().isEmpty();
            });
            rig.clock.advanceMillis(5000);
            rig.visit();
            assertThat(rig.transport.sent().get(0).isClear()).isTrue();
            assertThat(rig.transport.media()).hasSize(2);
            assertThat(next.isActive()).isTrue();
        } finally {
            interrupted.countDown();
            workers.shutdown();
        }
    }

    @Test
    void endsALivePlaybackAtOnce() {
        StepExecutor workers = new StepExecutor();
        SessionRig rig =
                new SessionRig(new RecordingListener(), options -> options, new Expected(null, null, null), workers);
        rig.start();
        LivePlayback live = rig.session.playLive(8000);
        assertThat(live.write(new short[8000], 0, 8000)).isEqualTo(WriteResult.TAKEN);
        // encoded by this thread; what is due waits for a sender
        rig.session.interrupt();

        assertThat(live.write(new short[160], 0, 160)).isEqualTo(WriteResult.ENDED);
        workers.runAll();
        rig.runMillis(1000);
        workers.runAll();
        assertThat(afterClear(rig)).isEmpty();
        assertThat(live.queued()).isZero();
        assertThat(rig.transport.marks()).isEqualTo(NOTHING);
    }

    @Test
    void lastsUntilTheNextPlayback() {
        SessionRig rig = SessionRig.started();
        for (int round = 0; round < 50; round++) {
            rig.session.play(SessionRig.clip(100, round));
            rig.visit();
            rig.runMillis(60);
            rig.session.interrupt();
            int sent = rig.transport.media().size();
            rig.runMillis(200);
            assertThat(rig.transport.media()).hasSize(sent);
        }
        assertThat(rig.session.statistics().underruns()).isZero();
    }
}
