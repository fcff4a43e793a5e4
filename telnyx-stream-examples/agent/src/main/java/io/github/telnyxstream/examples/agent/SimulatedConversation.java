package io.github.telnyxstream.examples.agent;

import io.github.telnyxstream.agent.Conversation.Entry;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * {@code agent --simulate}: holds the conversation, shows it and saves it. In virtual time: how fast this machine hears and speaks is no
 * part of it, so that it goes the same way everywhere. In real time, a slow machine would say "one moment, please", and the caller
 * would answer that.
 */
final class SimulatedConversation {
    private static final int TIME_TO_SAVE_SECONDS = 8;

    private final PrintWriter out;
    private final CallFiles files;
    private final AtomicReference<SimulatedCall> held = new AtomicReference<>();
    private final CountDownLatch saved = new CountDownLatch(1);

    /** What is said goes to a console, and into a folder. */
    SimulatedConversation(PrintWriter out, Path folder) {
        this.out = out;
        this.files = new CallFiles(folder, "agent-call", this::show);
    }

    /**
     * Holds it. A signal in between ends it like a caller who hangs up: what there was is saved.
     *
     * @throws IOException if nothing can be written there
     */
    void run() throws IOException, InterruptedException {
        files.checkWritable();
        Thread.setDefaultUncaughtExceptionHandler(this::tell);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        // after the hook: whoever reads it may stop us at once
        say("Loading ear and voice; the conversation is saved when it is over.");
        ManualClock clock = new ManualClock();
        try (Rehearsal rehearsal = new Rehearsal();
                TelnyxSimulator telnyx = TelnyxSimulator.builder()
                        .apiKey(Rehearsal.KEY)
                        .clock(clock)
                        .start()) {
            SimulatedCall call = rehearsal.hold(telnyx, clock, files, held::set);
            call.bargeIns().forEach(silence -> say("interrupted: silent after " + silence.toMillis() + " ms"));
            files.turns().forEach(turn -> say(turn.toString()));
            for (Path file : List.of(files.wav(), files.transcript(), files.table())) {
                say("Saved: " + file.toAbsolutePath());
            }
        } finally {
            saved.countDown();
        }
    }

    /** One line; and nothing when MaryTTS is stopped before it has begun, which its own hook finds exceptional. */
    void tell(Thread thread, Throwable failure) {
        StackTraceElement[] where = failure.getStackTrace();
        boolean isMarysEnd = failure instanceof IllegalStateException
                && where.length > 0
                && where[0].getClassName().startsWith("marytts.server.");
        if (!isMarysEnd) {
            say("The thread " + thread.getName() + " failed: " + failure);
        }
    }

    /** When the JVM ends: at once before the call and after it, otherwise when it is saved. */
    private void stop() {
        if (saved.getCount() == 0) {
            return;
        }
        SimulatedCall call = held.get();
        if (call == null) {
            say("Stopped before the conversation began; nothing is saved.");
            return;
        }
        say("Stopped in the midst of the conversation.");
        call.hangUp();
        try {
            if (!saved.await(TIME_TO_SAVE_SECONDS, TimeUnit.SECONDS)) {
                say("The recording is not complete.");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(Entry entry) {
        say("%-7s%s%s"
                .formatted(
                        entry.role().name().toLowerCase(Locale.ROOT),
                        entry.text(),
                        entry.wasInterrupted() ? " ... (interrupted)" : ""));
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
