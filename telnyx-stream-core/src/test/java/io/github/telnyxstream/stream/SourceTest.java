package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.telnyxstream.stream.PlaybackResult.Outcome;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.testkit.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Sources of the application's that are not as nice as an array. */
class SourceTest {
    /** Counts how often it was closed. */
    private abstract static class Source implements AudioSource {
        int closed;

        @Override
        public int sampleRateHz() {
            return 8000;
        }

        @Override
        public void close() throws IOException {
            closed++;
        }
    }

    /** Gives {@code frames} frames, then does something else. */
    private abstract static class Failing extends Source {
        private int left;

        Failing(int frames) {
            this.left = frames;
        }

        @Override
        public int read(short[] pcm, int offset, int lengthSamples) throws IOException {
            return left-- > 0 ? lengthSamples : then(lengthSamples);
        }

        abstract int then(int lengthSamples) throws IOException;
    }

    private static PlaybackResult playToItsEnd(Source source) {
        SessionRig rig = SessionRig.started();
        Playback playback = rig.session.play(source);
        Playback next = rig.session.play(SessionRig.clip(2, 0));
        rig.visit();
        rig.runMillis(3000);
        rig.returnMarks(0);

        assertThat(SessionRig.resultOf(next).outcome()).isEqualTo(Outcome.PLAYED);
        assertThat(source.closed).isEqualTo(1);
        assertThat(rig.listener.terminalCalls()).isZero();
        // nothing takes back what has left, also of a source that failed
        long framesOfIt = rig.transport.media().size() - 2;
        assertThat(SessionRig.resultOf(playback).heard().toMillis()).isBetween(framesOfIt * 20 - 19, framesOfIt * 20);
        return SessionRig.resultOf(playback);
    }

    @Test
    void failsThePlaybackWhoseSourceThrows() {
        PlaybackResult result = playToItsEnd(new Failing(40) {
            @Override
            int then(int lengthSamples) throws IOException {
                throw new IOException("disk on fire");
            }
        });

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).contains("disk on fire");
        assertThat(result.heard().toMillis()).isBetween(200L, 800L);
    }

    @Test
    void failsThePlaybackWhoseSourceThrowsAnError() {
        PlaybackResult result = playToItsEnd(new Failing(0) {
            @Override
            int then(int lengthSamples) {
                throw new StackOverflowError();
            }
        });

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.heard()).isZero();
    }

    @Test
    void failsThePlaybackWhoseSourceReturnsMoreThanWasAsked() {
        PlaybackResult result = playToItsEnd(new Failing(1) {
            @Override
            int then(int lengthSamples) {
                return lengthSamples + 1;
            }
        });

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void asksAgainWhenASourceHasNothingYet() {
        int[] asked = new int[1];
        PlaybackResult result = playToItsEnd(new Source() {
            private int given;

            @Override
            public int read(short[] pcm, int offset, int lengthSamples) {
                if (given == 10) {
                    return -1;
                }
                if (++asked[0] % 3 != 0) {
                    return 0;
                }
                given++;
                return lengthSamples;
            }
        });

        assertThat(asked[0]).isEqualTo(30);
        assertThat(result).isEqualTo(PlaybackResult.played(Duration.ofMillis(200)));
    }

    /** Whoever can have his audio at any rate need not have it resampled. */
    @Test
    void asksTheSourceForTheRateThatIsSent() {
        SessionRig rig = SessionRig.started();
        AudioSource asked = SessionRig.clip(5, 100);
        rig.session.play(new AudioSource() {
            @Override
            public int sampleRateHz() {
                return 24_000;
            }

            @Override
            public AudioSource resampledTo(int sampleRateHz) {
                assertThat(sampleRateHz).isEqualTo(8000);
                return asked;
            }

            @Override
            public int read(short[] pcm, int offset, int lengthSamples) {
                throw new AssertionError("the other one was to be read");
            }
        });
        rig.runMillis(200);

        assertThat(rig.transport.media()).hasSize(5);
    }

    @Test
    void makesWholeFramesOfPiecesOfAnySize() {
        Random random = new Random(11);
        PlaybackResult result = playToItsEnd(new Source() {
            private int left = 160 * 30 + 17;

            @Override
            public int read(short[] pcm, int offset, int lengthSamples) {
                if (left == 0) {
                    return -1;
                }
                int count = Math.min(left, 1 + random.nextInt(lengthSamples));
                left -= count;
                return count;
            }
        });

        assertThat(result).isEqualTo(PlaybackResult.played(Duration.ofMillis(30 * 20 + 2)));
    }

    @Test
    void survivesASourceThatCannotBeClosed() {
        PlaybackResult result = playToItsEnd(new Failing(3) {
            @Override
            int then(int lengthSamples) {
                return -1;
            }

            @Override
            public void close() throws IOException {
                super.close();
                throw new IOException("stuck");
            }
        });

        assertThat(result.outcome()).isEqualTo(Outcome.PLAYED);
    }

    @Test
    void playsNothingAsPlayedAtOnce() {
        SessionRig rig = SessionRig.started();
        Playback playback = rig.session.play(AudioSource.pcm(8000, new short[0]));
        rig.visit();
        rig.returnMarks(0);

        assertThat(SessionRig.resultOf(playback)).isEqualTo(PlaybackResult.played(Duration.ZERO));
        assertThat(rig.transport.media()).isEmpty();
    }

    @Test
    void closesASourceThatIsRefusedForItsRate() {
        SessionRig rig = SessionRig.started();
        Source odd = new Source() {
            @Override
            public int sampleRateHz() {
                return 3999;
            }

            @Override
            public int read(short[] pcm, int offset, int lengthSamples) {
                return -1;
            }
        };

        assertThatIllegalArgumentException()
                .isThrownBy(() -> rig.session.play(odd))
                .withMessageContaining("3999");
        assertThat(odd.closed).isEqualTo(1);
    }

    @Test
    void closesTheSourceOfARefusedPlayback() {
        SessionRig rig = SessionRig.started();
        rig.session.close();
        Failing source = new Failing(1) {
            @Override
            int then(int lengthSamples) {
                return -1;
            }
        };
        rig.session.play(source);

        assertThat(source.closed).isEqualTo(1);
    }

    @Test
    void delaysOnlyItsOwnCallWhenASourceBlocks() throws InterruptedException {
        CountDownLatch blocking = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ExecutorService workers = Executors.newCachedThreadPool();
        try {
            SessionRig blocked = rigWith(workers);
            SessionRig other = rigWith(workers);
            Playback stuck = blocked.session.play(new Failing(2) {
                @Override
                int then(int lengthSamples) throws IOException {
                    blocking.countDown();
                    try {
                        release.await();
                    } catch (InterruptedException stopped) {
                        throw new IOException(stopped);
                    }
                    return -1;
                }
            });
            Eventually.await(blocking);

            Playback fine = other.session.play(SessionRig.clip(5, 0));
            Eventually.until(() -> {
                other.visit();
                other.returnMarks(0);
                return !fine.isActive();
            });
            blocked.visit();
            Eventually.until(() -> blocked.transport.media().size() == 2);
            assertThat(stuck.isActive()).isTrue();

            release.countDown();
            Eventually.until(() -> {
                blocked.visit();
                blocked.returnMarks(0);
                return SessionRig.resultOf(stuck) != null;
            });
            assertThat(SessionRig.resultOf(stuck).isPlayed()).isTrue();
        } finally {
            release.countDown();
            workers.shutdown();
        }
    }

    private static SessionRig rigWith(ExecutorService workers) {
        return new SessionRig(new RecordingListener(), options -> options, new Expected(null, null, null), workers)
                .start();
    }

    /** A visit finds the far end hungry while a source is read: that wish must not be lost, nor block those that follow. */
    @Test
    void readsOnWhenMoreIsWantedInTheMidstOfReading() {
        SessionRig rig = SessionRig.started();
        Playback first = rig.session.play(new AudioSource() {
            private boolean isRead;

            @Override
            public int sampleRateHz() {
                return 8000;
            }

            @Override
            public int read(short[] pcm, int offset, int lengthSamples) {
                if (isRead) {
                    return -1;
                }
                isRead = true;
                rig.visit();
                return lengthSamples;
            }
        });
        rig.session.play(SessionRig.clip(3, 100));

        assertThat(first.isActive()).isTrue();
        assertThat(rig.transport.media()).hasSize(4);
    }
}
