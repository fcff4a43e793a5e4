package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.audio.MediaFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often a frame changes threads on its way in, through the listener, and out again. */
class HandOverTest {
    private static final int WARM_UP = 10;
    private static final int FRAMES = 500;

    private static class Echo implements StreamListener {
        final List<Thread> threads = new ArrayList<>();

        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            threads.add(Thread.currentThread());
            session.send(frame);
        }
    }

    private static final class PromptEcho extends Echo implements StreamListener.NonBlocking {}

    /** Counts what is handed over, and does it when the test says so. */
    private static final class Counting {
        final StepExecutor executor = new StepExecutor();
        int tasks;

        void execute(Runnable task) {
            tasks++;
            executor.execute(task);
        }
    }

    private static EngineSession echo(
            StreamListener listener, ManualClock clock, FakeTransport transport, Counting workers) {
        Engine engine = new Engine(AcceptorOptions.builder().clock(clock).build(), new Workers(workers::execute));
        EngineSession session = SessionRig.session(engine, new Expected(null, null, null), transport, listener);
        session.onText(Messages.start());
        workers.executor.runAll();
        return session;
    }

    private static int tasksOfFrames(EngineSession session, ManualClock clock, Counting workers, int from, int frames) {
        int before = workers.tasks;
        for (int chunk = from; chunk < from + frames; chunk++) {
            session.onText(Messages.media(chunk));
            workers.executor.runAll();
            clock.advanceMillis(20);
        }
        return workers.tasks - before;
    }

    @Test
    void handsNoEchoedFrameOverWhenNobodyBlocks() {
        ManualClock clock = new ManualClock();
        FakeTransport transport = new FakeTransport(clock, false);
        PromptEcho listener = new PromptEcho();
        Counting workers = new Counting();
        EngineSession session = echo(listener, clock, transport, workers);
        int tasks = tasksOfFrames(session, clock, workers, 1, FRAMES);

        assertThat(tasks).isZero();
        assertThat(transport.media()).hasSize(FRAMES);
        assertThat(listener.threads).hasSize(FRAMES).containsOnly(Thread.currentThread());
        assertThat(transport.senders()).containsOnly(Thread.currentThread());
        assertThat(session.statistics().underruns()).isZero();
    }

    @Test
    void handsAnEchoedFrameOverOnceToAListenerThatMayBlock() {
        ManualClock clock = new ManualClock();
        FakeTransport transport = new FakeTransport(clock, false);
        Counting workers = new Counting();
        EngineSession session = echo(new Echo(), clock, transport, workers);
        tasksOfFrames(session, clock, workers, 1, WARM_UP);
        int tasks = tasksOfFrames(session, clock, workers, 1 + WARM_UP, FRAMES);

        assertThat(tasks).isEqualTo(FRAMES);
        assertThat(transport.media()).hasSize(WARM_UP + FRAMES);
    }

    @Test
    void handsAnEchoedFrameOverOnceToASenderThatMayBlock() {
        ManualClock clock = new ManualClock();
        FakeTransport transport = new FakeTransport(clock, true);
        Counting workers = new Counting();
        EngineSession session = echo(new PromptEcho(), clock, transport, workers);
        tasksOfFrames(session, clock, workers, 1, WARM_UP);
        int tasks = tasksOfFrames(session, clock, workers, 1 + WARM_UP, FRAMES);

        assertThat(tasks).isEqualTo(FRAMES);
    }

    @Test
    void runsWhatTimeBringsToAPromptListenerOnAnotherThreadThanTheTicker() {
        ManualClock clock = new ManualClock();
        FakeTransport transport = new FakeTransport(clock, false);
        PromptEcho listener = new PromptEcho();
        Counting workers = new Counting();
        EngineSession session = echo(listener, clock, transport, workers);
        session.onText(Messages.media(1));
        session.onText(Messages.media(3));
        assertThat(listener.threads).hasSize(1);
        clock.advanceMillis(1100);
        session.tick(clock.nanoTime());
        assertThat(listener.threads).hasSize(1);

        workers.executor.runAll();
        assertThat(listener.threads).hasSize(2);
    }

    /** A wake-up costs more than the frame. */
    @Test
    void wakesTheTickerForNoEchoedFrame() {
        SteppedClock clock = new SteppedClock();
        FakeTransport transport = new FakeTransport(clock, false);
        Engine engine = new Engine(AcceptorOptions.builder().clock(clock).build(), new Workers(Runnable::run));
        EngineSession session = SessionRig.session(engine, new Expected(null, null, null), transport, new PromptEcho());
        engine.enter(session);
        session.open();
        session.onText(Messages.start());
        for (int chunk = 1; chunk <= WARM_UP; chunk++) {
            session.onText(Messages.media(chunk));
            clock.step(20_000_000);
        }
        int before = clock.wakeUps();
        for (int chunk = 1; chunk <= FRAMES; chunk++) {
            session.onText(Messages.media(WARM_UP + chunk));
            // frames come neither early nor late for long, but never exactly in time
            clock.step(20_000_000 + (chunk % 7 - 3) * 2_000_000L);
        }

        // two regular visits a second, in ten seconds
        assertThat(clock.wakeUps() - before).isLessThan(30);
        assertThat(transport.media().size()).isGreaterThanOrEqualTo(FRAMES);
        session.close();
        engine.close();
    }
}
