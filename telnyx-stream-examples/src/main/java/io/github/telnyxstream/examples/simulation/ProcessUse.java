package io.github.telnyxstream.examples.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a process used in a stretch of time.
 *
 * @param isKnown whether it could be told; else the figures are 0
 * @param percentOfCore processor time, in per cent of one core
 * @param grownMegabytes how much resident memory it has more than before; 0 where the system does not tell
 */
record ProcessUse(boolean isKnown, double percentOfCore, double grownMegabytes) {
    private static final double KILOBYTES_IN_MEGABYTE = 1024;

    /** What a process has used up to a moment. */
    record Cost(boolean isKnown, long atNanos, Duration processor, double megabytes) {}

    static Cost of(@Nullable Long pid) {
        long now = System.nanoTime();
        if (pid == null) {
            return new Cost(false, now, Duration.ZERO, 0);
        }
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(time -> new Cost(true, now, time, megabytes(pid)))
                .orElse(new Cost(false, now, Duration.ZERO, 0));
    }

    static ProcessUse between(Cost before, Cost after) {
        if (!before.isKnown() || !after.isKnown()) {
            return new ProcessUse(false, 0, 0);
        }
        double nanos = Math.max(1, after.atNanos() - before.atNanos());
        return new ProcessUse(
                true,
                100.0 * after.processor().minus(before.processor()).toNanos() / nanos,
                after.megabytes() - before.megabytes());
    }

    /** Linux tells it; elsewhere there is no such file. */
    private static double megabytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KILOBYTES_IN_MEGABYTE)
                    .findFirst()
                    .orElse(0);
        } catch (IOException anotherSystem) {
            return 0;
        }
    }
}
