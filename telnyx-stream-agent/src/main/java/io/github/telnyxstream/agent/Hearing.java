package io.github.telnyxstream.agent;

import io.github.telnyxstream.stream.audio.MediaFrame;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a recogniser that may block, on a thread of the services, and opens another recognition when one is over. Fed on the
 * loop of its call; what is recognised is told there.
 */
final class Hearing implements Listening {
    /** The strictest service that is known gives up after ten seconds. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(3);

    private final SpeechRecognizer recognizer;
    private final String language;
    private final CallLoop loop;
    private final ServiceLane lane;
    private final Events events;
    private final BackOff backOff = new BackOff();
    private int generation;
    private boolean isClosed;
    private boolean isPaused;
    private boolean isFailed;

    Hearing(SpeechRecognizer recognizer, AgentRecipe recipe, CallLoop loop, Events events) {
        this.recognizer = recognizer;
        this.language = recipe.language();
        this.loop = loop;
        this.lane = new ServiceLane(recipe.services());
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
                backOff.reset();
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
    private CallLoop.@Nullable Timer keepingAlive;
    private long fedNanos;

    @Override
    public void open() {
        Ear next = new Ear(++generation);
        ear = next;
        isFailed = false;
        step(next, () -> next.recognition = recognizer.open(language, next));
        fedNanos = loop.nanoTime();
        keepAlive(next);
    }

    private void keepAlive(Ear of) {
        keepingAlive = loop.after(KEEP_ALIVE, () -> {
            if (of != ear || isFailed) {
                return;
            }
            if (loop.nanoTime() - fedNanos >= KEEP_ALIVE.toNanos()) {
                step(of, () -> {
                    if (of.recognition != null) {
                        of.recognition.keepAlive();
                    }
                });
            }
            keepAlive(of);
        });
    }

    @Override
    public void accept(MediaFrame frame) {
        Ear present = ear;
        if (present == null || isPaused || isFailed || frame.isEcho()) {
            return;
        }
        fedNanos = loop.nanoTime();
        lane.audio(
                () -> {
                    if (present.recognition != null) {
                        present.recognition.accept(frame);
                    }
                },
                thrown -> broken(present, thrown));
    }

    @Override
    public void finish() {
        Ear present = ear;
        if (present != null && !isFailed) {
            step(present, () -> {
                if (present.recognition != null) {
                    present.recognition.finish();
                }
            });
        }
    }

    @Override
    public void pause(boolean paused) {
        isPaused = paused;
    }

    @Override
    public void close() {
        isClosed = true;
        generation++;
        closeEar();
    }

    private void closeEar() {
        Ear past = ear;
        ear = null;
        if (keepingAlive != null) {
            keepingAlive.cancel();
        }
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
        loop.after(backOff.next(), () -> {
            if (!isClosed) {
                open();
            }
        });
    }

    private void step(Ear of, ServiceLane.Step step) {
        lane.step(step, thrown -> broken(of, thrown));
    }

    private static void broken(Ear ear, Throwable thrown) {
        ear.failed(ServiceFailure.thrown(ServiceFailure.Service.RECOGNIZER, thrown));
    }
}
