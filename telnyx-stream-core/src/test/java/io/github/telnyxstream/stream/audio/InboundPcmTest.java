package io.github.telnyxstream.stream.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.event.MediaEvent;
import io.github.telnyxstream.stream.event.Track;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class InboundPcmTest {
    private final InboundPcm pcm = InboundPcm.create(16_000, Runnable::run);

    private static MediaFrame frame(int value, int lostBefore) {
        short[] samples = new short[160];
        Arrays.fill(samples, (short) value);
        return MediaFrame.of(
                new MediaEvent(null, -1, Track.INBOUND, -1, -1, new byte[160]), MediaFormat.PCMU, samples, lostBefore);
    }

    @Test
    void givesSamplesAtTheRateThatWasAskedFor() throws InterruptedException {
        for (int k = 0; k < 50; k++) {
            pcm.offer(frame(1000, 0));
        }
        pcm.close();
        short[] all = new short[20_000];
        int read = 0;
        for (int count = pcm.read(all, 0, 777); count > 0; count = pcm.read(all, read, 777)) {
            read += count;
        }

        assertThat(read).isBetween(15_800, 16_000);
        for (int k = 2000; k < 15_000; k++) {
            assertThat((int) all[k]).isBetween(980, 1020);
        }
        assertThat(pcm.read(all, 0, 1)).isEqualTo(-1);
    }

    @Test
    void fillsWhatWasLostWithSilence() throws InterruptedException {
        InboundPcm same = InboundPcm.create(8000, Runnable::run);
        same.offer(frame(5, 0));
        same.offer(frame(6, 2));
        short[] all = new short[1000];

        assertThat(same.read(all, 0, 1000)).isEqualTo(4 * 160);
        assertThat(Arrays.copyOfRange(all, 160, 480)).containsOnly(0);
        assertThat((int) all[480]).isEqualTo(6);
    }

    @Test
    void dropsTheOldestWhenNobodyReads() throws InterruptedException {
        InboundPcm same = InboundPcm.create(8000, Runnable::run);
        for (int k = 0; k < 501; k++) {
            same.offer(frame(k, 0));
        }
        short[] first = new short[1];

        assertThat(same.droppedSamples()).isEqualTo(160);
        assertThat(same.read(first, 0, 1)).isEqualTo(1);
        assertThat((int) first[0]).isEqualTo(1);
    }

    @Test
    void wakesAReaderThatWaits() throws Exception {
        AtomicReference<Integer> read = new AtomicReference<>();
        Thread reader = new Thread(() -> {
            try {
                read.set(pcm.read(new short[10], 0, 10));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        reader.start();
        pcm.close();
        reader.join();

        assertThat(read.get()).isEqualTo(-1);
    }

    @Test
    void servesASubscriberAsItAsks() {
        List<short[]> taken = new ArrayList<>();
        List<String> ends = new ArrayList<>();
        AtomicReference<Flow.Subscription> subscription = new AtomicReference<>();
        InboundPcm same = InboundPcm.create(8000, Runnable::run);
        same.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription given) {
                subscription.set(given);
            }

            @Override
            public void onNext(short[] samples) {
                taken.add(samples);
            }

            @Override
            public void onError(Throwable broken) {
                ends.add("error");
            }

            @Override
            public void onComplete() {
                ends.add("complete");
            }
        });
        same.offer(frame(1, 0));
        same.offer(frame(2, 0));
        assertThat(taken).isEmpty();

        subscription.get().request(1);
        assertThat(taken).hasSize(1);
        subscription.get().request(5);
        same.close();

        assertThat(taken).hasSize(2);
        assertThat(ends).containsExactly("complete");
    }

    @Test
    void givesTheFirstSubscriberWhatNobodyHasReadYet() throws InterruptedException {
        InboundPcm same = InboundPcm.create(8000, Runnable::run);
        same.offer(frame(1, 0));
        same.offer(frame(2, 0));
        short[] read = new short[100];
        assertThat(same.read(read, 0, 100)).isEqualTo(100);
        List<Short> taken = new ArrayList<>();
        same.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription given) {
                given.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(short[] samples) {
                for (short sample : samples) {
                    taken.add(sample);
                }
            }

            @Override
            public void onError(Throwable broken) {
                throw new AssertionError(broken);
            }

            @Override
            public void onComplete() {}
        });
        same.offer(frame(3, 0));

        assertThat(taken).hasSize(60 + 160 + 160).startsWith((short) 1).endsWith((short) 3);
        assertThat(taken.get(60)).isEqualTo((short) 2);
        assertThat(same.droppedSamples()).isZero();
    }

    @Test
    void refusesRatesOutOfRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> InboundPcm.create(4000, Runnable::run));
        assertThatIllegalArgumentException().isThrownBy(() -> pcm.read(new short[1], 0, 0));
    }
}
