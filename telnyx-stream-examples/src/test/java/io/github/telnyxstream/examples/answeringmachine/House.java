package io.github.telnyxstream.examples.answeringmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.examples.voicemail.MessageStore;
import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.StreamClock;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.fault.WebhookDelivery;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;

/** A simulated Telnyx and an answering machine that know each other by their sockets only. */
final class House implements AutoCloseable {
    /** In the house's own time; longer than any machine needs, so that it is no limit. */
    static final Duration PATIENCE = Duration.ofHours(1);

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration STEP = Duration.ofMillis(20);
    static final String API_KEY = "KEYhouse0123456789";

    final TelnyxSimulator telnyx;
    final AnsweringMachine machine;
    final Path messages;
    /** Or null in real time. */
    private final ManualClock clock;

    private House(Builder builder) throws IOException {
        messages = builder.messages;
        clock = builder.isVirtual ? new ManualClock() : null;
        telnyx = TelnyxSimulator.builder()
                .apiKey(API_KEY)
                .webhookDelivery(builder.delivery)
                .clock(clock == null ? StreamClock.system() : clock)
                .start();
        Configuration configuration = new Configuration(
                API_KEY,
                telnyx.publicKey(),
                telnyx.baseUrl().toString(),
                0,
                null,
                messages,
                builder.greeting,
                builder.longest,
                builder.silence,
                builder.mode,
                builder.maxCalls);
        machine =
                AnsweringMachine.start(configuration, clock == null ? builder.realTime() : builder.virtualTime(clock));
        if (clock != null) {
            telnyx.streamsTo(machine.streams());
        }
        telnyx.webhookUrl(URI.create("http://127.0.0.1:" + machine.port() + "/webhook"));
    }

    static Builder builder(Path messages) {
        return new Builder(messages);
    }

    /** A caller who waits for the beep first. */
    static Caller.Builder caller() {
        return Caller.builder().awaitBeep(PATIENCE);
    }

    SimulatedCall play(Caller caller) throws InterruptedException {
        SimulatedCall call = telnyx.placeCall(caller);
        assertThat(end(call)).isPresent();
        return call;
    }

    /** Waits for the end of a call; gives its cause. */
    static Optional<String> end(SimulatedCall call) throws InterruptedException {
        Eventually.until(() -> call.awaitEnd(LOOK).isPresent());
        return call.awaitEnd(LOOK);
    }

    /** Waits until something has happened. */
    static void await(SimulatedCall call, Kind kind) {
        Eventually.until(() -> call.await(kind, LOOK));
    }

    Optional<Message> message(SimulatedCall call) throws IOException {
        return Message.of(messages, call.callControlId());
    }

    /** Waits for what comes about by itself, in the house's own time. */
    void until(Callable<Boolean> isSo) {
        if (clock == null) {
            Eventually.until(isSo);
        } else if (!clock.advanceUntil(() -> isTrue(isSo), PATIENCE)) {
            throw new AssertionError("it did not come about in " + PATIENCE);
        }
    }

    private static boolean isTrue(Callable<Boolean> question) {
        try {
            return question.call();
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }

    /** Lets time pass; only in a house whose time is virtual. */
    void pass(Duration time) {
        clock.advance(time);
    }

    /** Plays a call that has to leave a message; the file may come a moment after the call is over. */
    Message messageOf(SimulatedCall call) throws IOException {
        until(() -> message(call).isPresent());
        return message(call).orElseThrow();
    }

    /** Stops the machine while the call goes on. */
    void stop(Duration patience) throws Exception {
        if (clock == null) {
            machine.stop(patience);
        } else {
            whileTimePasses(() -> {
                machine.stop(patience);
                return true;
            });
        }
    }

    /** Lets little time pass between one look and the next, or hours would be gone before the other thread has taken a step. */
    private void whileTimePasses(Callable<Boolean> task) throws Exception {
        FutureTask<Boolean> running = new FutureTask<>(task);
        Thread thread = new Thread(running, "stops-the-machine");
        thread.start();
        Eventually.until(() -> !machine.isAccepting());
        Eventually.until(() -> {
            clock.advance(STEP);
            return running.isDone();
        });
        assertThat(running.get()).isTrue();
    }

    /** In virtual time what was said last is handled only while somebody moves the clock. */
    @Override
    public void close() {
        try {
            if (clock == null) {
                machine.close();
            } else {
                whileTimePasses(() -> {
                    machine.close();
                    return true;
                });
            }
        } catch (Exception broken) {
            throw new AssertionError(broken);
        } finally {
            telnyx.close();
        }
    }

    /** Collects what differs from the usual. */
    static final class Builder {
        private final Path messages;
        private Greeting greeting = new Greeting.Recorded(Speech.excerpt(0, 600), new byte[0]);
        private Duration longest = Duration.ofSeconds(60);
        private Duration silence = Duration.ofSeconds(30);
        private Mode mode = Mode.STREAM;
        /** A machine that is busy with other tests answers late, and retries are not what these tests are about. */
        private WebhookDelivery delivery = WebhookDelivery.inOrder().patient();

        private UnaryOperator<MessageStore> storeView = store -> store;
        private UnaryOperator<CallControl.Builder> clientView = client -> client;
        private int maxCalls = Configuration.USUAL_MAX_CALLS;
        private boolean isVirtual;
        private boolean isPatient;

        private Builder(Path messages) {
            this.messages = messages;
        }

        Builder greeting(Greeting value) {
            greeting = value;
            return this;
        }

        Builder longest(Duration value) {
            longest = value;
            return this;
        }

        Builder silence(Duration value) {
            silence = value;
            return this;
        }

        Builder mode(Mode value) {
            mode = value;
            return this;
        }

        Builder delivery(WebhookDelivery value) {
            delivery = value;
            return this;
        }

        Builder storeView(UnaryOperator<MessageStore> value) {
            storeView = value;
            return this;
        }

        Builder clientView(UnaryOperator<CallControl.Builder> value) {
            clientView = value;
            return this;
        }

        Builder maxCalls(int value) {
            maxCalls = value;
            return this;
        }

        /** Time passes only while a call is waited for, and streams come without sockets: seconds of a call take none. */
        Builder virtualTime() {
            isVirtual = true;
            return this;
        }

        /** In real time, but no call is given up because the machine is slow: the limits for that are out of reach. */
        Builder patient() {
            isPatient = true;
            return this;
        }

        private Surroundings realTime() {
            return new Surroundings(
                    storeView,
                    clientView,
                    streams -> isPatient ? outOfReach(streams) : streams,
                    UnaryOperator.identity(),
                    UnaryOperator.identity(),
                    isPatient ? () -> 0 : System::nanoTime);
        }

        private static AcceptorOptions.Builder outOfReach(AcceptorOptions.Builder streams) {
            return streams.connectTimeout(PATIENCE)
                    .startTimeout(PATIENCE)
                    .sendTimeout(PATIENCE)
                    .silentPeerTimeout(PATIENCE);
        }

        /** Everything that reacts runs on the clock's own executor, so that no time passes before it has. */
        private Surroundings virtualTime(ManualClock clock) {
            InstantSource time = clock::instant;
            return new Surroundings(
                    storeView,
                    client -> clientView.apply(client).executor(clock.executor()),
                    streams -> streams.clock(clock).listenerExecutor(clock.executor()),
                    verifier -> verifier.clock(time.withZone(ZoneOffset.UTC)),
                    receiver -> receiver.executor(clock.executor()).nanoTime(clock::nanoTime),
                    clock::nanoTime);
        }

        House start() throws IOException {
            return new House(this);
        }
    }
}
