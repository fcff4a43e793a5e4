package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * What an echoed frame costs in memory, to the byte: from the socket through the listener and back to the socket. Nothing
 * here relies on an object that a compiler does without, so that it holds for interpreted code too and no other test of
 * this JVM can spoil it.
 */
class EchoAllocationTest {
    private static final int FRAMES = 2_000;
    /** In some of them what is kept for reuse is made, classes are loaded, and the compiler changes its mind. */
    private static final int ROUNDS = 20;

    /** 160 bytes, 160 samples, two heads of arrays. */
    private static final double LEAST_BYTES = 160 + 320 + 2 * 16;

    private static final double MOST_BYTES = 600;
    private static final long FRAME_NANOS = 20_000_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final class BorrowingEcho implements StreamListener.NonBlocking {
        @Override
        public void onBorrowedMedia(StreamSession session, MediaFrame frame) {
            session.send(frame);
        }
    }

    private static final class PromptEcho implements StreamListener.NonBlocking {
        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            session.send(frame);
        }
    }

    private static final class Echo implements StreamListener {
        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            session.send(frame);
        }
    }

    /** Time that nobody waits for. */
    private static final class Time implements StreamClock {
        private long nanos = 1_000_000_000_000L;

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void parkUntil(long deadlineNanos) {
            throw new IllegalStateException("no thread is needed here");
        }
    }

    /** A server with a buffer of its own that takes everything at once. */
    private static final class Taking implements StreamTransport {
        final ByteBuffer written = ByteBuffer.allocate(4096);
        int messages;

        @Override
        public void sendText(OutgoingMessage message, SendCallback callback) {
            message.copyTo(written.clear());
            messages++;
            callback.sent();
        }

        @Override
        public void sendPing(SendCallback callback) {
            callback.sent();
        }

        @Override
        public boolean isSendBlocking() {
            return false;
        }

        @Override
        public void close(int code, String reason) {}

        @Override
        public void abort() {}
    }

    private static final class Rig {
        final Taking transport = new Taking();
        final Time time = new Time();
        private final EngineSession session;
        int frames;

        Rig(StreamListener listener) {
            Engine engine = new Engine(AcceptorOptions.builder().clock(time).build(), new Workers(Runnable::run));
            session = SessionRig.session(engine, new Expected(null, null, null), transport, listener);
            session.onText(Messages.start());
        }

        /** Per frame, in the round that took least; ends with the first that took no more than was promised. */
        double leastBytesPerEcho(double promised) {
            double least = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS && least > promised; round++) {
                least = Math.min(least, bytesPerEcho());
            }
            return least;
        }

        private double bytesPerEcho() {
            byte[][] messages = new byte[FRAMES][];
            for (int k = 0; k < FRAMES; k++) {
                messages[k] = Messages.media(++frames).getBytes(StandardCharsets.UTF_8);
            }
            long before = allocated();
            for (byte[] message : messages) {
                session.onText(message, 0, message.length);
                time.nanos += FRAME_NANOS;
            }
            return (allocated() - before) / (double) FRAMES;
        }

        void assertEchoed() {
            assertThat(transport.messages).isEqualTo(frames);
            assertThat(new String(transport.written.array(), 0, transport.written.position(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"event\":\"media\",\"media\":{\"payload\":\""
                            + Messages.media(frames).replaceAll(".*\"payload\":\"([^\"]*)\".*", "$1") + "\"}}");
        }
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @Test
    void aBorrowedFrameIsEchoedForNothing() {
        Rig rig = new Rig(new BorrowingEcho());

        assertThat(rig.leastBytesPerEcho(0)).isZero();
        rig.assertEchoed();
    }

    @Test
    void aFrameToKeepIsEchoedForItsArraysAndOneObject() {
        Rig rig = new Rig(new PromptEcho());

        assertThat(rig.leastBytesPerEcho(MOST_BYTES)).isBetween(LEAST_BYTES, MOST_BYTES);
        rig.assertEchoed();
    }

    @Test
    void anExecutorOfTheListenersOwnCostsNoMore() {
        Rig rig = new Rig(new Echo());

        assertThat(rig.leastBytesPerEcho(MOST_BYTES)).isBetween(LEAST_BYTES, MOST_BYTES);
        rig.assertEchoed();
    }
}
