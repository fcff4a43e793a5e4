package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.telnyxstream.stream.wire.MediaMessage;
import io.github.telnyxstream.stream.wire.PackedMedia;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Frames that wait for a listener that is late are packed, and nobody notices. */
class WaitingFramesTest {
    private static final int MOST = 250;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final StepExecutor executor = new StepExecutor();
    private final List<String> heard = new ArrayList<>();
    private final MediaPool pool = new MediaPool();
    private final Mailbox mailbox = new Mailbox(executor, MOST, WaitingBytes.unlimited(), new Mailbox.MediaHandler() {
        @Override
        public void accept(MediaMessage media) {
            heard.add(text(media));
        }

        @Override
        public MediaMessage empty() {
            return pool.take();
        }

        @Override
        public void release(MediaMessage media) {
            pool.giveBack(media);
        }
    });

    private static String text(MediaMessage media) {
        return media.toEvent() + " "
                + Base64.getEncoder().encodeToString(media.toEvent().payload()) + " lost " + media.lostBefore() + " at "
                + media.arrivedNanos();
    }

    private static MediaMessage message(String stream, Random random) {
        byte[] payload = new byte[random.nextInt(400)];
        random.nextBytes(payload);
        long chunk = random.nextInt(4) == 0 ? random.nextLong() >>> 10 : random.nextInt(20_000);
        MediaMessage message =
                Messages.read(Messages.media(stream, random.nextBoolean() ? "inbound" : "outbound", chunk, payload));
        message.addLostBefore(random.nextInt(5) == 0 ? random.nextInt(2000) : 0);
        message.arrivedAt(random.nextLong());
        return message;
    }

    @Test
    void deliversWhatHasWaitedAsItCame() {
        Random random = new Random(5);
        List<String> expected = new ArrayList<>();
        for (int k = 0; k < 10 * MOST; k++) {
            // another id than that of those that wait is an odd thing, and kept all the same
            MediaMessage message =
                    message(k % 50 == 0 ? Messages.STREAM.toUpperCase(java.util.Locale.ROOT) : Messages.STREAM, random);
            expected.add(text(message));
            mailbox.postMedia(message);
            if (k % 100 == 99) {
                mailbox.go();
                executor.runAll();
            }
        }

        assertThat(heard).isEqualTo(expected);
        assertThat(mailbox.bytesWaiting()).isZero();
        assertThat(mailbox.framesWaiting()).isZero();
    }

    @Test
    void countsThePackedFramesThatMakeRoom() {
        for (int chunk = 1; chunk <= MOST + 100; chunk++) {
            MediaMessage message = Messages.read(Messages.media(chunk));
            message.addLostBefore(chunk == 50 ? 7 : 0);
            mailbox.postMedia(message);
        }
        mailbox.go();
        executor.runAll();

        assertThat(mailbox.dropped()).isEqualTo(100);
        assertThat(heard).hasSize(MOST);
        assertThat(heard.get(0)).contains(" lost 107 ");
        assertThat(heard.get(1)).contains(" lost 0 ");
        assertThat(mailbox.bytesWaiting()).isZero();
    }

    @Test
    void forgetsThePackedFramesOfASessionThatIsOver() {
        for (int chunk = 1; chunk <= 30; chunk++) {
            mailbox.postMedia(Messages.read(Messages.media(chunk)));
        }
        mailbox.discard();
        mailbox.go();
        executor.runAll();

        assertThat(heard).isEmpty();
        assertThat(mailbox.bytesWaiting()).isZero();
    }

    @Test
    void packsAFrameIntoLittleMoreThanItsPayload() {
        MediaMessage message = Messages.read(Messages.media(12_345));
        byte[] packed = PackedMedia.of(message);
        assertThat(packed.length).isLessThanOrEqualTo(160 + 20);

        long least = Long.MAX_VALUE;
        for (int round = 0; round < 50; round++) {
            long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int k = 0; k < 1000; k++) {
                packed = PackedMedia.of(message);
            }
            least = Math.min(
                    least,
                    THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
        }
        assertThat(packed.length).isPositive();
        assertThat(least / 1000).isLessThanOrEqualTo(160 + 20 + 16 + 64);
    }
}
