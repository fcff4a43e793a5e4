package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.wire.EventReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** What a frame costs in memory, to the byte: counted by the JVM, whatever the machine is doing. */
class InboundAllocationTest {
    private static final int FRAMES = 15_000;
    private static final int ROUND = 1_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final class Listening implements StreamListener.NonBlocking {
        private long samples;

        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            samples += frame.pcm().length;
        }
    }

    private static final class Borrowing implements StreamListener.NonBlocking {
        private long samples;

        @Override
        public void onBorrowedMedia(StreamSession session, MediaFrame frame) {
            samples += frame.pcm().length;
        }
    }

    private static byte[][] messages() {
        byte[][] messages = new byte[FRAMES][];
        for (int k = 0; k < messages.length; k++) {
            messages[k] = Messages.media(k + 1).getBytes(StandardCharsets.UTF_8);
        }
        return messages;
    }

    /** Per frame, in the round that took least: in others classes are loaded, and the compiler changes its mind. */
    private static double bytesPerFrame(IntConsumer frame) {
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int first = 0; first < FRAMES; first += ROUND) {
            long before = THREADS.getThreadAllocatedBytes(thread);
            for (int k = first; k < first + ROUND; k++) {
                frame.accept(k);
            }
            least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
        }
        return least / (double) ROUND;
    }

    private static EngineSession sessionOf(StreamListener listener) {
        ManualClock clock = new ManualClock();
        Engine engine = new Engine(AcceptorOptions.builder().clock(clock).build(), new Workers(Runnable::run));
        EngineSession session =
                SessionRig.session(engine, new Expected(null, null, null), new FakeTransport(clock), listener);
        session.onText(Messages.start());
        return session;
    }

    @Test
    void aBorrowedFrameCostsNothingFromTheSocketToTheListener() {
        byte[][] messages = messages();
        Borrowing listener = new Borrowing();
        EngineSession session = sessionOf(listener);

        double bytes = bytesPerFrame(k -> session.onText(messages[k], 0, messages[k].length));

        assertThat(listener.samples).isEqualTo(FRAMES * 160L);
        assertThat(bytes).isZero();
    }

    @Test
    void aFrameToKeepCostsItsArraysAndOneObject() {
        byte[][] messages = messages();
        Listening listener = new Listening();
        EngineSession session = sessionOf(listener);

        double bytes = bytesPerFrame(k -> session.onText(messages[k], 0, messages[k].length));

        assertThat(listener.samples).isEqualTo(FRAMES * 160L);
        assertThat(bytes).isBetween(500.0, 600.0);
    }

    @Test
    void aTextCostsItsBytes() {
        String[] texts = new String[FRAMES];
        for (int k = 0; k < texts.length; k++) {
            texts[k] = Messages.media(k + 1);
        }
        EngineSession session = sessionOf(new Borrowing());

        assertThat(bytesPerFrame(k -> session.onText(texts[k]))).isBetween(380.0, 450.0);
    }

    @Test
    void readingAMessageCostsNothing() {
        byte[][] messages = messages();
        EventReader reader = new EventReader();
        Messages.Last last = new Messages.Last();

        assertThat(bytesPerFrame(k -> reader.read(messages[k], 0, messages[k].length, last)))
                .isZero();
        assertThat(last.media().chunk()).isEqualTo(FRAMES);
    }
}
