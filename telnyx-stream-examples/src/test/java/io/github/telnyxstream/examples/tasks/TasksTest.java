package io.github.telnyxstream.examples.tasks;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.Call;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import io.github.telnyxstream.callcontrol.webhook.WebhookHandler;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.server.StreamServer;
import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.access.StreamTokens;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.Murmur;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.observation.ReceivedRequest;
import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.Sound;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each example is rung by the simulator, in virtual time. */
@TelnyxTest(virtualTime = true)
class TasksTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Supplier<AudioSource> PROMPT = () -> AudioSource.pcm(8000, Murmur.lasting(6000));

    @TempDir
    private Path folder;

    private TelnyxSimulator telnyx;
    private TelnyxEnvironment environment;
    private ManualClock clock;
    private CallControl calls;
    private StreamServer server;

    @BeforeEach
    void connect(TelnyxSimulator telnyx, TelnyxEnvironment environment, ManualClock clock) {
        this.telnyx = telnyx;
        this.environment = environment;
        this.clock = clock;
        calls = CallControl.builder(environment.apiKey())
                .baseUrl(environment.baseUrl().toString())
                .build();
    }

    @AfterEach
    void disconnect() {
        calls.close();
        server.close();
    }

    /** Answers every call with a stream to a new listener; the test's handler gets the other webhooks. */
    private void serve(StreamSettings settings, Function<Call, StreamListener> listeners, WebhookHandler others)
            throws IOException {
        // tokens also tell the engine how the stream was asked for
        StreamTokens tokens = StreamTokens.create();
        StreamAcceptor acceptor = StreamAcceptor.builderPerCall(
                        stream -> listeners.apply(calls.call(Objects.requireNonNull(stream.callControlId()))))
                .authenticator(tokens)
                .options(AcceptorOptions.builder()
                        .clock(clock)
                        .listenerExecutor(clock.executor())
                        .build())
                .build();
        telnyx.streamsTo(acceptor);
        WebhookVerifier verifier = WebhookVerifier.builder()
                .key(environment.publicKey())
                .clock(clock.timeOfDay())
                .build();
        WebhookReceiver webhooks = WebhookReceiver.builder(verifier, event -> {
                    if (event instanceof CallInitiated call && call.direction().is(CallInitiated.Direction.INCOMING)) {
                        String id = call.callControlId();
                        calls.call(id)
                                .answer(AnswerCommand.builder().stream(tokens.forAnswer(id, settings))
                                        .build());
                    } else {
                        others.onEvent(event);
                    }
                })
                .executor(clock.executor())
                .build();
        server = StreamServer.builder(acceptor)
                .port(environment.port())
                .streams("/media")
                .webhooks("/webhook", webhooks)
                .start();
    }

    private void serve(Supplier<StreamListener> listeners) throws IOException {
        serve(StreamSettings.of(environment.mediaUrl().toString()), call -> listeners.get(), event -> {});
    }

    private SimulatedCall ring(Caller caller) throws InterruptedException {
        SimulatedCall call = telnyx.placeCall(caller);
        assertThat(call.awaitEnd(LONG)).as(() -> call.events().toString()).isPresent();
        return call;
    }

    @Test
    void playsUntilTheCallerSpeaks() throws Exception {
        serve(() -> new PlayWithBargeIn(PROMPT));

        SimulatedCall call = ring(Caller.builder()
                .interruptAfter(Duration.ofSeconds(2), LONG)
                .say("Stop it please")
                .pause(Duration.ofSeconds(3))
                .hangUp()
                .build());

        assertThatCall(call)
                .heardSoundFor(Duration.ofSeconds(1))
                .fellSilentWithin(Duration.ofMillis(500))
                .wasFreeOfViolations();
        assertThat(call.sound().audible()).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void sendsBackARobotsVoice() throws Exception {
        serve(TransformAndSendBack::new);

        SimulatedCall call = ring(Caller.builder()
                .awaitListening(LONG)
                .speak(tone(500))
                .pause(Duration.ofSeconds(1))
                .hangUp()
                .build());

        // a tone times another is their sum and their difference
        assertThatCall(call).heardSoundFor(Duration.ofMillis(1500)).wasFreeOfViolations();
        short[] heard = call.heard();
        double spoken = strength(heard, 500);
        assertThat(strength(heard, 440)).isGreaterThan(10 * spoken);
        assertThat(strength(heard, 560)).isGreaterThan(10 * spoken);
    }

    private static double strength(short[] pcm, int hz) {
        double in = 0;
        double across = 0;
        for (int i = 0; i < pcm.length; i++) {
            in += pcm[i] * Math.cos(2 * Math.PI * hz * i / 8000);
            across += pcm[i] * Math.sin(2 * Math.PI * hz * i / 8000);
        }
        return Math.hypot(in, across);
    }

    private static short[] tone(int hz) throws IOException {
        AudioSource tone = AudioSource.tone(hz, Duration.ofSeconds(2), 8000);
        short[] pcm = new short[16_000];
        int filled = 0;
        int read = tone.read(pcm, 0, pcm.length);
        while (read > 0) {
            filled += read;
            read = tone.read(pcm, filled, pcm.length - filled);
        }
        assertThat(filled).isEqualTo(pcm.length);
        return pcm;
    }

    @Test
    void recordsBothSidesIntoOneFile() throws Exception {
        serve(() -> new RecordBothSides(folder, PROMPT));

        ring(Caller.builder()
                .interruptAfter(Duration.ofSeconds(1), LONG)
                .say("I speak at the same time as you do")
                .pause(Duration.ofSeconds(8))
                .hangUp()
                .build());

        clock.advanceUntil(() -> !isEmpty(folder), LONG);
        try (Stream<Path> files = Files.list(folder)) {
            byte[] wav = Files.readAllBytes(files.toList().get(0));
            short[] caller = channel(wav, 0);
            short[] application = channel(wav, 1);
            assertThat(Sound.of(caller).audible()).isGreaterThan(Duration.ofSeconds(1));
            assertThat(Sound.of(application).similarityTo(Sound.of(Murmur.lasting(6000))))
                    .isGreaterThan(0.9);
        }
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static short[] channel(byte[] wav, int channel) {
        java.nio.ShortBuffer samples = java.nio.ByteBuffer.wrap(wav, 44, wav.length - 44)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
        short[] pcm = new short[samples.remaining() / 2];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = samples.get(2 * i + channel);
        }
        return pcm;
    }

    @Test
    void playsWhatBelongsToTheKey() throws Exception {
        serve(() -> new DtmfMenu(PROMPT, Map.of("1", () -> AudioSource.tone(700, Duration.ofSeconds(1), 8000))));

        SimulatedCall call = ring(Caller.builder()
                .interruptAfter(Duration.ofSeconds(1), LONG)
                .press("1")
                .pause(Duration.ofSeconds(4))
                .hangUp()
                .build());

        assertThatCall(call).heardTone(700).wasFreeOfViolations();
        assertThat(call.sound().audible()).as("the menu was cut short").isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void repeatsTheMenuThreeTimes() throws Exception {
        serve(() -> new DtmfMenu(() -> AudioSource.tone(700, Duration.ofSeconds(1), 8000), Map.of()));

        SimulatedCall call = ring(Caller.builder()
                .awaitListening(LONG)
                .pause(Duration.ofSeconds(40))
                .hangUp()
                .build());

        assertThat(call.sound().sections()).hasSize(3);
    }

    @Test
    void transfersWhenTheAnnouncementWasHeard() throws Exception {
        telnyx.whenDialed(Caller.builder()
                .answersAfter(Duration.ofSeconds(2))
                .pause(Duration.ofSeconds(3))
                .hangUp()
                .build());
        serve(
                StreamSettings.of(environment.mediaUrl().toString()),
                call -> new TransferToPerson(
                        call, "+15550100009", () -> AudioSource.tone(440, Duration.ofSeconds(1), 8000)),
                event -> {});

        SimulatedCall call = ring(Caller.builder()
                .awaitListening(LONG)
                .pause(Duration.ofMinutes(1))
                .hangUp()
                .build());

        assertThatCall(call)
                .commandsWere("answer", "transfer")
                .hadNoRefusedCommand()
                .heardTone(440);
        assertThat(call.sound().audible()).isBetween(Duration.ofMillis(900), Duration.ofMillis(1100));
        assertThat(telnyx.calls()).hasSize(2);
    }

    @Test
    void printsWhatIsSaid() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        serve(
                StreamSettings.of(environment.mediaUrl().toString()),
                call -> new StreamListener() {},
                new LiveTranscription(calls, lines::add));

        SimulatedCall call = ring(Caller.builder()
                .awaitListening(LONG)
                .say("I would like to order a pizza")
                .pause(Duration.ofSeconds(3))
                .hangUp()
                .build());

        assertThat(call.requests().stream().map(ReceivedRequest::command)).contains("transcription_start");
        assertThat(lines).contains("> I would like to order a pizza");
    }

    @Test
    void sendsAnMp3AsItIs() throws Exception {
        serve(
                SendMp3.settings(environment.mediaUrl().toString()),
                call -> new SendMp3(mp3OfThreeSeconds()),
                event -> {});

        SimulatedCall call = ring(Caller.builder()
                .awaitListening(LONG)
                .pause(Duration.ofSeconds(10))
                .hangUp()
                .build());

        assertThatCall(call).sawEvent(SimulatorEvent.Kind.MARK_RETURNED).wasFreeOfViolations();
        assertThat(at(call, SimulatorEvent.Kind.STREAM_STOPPED).minus(at(call, SimulatorEvent.Kind.STREAM_STARTED)))
                .as("closed when the three seconds were heard")
                .isBetween(Duration.ofMillis(2900), Duration.ofMillis(3500));
    }

    private static Duration at(SimulatedCall call, SimulatorEvent.Kind kind) {
        return call.events().stream()
                .filter(event -> event.kind() == kind)
                .findFirst()
                .orElseThrow()
                .sinceStart();
    }

    /** Frames of 417 bytes, 128 kbit/s at 44.1 kHz, with nothing in them. */
    private static byte[] mp3OfThreeSeconds() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int k = 0; k < 3 * 44_100 / 1152; k++) {
            byte[] frame = new byte[417];
            frame[0] = (byte) 0xFF;
            frame[1] = (byte) 0xFB;
            frame[2] = (byte) 0x90;
            file.writeBytes(frame);
        }
        return file.toByteArray();
    }

    @Test
    void letsTwoCallersHearEachOther() throws Exception {
        PartyLine line = new PartyLine();
        serve(line::newGuest);

        SimulatedCall quiet = telnyx.placeCall(Caller.builder()
                .awaitListening(LONG)
                .pause(Duration.ofSeconds(8))
                .hangUp()
                .build());
        SimulatedCall speaking = ring(Caller.builder()
                .awaitListening(LONG)
                .pause(Duration.ofSeconds(1))
                .speak(tone(500))
                .pause(Duration.ofSeconds(1))
                .hangUp()
                .build());
        assertThat(quiet.awaitEnd(LONG)).isPresent();

        assertThatCall(quiet).heardTone(500).wasFreeOfViolations();
        assertThatCall(speaking).heardNothing();
    }
}
