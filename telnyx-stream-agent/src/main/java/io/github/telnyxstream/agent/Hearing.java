package io.github.telnyxstream.agent;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a recogniser that may block, on a thread of the services, and opens another recognition when one is over. Fed on the
 * loop of its call; what is recognised is told there.
 */
final class Hearing {
    private static final int MAX_WAITING_FRAMES = 500;
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(250);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);

    private final SpeechRecognizer recognizer;
    private final String language;
    private final CallLoop loop;
    private final Executor services;
    private final Events events;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();

    @GuardedBy("lock")
    private boolean isBusy;

    private Duration backOff = FIRST_BACK_OFF;
    private int generation;
    private boolean isClosed;
    private boolean isPaused;
    private boolean isFailed;
    private long droppedFrames;

    /** What is heard, on the loop. */
    interface Events {
        void partial(String text);

        void finalText(String text);

        void endOfTurn();

        void failed(ServiceFailure failure);
    }

    /** Something that is done with the recognition, on a thread of the services. */
    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    Hearing(AgentRecipe recipe, CallLoop loop, Events events) {
        this.recognizer = recipe.recognizer();
        this.language = recipe.language();
        this.loop = loop;
        this.services = recipe.services();
        this.events = events;
    }

    /** The recognition of one generation; touched by the steps only. */
    private final class Ear implements SpeechRecognizer.Listener {
        final int number;
        SpeechRecognizer.@Nullable Recognition recognition;

        Ear(int number) {
            this.number = number;
        }

        private void tell(Runnable news) {
            loop.execute(() -> {
                if (number == generation && !isClosed && !isPaused) {
                    news.run();
                }
            });
        }

        @Override
        public void partial(String text) {
            tell(() -> events.partial(text));
        }

        @Override
        public void finalText(String text, @Nullable Double confidence) {
            tell(() -> {
                backOff = FIRST_BACK_OFF;
                events.finalText(text);
            });
        }

        @Override
        public void endOfTurn() {
            tell(events::endOfTurn);
        }

        @Override
        public void failed(ServiceFailure failure) {
            loop.execute(() -> reopen(this, failure));
        }
    }

    private @Nullable Ear ear;

    void open() {
        Ear next = new Ear(++generation);
        ear = next;
        isFailed = false;
        step(next, () -> next.recognition = recognizer.open(language, next));
    }

    void accept(MediaFrame frame) {
        Ear present = ear;
        if (present == null || isPaused || isFailed) {
            return;
        }
        synchronized (lock) {
            if (waiting.size() >= MAX_WAITING_FRAMES) {
                droppedFrames++;
                return;
            }
        }
        step(present, () -> {
            if (present.recognition != null) {
                present.recognition.accept(frame);
            }
        });
    }

    /** The caller is silent: the final text is wanted. */
    void finish() {
        Ear present = ear;
        if (present != null && !isFailed) {
            step(present, () -> {
                if (present.recognition != null) {
                    present.recognition.finish();
                }
            });
        }
    }

    /** While a secret is keyed nothing is recognised. */
    void pause(boolean paused) {
        isPaused = paused;
    }

    void close() {
        isClosed = true;
        generation++;
        closeEar();
    }

    private void closeEar() {
        Ear past = ear;
        ear = null;
        if (past != null) {
            step(past, () -> {
                if (past.recognition != null) {
                    past.recognition.close();
                    past.recognition = null;
                }
            });
        }
    }

    private void reopen(Ear failed, ServiceFailure failure) {
        if (failed.number != generation || isClosed || isFailed) {
            return;
        }
        isFailed = true;
        closeEar();
        events.failed(failure);
        if (failure.kind() == ServiceFailure.Kind.REFUSED) {
            return;
        }
        loop.after(backOff, () -> {
            if (!isClosed) {
                open();
            }
        });
        backOff = backOff.multipliedBy(2).compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : backOff.multipliedBy(2);
    }

    private void step(Ear of, Step step) {
        synchronized (lock) {
            waiting.add(() -> {
                try {
                    step.run();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    of.failed(ServiceFailure.thrown(ServiceFailure.Service.RECOGNIZER, interrupted));
                } catch (Exception | LinkageError broken) {
                    of.failed(ServiceFailure.thrown(ServiceFailure.Service.RECOGNIZER, broken));
                }
            });
            if (isBusy) {
                return;
            }
            isBusy = true;
        }
        services.execute(this::work);
    }

    private void work() {
        while (true) {
            Runnable next;
            synchronized (lock) {
                next = waiting.poll();
                if (next == null) {
                    isBusy = false;
                    return;
                }
            }
            next.run();
        }
    }

    long droppedFrames() {
        return droppedFrames;
    }
}
