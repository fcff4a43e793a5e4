package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.stream.StreamClock;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.fault.WebhookDelivery;
import io.github.telnyxstream.testkit.observation.SimulatorObserver;
import io.github.telnyxstream.testkit.simulator.webhook.WebhookKey;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Collects the settings of a {@link TelnyxSimulator}. One thread at a time. */
public final class SimulatorBuilder {
    private static final int SAMPLES_PER_MILLI = 8;

    String apiKey = "KEYsimulator";
    int port;

    @Nullable
    URI webhookUrl;

    StreamClock clock = StreamClock.system();
    WebhookDelivery delivery = WebhookDelivery.inOrder();
    SimulatorObserver observer = event -> {};

    @Nullable
    Admissions acceptor;

    Random random = new SecureRandom();
    WebhookKey key = WebhookKey.create();
    boolean isFlat;
    int keptSamples = Integer.MAX_VALUE;
    private @Nullable List<String> speechCommand;

    @Nullable
    URI failoverUrl;

    String connectionId = "1111222233334444555";

    SimulatorBuilder() {}

    /**
     * Sets the one API key that is accepted.
     *
     * @param key the key
     * @return this
     */
    public SimulatorBuilder apiKey(String key) {
        apiKey = Objects.requireNonNull(key, "key");
        return this;
    }

    /**
     * Sets the port of the API; any free one unless set.
     *
     * @param tcpPort 0 to 65535
     * @return this
     */
    public SimulatorBuilder port(int tcpPort) {
        port = tcpPort;
        return this;
    }

    /**
     * Sets where webhooks go.
     *
     * @param url the application's webhook address
     * @return this
     */
    public SimulatorBuilder webhookUrl(URI url) {
        webhookUrl = Objects.requireNonNull(url, "url");
        return this;
    }

    /**
     * Sets where webhooks go when their own address has failed for good.
     *
     * @param url the application's second address
     * @return this
     */
    public SimulatorBuilder webhookFailoverUrl(URI url) {
        failoverUrl = Objects.requireNonNull(url, "url");
        return this;
    }

    /**
     * Sets the program that speaks the texts of speak commands: text on standard input, a WAV file on standard output.
     * Where it cannot be run, a murmur as long as the text takes its place.
     *
     * @param command program and arguments, unless set {@code espeak-ng}, and on a {@link ManualClock} none; empty for the
     *     murmur, which is the same on every machine
     * @return this
     */
    public SimulatorBuilder speechCommand(String... command) {
        speechCommand = List.of(command);
        return this;
    }

    /**
     * Makes only the key of the webhooks repeatable, so that an application has to be told once, however often a simulator
     * calls it. Ids stay new: an application takes an event id that it has seen for a duplicate.
     *
     * @param seed any number
     * @return this
     */
    public SimulatorBuilder keySeed(long seed) {
        key = WebhookKey.of(seed);
        return this;
    }

    /**
     * Adds what Telnyx does not send: copies of the payload's fields directly under {@code data}, as a guide that many have
     * copied reads them. An application that needs them does not work with Telnyx.
     *
     * @return this
     */
    public SimulatorBuilder flatWebhooks() {
        isFlat = true;
        return this;
    }

    /**
     * Replaces the clock.
     *
     * @param newClock drives pacing, timestamps and links; a {@link ManualClock}, the same as the engine's, lets an hour
     *     pass in seconds
     * @return this
     */
    public SimulatorBuilder clock(StreamClock newClock) {
        clock = Objects.requireNonNull(newClock, "newClock");
        return this;
    }

    /**
     * Opens media streams at an acceptor in the same JVM, without sockets: what is sent has arrived. Of a stream's URL
     * only path and query matter then. On a {@link ManualClock} this is what makes time independent of the machine.
     *
     * @param application the application's {@code StreamAcceptor}
     * @return this
     */
    public SimulatorBuilder streamsTo(Admissions application) {
        acceptor = Objects.requireNonNull(application, "application");
        return this;
    }

    /**
     * Sets how webhooks are delivered.
     *
     * @param how {@link WebhookDelivery#inOrder()} unless set
     * @return this
     */
    public SimulatorBuilder webhookDelivery(WebhookDelivery how) {
        delivery = Objects.requireNonNull(how, "how");
        return this;
    }

    /**
     * Sets who is told what happens.
     *
     * @param who called on the thread that paces all calls; what it throws harms no call and is thrown by {@link
     *     TelnyxSimulator#close}
     * @return this
     */
    public SimulatorBuilder observer(SimulatorObserver who) {
        observer = Objects.requireNonNull(who, "who");
        return this;
    }

    /**
     * Makes ids, the line's noise and the key of the webhooks repeatable: the same seed gives the same run.
     *
     * @param seed any number
     * @return this
     */
    public SimulatorBuilder seed(long seed) {
        random = new Random(seed);
        key = WebhookKey.of(seed);
        return this;
    }

    /**
     * Sets how much of what each caller heard and was sent is kept, for hundreds of calls or hours of them: a minute of a
     * call is two megabytes. Recordings stay whole.
     *
     * @param last so much of the end of each call, at least a second; of {@link SimulatedCall#mediaArrivals} so much of the
     *     beginning, and of {@link SimulatedCall#events} that tell who speaks and hears the first thousand; all unless set
     * @return this
     * @throws IllegalArgumentException if it is less than a second or more than three days
     */
    public SimulatorBuilder keepAudio(Duration last) {
        if (last.compareTo(Duration.ofSeconds(1)) < 0 || last.compareTo(Duration.ofDays(3)) > 0) {
            throw new IllegalArgumentException("last is " + last + ", must be one second to three days");
        }
        keptSamples = Math.toIntExact(last.toMillis() * SAMPLES_PER_MILLI);
        return this;
    }

    /**
     * Sets the id of the Call Control Application that incoming calls belong to.
     *
     * @param digits decimal digits
     * @return this
     */
    public SimulatorBuilder connectionId(String digits) {
        connectionId = Objects.requireNonNull(digits, "digits");
        return this;
    }

    List<String> speechCommandOrUsual() {
        List<String> given = speechCommand;
        if (given != null) {
            return given;
        }
        return clock instanceof ManualClock ? List.of() : List.of("espeak-ng", "--stdout", "--stdin");
    }

    /**
     * Starts the simulator.
     *
     * @return running, to be closed
     * @throws IOException if the port is taken
     */
    public TelnyxSimulator start() throws IOException {
        return new TelnyxSimulator(this);
    }
}
