package io.github.telnyxstream.examples.guide;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.callcontrol.webhook.CallAnswered;
import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import io.github.telnyxstream.callcontrol.webhook.WebhookEvent;
import io.github.telnyxstream.callcontrol.webhook.WebhookHandler;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.dsp.Resampler;
import io.github.telnyxstream.examples.answeringmachine.Sounds;
import io.github.telnyxstream.server.StreamServer;
import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.Playback;
import io.github.telnyxstream.stream.PlaybackResult;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.access.StreamTokens;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.observation.Sound;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both sides of a call are understood, whatever codec the stream has in either direction. */
@TelnyxTest(virtualTime = true)
class CallInEveryCodecIT {
    private static final int PHONE_HZ = 8000;
    private static final double ALIKE = 0.85;
    private static final Duration LONG = Duration.ofMinutes(10);
    /** Two seconds that begin in the middle of a word. */
    private static final short[] APPLICATION = Arrays.copyOfRange(Sounds.bundled("greeting"), 2000, 18_000);

    private static final short[] CALLER = Arrays.copyOfRange(Sounds.bundled("caller"), 0, 16_000);

    private static final Caller CALL = Caller.builder()
            .awaitHeard(LONG)
            .speak(CALLER)
            .pause(Duration.ofSeconds(1))
            .hangUp()
            .build();

    /** Without the ends, where resamplers and codecs start and stop. */
    private static Sound middle(short[] speech) {
        return Sound.of(Arrays.copyOfRange(speech, 4000, 12_000));
    }

    /** Says its words, and keeps what it hears as a telephone would play it. */
    private static final class Talker implements StreamListener {
        final BlockingQueue<Playback> said = new LinkedBlockingQueue<>();
        final ConcurrentLinkedQueue<short[]> heard = new ConcurrentLinkedQueue<>();
        private Resampler down;

        @Override
        public void onStart(StreamSession session, StartEvent event) {
            int rateHz = session.inboundFormat().sampleRateHz();
            down = rateHz == PHONE_HZ ? null : Resampler.of(rateHz, PHONE_HZ);
            said.add(session.play(AudioSource.pcm(PHONE_HZ, APPLICATION)));
        }

        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            short[] pcm = frame.pcm();
            if (down == null) {
                heard.add(pcm.clone());
                return;
            }
            short[] phone = new short[down.maxOutputSamples(pcm.length)];
            heard.add(Arrays.copyOf(phone, down.process(pcm, 0, pcm.length, phone, 0)));
        }

        Sound sound() {
            int length = heard.stream().mapToInt(part -> part.length).sum();
            short[] all = new short[length];
            int at = 0;
            for (short[] part : heard) {
                System.arraycopy(part, 0, all, at, part.length);
                at += part.length;
            }
            return Sound.of(all);
        }
    }

    @ParameterizedTest(name = "{0} at {1} Hz")
    @CsvSource({
        "OPUS, 8000",
        "OPUS, 16000",
        "OPUS, 24000",
        "OPUS, 48000",
        "AMR_WB, 16000",
        "G722, 16000",
        "L16, 16000",
        "PCMA, 8000"
    })
    void isUnderstoodOnBothSides(
            Encoding codec, int rateHz, TelnyxSimulator telnyx, TelnyxEnvironment environment, ManualClock clock)
            throws Exception {
        MediaFormat format = MediaFormat.of(codec, rateHz);
        assumeIsThere(format);
        Talker talker = new Talker();
        StreamTokens tokens = StreamTokens.create();
        StreamAcceptor streams = StreamAcceptor.builder(() -> talker)
                .authenticator(tokens)
                .options(AcceptorOptions.builder()
                        .clock(clock)
                        .listenerExecutor(clock.executor())
                        .build())
                .build();
        try (CallControl calls = CallControl.builder(environment.apiKey())
                        .baseUrl(environment.baseUrl().toString())
                        .build();
                WebhookReceiver webhooks =
                        webhooks(environment, clock, event -> answer(event, calls, tokens, environment, format));
                StreamServer server = StreamServer.builder(streams)
                        .port(environment.port())
                        .streams("/media")
                        .webhooks("/webhook", webhooks)
                        .start()) {
            assertThat(server.port()).isEqualTo(environment.port());
            telnyx.streamsTo(streams);
            SimulatedCall call = telnyx.placeCall(CALL);

            assertThat(call.awaitEnd(LONG)).contains("normal_clearing");
            assertThatCall(call)
                    .wasAnswered()
                    .endedBy("caller")
                    .hadNoRefusedCommand()
                    .wasFreeOfViolations()
                    .wasFreeOfUnderruns()
                    .heard(middle(APPLICATION), ALIKE);
            assertThat(talker.sound().similarityTo(middle(CALLER)))
                    .as("what the application hears")
                    .isGreaterThan(ALIKE);
            PlaybackResult said =
                    talker.said.take().result().toCompletableFuture().join();
            assertThat(said.outcome()).isEqualTo(PlaybackResult.Outcome.PLAYED);
        }
    }

    private static void assumeIsThere(MediaFormat format) {
        try {
            AudioCodec.of(format);
        } catch (CodecException missing) {
            Assumptions.abort(format.encoding() + " is not tested here: " + missing.getMessage());
        }
    }

    private static WebhookReceiver webhooks(TelnyxEnvironment environment, ManualClock clock, WebhookHandler handler)
            throws Exception {
        InstantSource time = clock::instant;
        WebhookVerifier verifier = WebhookVerifier.builder()
                .key(environment.publicKey())
                .clock(time.withZone(ZoneOffset.UTC))
                .build();
        return WebhookReceiver.builder(verifier, handler)
                .executor(clock.executor())
                .nanoTime(clock::nanoTime)
                .build();
    }

    /** A rate of its own is none of answer's parameters, so that the stream is opened by a command of its own. */
    private static void answer(
            WebhookEvent event,
            CallControl calls,
            StreamTokens tokens,
            TelnyxEnvironment environment,
            MediaFormat format) {
        if (event instanceof CallInitiated call) {
            calls.call(call.callControlId()).answer(AnswerCommand.builder().build());
        } else if (event instanceof CallAnswered call) {
            StreamSettings settings = StreamSettings.builder(
                            environment.mediaUrl().toString())
                    .inboundEncoding(format.encoding())
                    .outboundFormat(format)
                    .build();
            calls.call(call.callControlId()).startStreaming(tokens.forStreamingStart(call.callControlId(), settings));
        }
    }
}
