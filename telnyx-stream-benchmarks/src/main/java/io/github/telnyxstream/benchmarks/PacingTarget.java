package io.github.telnyxstream.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that paces many streams on transports that only note the time, or does the same with a timer of the JDK's, and
 * writes what that took as one line of numbers.
 */
public final class PacingTarget {
    private static final long PTIME_NANOS = 20_000_000;
    private static final int LEAD_FRAMES = 9;
    private static final long WARM_UP_NANOS = 12_000_000_000L;
    private static final long MEASURED_NANOS = 15_000_000_000L;
    private static final int BUCKET_NANOS = 10_000;
    private static final AtomicLongArray LATENESS = new AtomicLongArray(20_000);

    private static volatile boolean measuring;

    private PacingTarget() {}

    /**
     * What was measured. Shares are of one processor core.
     *
     * @param tickerShare what the engine's timer thread took
     * @param processShare what everything took
     * @param p50Millis lateness of half of the frames against an absolute schedule
     * @param p99Millis lateness of one in a hundred
     * @param underruns times that a far end ran dry
     * @param threads most that were there
     */
    record Figures(
            double tickerShare, double processShare, double p50Millis, double p99Millis, long underruns, int threads) {

        static Figures parse(String line) {
            String[] parts = line.split(" ", -1);
            return new Figures(
                    Double.parseDouble(parts[0]),
                    Double.parseDouble(parts[1]),
                    Double.parseDouble(parts[2]),
                    Double.parseDouble(parts[3]),
                    Long.parseLong(parts[4]),
                    Integer.parseInt(parts[5]));
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%.5f %.5f %.4f %.4f %d %d",
                    tickerShare,
                    processShare,
                    p50Millis,
                    p99Millis,
                    underruns,
                    threads);
        }
    }

    /**
     * Measures.
     *
     * @param arguments {@code paced}, {@code idle} or {@code executor}, and how many
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[1]);
        List<StreamSession> sessions = new ArrayList<>();
        if (arguments[0].equals("executor")) {
            startExecutor(count);
        } else {
            open(count, arguments[0].equals("paced"), sessions);
        }
        System.out.println(measure(sessions).line());
        System.out.flush();
        System.exit(0);
    }

    private static Figures measure(List<StreamSession> sessions) {
        sleep(WARM_UP_NANOS);
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long underruns = underruns(sessions);
        long ticker = tickerNanos();
        long process = system.getProcessCpuTime();
        long begin = System.nanoTime();
        measuring = true;
        sleep(MEASURED_NANOS);
        measuring = false;
        double elapsed = System.nanoTime() - begin;
        return new Figures(
                (tickerNanos() - ticker) / elapsed,
                (system.getProcessCpuTime() - process) / elapsed,
                percentile(0.5),
                percentile(0.99),
                underruns(sessions) - underruns,
                ManagementFactory.getThreadMXBean().getPeakThreadCount());
    }

    private static long underruns(List<StreamSession> sessions) {
        return sessions.stream()
                .mapToLong(each -> each.statistics().underruns())
                .sum();
    }

    private static void sleep(long nanos) {
        long deadline = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static long tickerNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().equals("telnyx-stream-ticker")) {
                return threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        return 0;
    }

    private static double percentile(double share) {
        long all = 0;
        for (int k = 0; k < LATENESS.length(); k++) {
            all += LATENESS.get(k);
        }
        long seen = 0;
        for (int k = 0; k < LATENESS.length(); k++) {
            seen += LATENESS.get(k);
            if (all > 0 && seen >= all * share) {
                return k * (BUCKET_NANOS / 1e6);
            }
        }
        return 0;
    }

    private static void late(long nanos) {
        if (measuring) {
            int bucket = (int) Math.max(0, Math.min(LATENESS.length() - 1, nanos / BUCKET_NANOS));
            LATENESS.incrementAndGet(bucket);
        }
    }

    /** The way that most would write it: a task per stream at a fixed rate. */
    private static void startExecutor(int count) {
        ScheduledThreadPoolExecutor executor =
                new ScheduledThreadPoolExecutor(Runtime.getRuntime().availableProcessors());
        long begin = System.nanoTime() + 1_000_000_000L;
        for (int k = 0; k < count; k++) {
            long first = begin + PTIME_NANOS * k / count;
            long[] frames = new long[1];
            executor.scheduleAtFixedRate(
                    () -> late(System.nanoTime() - first - PTIME_NANOS * frames[0]++),
                    first - System.nanoTime(),
                    PTIME_NANOS,
                    TimeUnit.NANOSECONDS);
        }
    }

    private static void open(int count, boolean paced, List<StreamSession> sessions) {
        AcceptorOptions options = AcceptorOptions.builder()
                .maxSessions(count)
                .pingInterval(java.time.Duration.ZERO)
                .silentPeerTimeout(java.time.Duration.ZERO)
                .build();
        StreamAcceptor acceptor = StreamAcceptor.builder(() -> new Player(paced, sessions))
                .options(options)
                .build();
        Handshake handshake = new Handshake("/", null, Map.of(), null);
        for (int k = 0; k < count; k++) {
            TransportListener stream =
                    acceptor.authorise(handshake).toCompletableFuture().join().open(new Silent());
            stream.onText(
                    "{\"event\":\"start\",\"sequence_number\":\"1\",\"start\":{\"user_id\":\"u\",\"call_control_id\":\"c"
                            + k
                            + "\",\"media_format\":{\"encoding\":\"PCMU\",\"sample_rate\":8000,\"channels\":1}},\"stream_id\":\"s"
                            + k
                            + "\"}");
            LockSupport.parkNanos(PTIME_NANOS * 50 / count);
        }
    }

    private record Player(boolean paced, List<StreamSession> sessions) implements StreamListener.NonBlocking {
        @Override
        public void onStart(StreamSession session, StartEvent event) {
            sessions.add(session);
            if (paced) {
                session.play(new Endless());
            }
        }
    }

    private static final class Endless implements AudioSource {
        @Override
        public int sampleRateHz() {
            return 8000;
        }

        @Override
        public int read(short[] pcm, int offset, int lengthSamples) {
            return lengthSamples;
        }
    }

    /** Takes everything at once, and notes how late it comes against the schedule that the first frame began. */
    private static final class Silent implements StreamTransport {
        private long firstNanos;
        private long frames;

        @Override
        public void sendText(OutgoingMessage message, SendCallback callback) {
            long now = System.nanoTime();
            if (frames == 0) {
                firstNanos = now;
            }
            frames++;
            if (frames > LEAD_FRAMES) {
                late(now - firstNanos - (frames - LEAD_FRAMES) * PTIME_NANOS);
            }
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
}
