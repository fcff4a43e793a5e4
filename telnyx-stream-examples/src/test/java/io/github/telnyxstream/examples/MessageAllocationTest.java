package io.github.telnyxstream.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.wire.MediaWriter;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What a message on its way out costs in memory; counted, because it is promised. */
class MessageAllocationTest {
    private static final int FRAMES = 2000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Bytes that the work allocates: the least of several runs, since the JVM may need something itself in one of them. */
    private static long bytesOf(Runnable work) {
        long least = Long.MAX_VALUE;
        for (int k = 0; k < 8; k++) {
            long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int frame = 0; frame < FRAMES; frame++) {
                work.run();
            }
            least = Math.min(
                    least,
                    THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
        }
        return least;
    }

    @Test
    void isNothingForBytesAndAStringForText() {
        MediaWriter writer = MediaWriter.of(MediaFormat.PCMU);
        short[] pcm = new short[160];

        assertThat(bytesOf(() -> writer.write(pcm))).isZero();
        assertThat(bytesOf(() -> writer.text(pcm)) / FRAMES).isLessThanOrEqualTo(300);
    }
}
