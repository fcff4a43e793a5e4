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
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.TimerTask;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A process that paces many streams on transports that only note the time, or does the same with a timer of the JDK's, and
 * writes what that took as one line of numbers.
 */
public final class PacingTarget {
    private static final long PTIME_NANOS = 20_000_000;
    private static final int LEAD_FRAMES = 9;
    private static final long WARM_UP_NANOS = 10_000_000_000L;
    private static final long HALF_NANOS = 5_000_000_000L;
    private static final int SENT_AGAIN = 20;

    private static final Lateness FIRST_HALF = new Lateness();
    private static final Lateness SECOND_HALF = new Lateness();
    private static volatile @Nullable Lateness measuring;

    private PacingTarget() {}

    /**
     * What was measured. Shares are of one processor core.
     *
     * @param tickerShare what the engine's timer thread took
     * @param sendingShare what of it went into handing the frames to the transports
     * @param processShare what everything took
     * @param p50Millis lateness of half of the frames against an absolute schedule
     * @param p99Millis lateness of one in a hundred
     * @param driftMillis how much later half of the frames were in the second half of the time
     * @param missing frames that should have left and had not, of the stream with most
     * @param underruns times that a far end ran dry
     * @param threads most that were there
     */
    record Figures(
            double tickerShare,
            double sendingShare,
            double processShare,
            double p50Millis,
            double p99Millis,
            double driftMillis,
            long missing,
            long underruns,
            int threads) {

        static Figures parse(String line) {
            String[] parts = line.split(" ", -1);
            double[] numbers = new double[6];
            for (int k = 0; k < numbers.length; k++) {
                numbers[k] = Double.parseDouble(parts[k]);
            }
            return new Figures(
                    numbers[0],
                    numbers[1],
                    numbers[2],
                    numbers[3],
                    numbers[4],
                    numbers[5],
                    Long.parseLong(parts[6]),
                    Long.parseLong(parts[7]),
                    Integer.parseInt(parts[8]));
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%.5f %.5f %.5f %.4f %.4f %.4f %d %d %d",
                    tickerShare,
                    sendingShare,
                    processShare,
                    p50Millis,
                    p99Millis,
                    driftMillis,
                    missing,
                    underruns,
                    threads);
        }
    }

    /**
     * Measures.
     *
     * @param arguments {@code paced}, {@code idle}, {@code executor} or {@code wheel}, and how many
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[1]);
        List<StreamSession> sessions = new ArrayList<>();
        List<Silent> transports = new ArrayList<>();
        switch (arguments[0]) {
            case "executor" -> startExecutor(count);
            case "wheel" -> startWheel(count);
            default -> open(count, arguments[0].equals("paced"), sessions, transports);
        }
        System.out.println(measure(sessions, transports).line());
        System.out.flush();
        System.exit(0);
    }

    private static Figures measure(List<StreamSession> sessions, List<Silent> transports) {
        sleep(WARM_UP_NANOS);
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long underruns = underruns(sessions);
        long ticker = tickerNanos();
        long process = system.getProcessCpuTime();
        long begin = System.nanoTime();
        measuring = FIRST_HALF;
        sleep(HALF_NANOS);
        measuring = SECOND_HALF;
        sleep(HALF_NANOS);
        measuring = null;
        double elapsed = System.nanoTime() - begin;
        double tickerShare = (tickerNanos() - ticker) / elapsed;
        double processShare = (system.getProcessCpuTime() - process) / elapsed;
        long now = System.nanoTime();
        long missing =
                transports.stream().mapToLong(each -> each.missing(now)).max().orElse(0);
        long underrunsSince = underruns(sessions) - underruns;
        double p50 = FIRST_HALF.millis(0.5);
        double driftMillis = SECOND_HALF.millis(0.5) - p50;
        long frames = SECOND_HALF.count() + FIRST_HALF.count();
        SECOND_HALF.add(FIRST_HALF);
        return new Figures(
                tickerShare,
                transports.isEmpty() ? 0 : sendingNanos(transports.size()) * frames / elapsed,
                processShare,
                SECOND_HALF.millis(0.5),
                SECOND_HALF.millis(0.99),
                driftMillis,
                missing,
                underrunsSince,
                ManagementFactory.getThreadMXBean().getPeakThreadCount());
    }

    /** What it takes to hand a frame to a transport, without an engine: as many in turn, none at hand. */
    private static double sendingNanos(int count) {
        List<OutgoingMessage> messages = new ArrayList<>();
        List<Silent> transports = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            messages.add(OutgoingMessage.ofUtf8(new byte[256]));
            transports.add(new Silent());
        }
        SendCallback taken = new SendCallback() {
            @Override
            public void sent() {}

            @Override
            public void failed(Throwable cause) {
                throw new IllegalStateException(cause);
            }
        };
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begin = 0;
        for (int round = 0; round < 2 * SENT_AGAIN; round++) {
            if (round == SENT_AGAIN) {
                begin = threads.getCurrentThreadCpuTime();
            }
            for (int k = 0; k < count; k++) {
                transports.get(k).sendText(messages.get(k), taken);
            }
        }
        return (threads.getCurrentThreadCpuTime() - begin) / (double) SENT_AGAIN / count;
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

    private static void late(long nanos) {
        Lateness lateness = measuring;
        if (lateness != null) {
            lateness.note(nanos);
        }
    }

    /** The way that most would write it: a task per stream at a fixed rate. */
    @SuppressWarnings("FutureReturnValueIgnored") // the measured process is killed
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

    /** Netty's timer of one millisecond, each stream asking again for its next deadline. */
    private static void startWheel(int count) {
        HashedWheelTimer wheel = new HashedWheelTimer(1, TimeUnit.MILLISECONDS);
        long begin = System.nanoTime() + 1_000_000_000L;
        for (int k = 0; k < count; k++) {
            Turn turn = new Turn(wheel, begin + PTIME_NANOS * k / count);
            wheel.newTimeout(turn, turn.dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    private static final class Turn implements TimerTask {
        private final HashedWheelTimer wheel;
        private long dueNanos;

        Turn(HashedWheelTimer wheel, long firstNanos) {
            this.wheel = wheel;
            this.dueNanos = firstNanos;
        }

        @Override
        public void run(Timeout timeout) {
            late(System.nanoTime() - dueNanos);
            dueNanos += PTIME_NANOS;
            wheel.newTimeout(this, Math.max(0, dueNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }

    private static void open(int count, boolean paced, List<StreamSession> sessions, List<Silent> transports) {
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
            Silent transport = new Silent();
            if (paced) {
                transports.add(transport);
            }
            TransportListener stream =
                    acceptor.authorise(handshake).toCompletableFuture().join().open(transport);
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
        private volatile long frames;

        /** Frames that should have left by now; one may be due at this very moment. */
        long missing(long nowNanos) {
            long due = (nowNanos - firstNanos) / PTIME_NANOS + LEAD_FRAMES;
            return Math.max(0, due - 1 - frames);
        }

        @Override
        public void sendText(OutgoingMessage message, SendCallback callback) {
            long now = System.nanoTime();
            long number = frames + 1;
            if (number == 1) {
                firstNanos = now;
            }
            frames = number;
            if (number > LEAD_FRAMES) {
                late(now - firstNanos - (number - LEAD_FRAMES) * PTIME_NANOS);
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
