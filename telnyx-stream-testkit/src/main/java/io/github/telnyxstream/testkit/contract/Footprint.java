package io.github.telnyxstream.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process holds that nobody collects.
 *
 * @param threads live threads
 * @param descriptors open files and sockets, 0 where the system does not tell
 * @param directBytes of buffers outside the heap
 */
record Footprint(int threads, long descriptors, long directBytes) {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    /** Pools of servers keep some; a buffer lost with every call is more. */
    private static final long POOLED_BYTES = 4L << 20;

    static Footprint now() {
        System.gc();
        return new Footprint(Thread.getAllStackTraces().size(), openDescriptors(), bytesOutsideTheHeap());
    }

    private static long openDescriptors() {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static long bytesOutsideTheHeap() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    boolean isNoMoreThan(Footprint before) {
        return threads <= before.threads
                && descriptors <= before.descriptors
                && directBytes <= before.directBytes + POOLED_BYTES;
    }

    /** Waits until nothing is left of what came after that one; pools and kernels take their time. */
    static void awaitNoMoreThan(Footprint before) {
        Footprint[] last = {before};
        try {
            Bench.await(() -> {
                last[0] = now();
                return last[0].isNoMoreThan(before);
            });
        } catch (AssertionError more) {
            assertThat(last[0]).as("what is left").isEqualTo(before);
        }
    }
}
