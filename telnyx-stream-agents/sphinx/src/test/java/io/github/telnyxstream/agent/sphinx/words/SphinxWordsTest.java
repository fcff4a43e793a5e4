package io.github.telnyxstream.agent.sphinx.words;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.codec.wav.WavReader;
import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.observation.Sound;
import io.github.telnyxstream.testkit.observation.SpeechWords;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The assertion of a simulated call hears words, with speech of a synthetic voice on a telephone line. */
class SphinxWordsTest {
    private static final String SAID = "What are your opening hours? I want to leave a message!";

    @Test
    void isFoundOnThePath() {
        assertThat(SpeechWords.installed()).isInstanceOf(SphinxWords.class);
    }

    @Test
    void hearsWhatAnApplicationSaysInACallAndNothingElse() throws Exception {
        SimulatedCall call = callThatHears(speech("hours"), new short[Sound.RATE_HZ], speech("message-deeper"));

        assertThatCall(call).heardWords(SAID, 1.0);
        assertThatThrownBy(() -> assertThatCall(call).heardWords("This bakery sells wonderful bread on Sunday", 0.2))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("understood was \"\"");
    }

    @Test
    void listensForWordsThatTheDictionaryHas() throws Exception {
        assertThat(ExpectedText.words("It's Kxyzzy-Corp, 24 hours: Grüß Gott!"))
                .containsExactly("it's", "corp", "hours", "gott");
        assertThat(new SphinxWords().in(Sound.of(speech("hours")), "Kxyzzy 24")).isEmpty();
        assertThat(ExpectedText.grammar(List.of("two", "words")))
                .contains("public <phrase> = <from0> | <from1>;", "<from0> = two [<from1>];", "<from1> = words;");
    }

    private static SimulatedCall callThatHears(short[]... parts) throws Exception {
        ManualClock clock = new ManualClock();
        StreamListener speaker = new StreamListener() {
            @Override
            public void onStart(StreamSession session, StartEvent event) {
                session.play(AudioSource.pcm(Sound.RATE_HZ, joined(parts)));
            }
        };
        HttpServer webhooks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhooks.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        webhooks.start();
        try (StreamAcceptor acceptor = StreamAcceptor.builder(() -> speaker)
                        .options(AcceptorOptions.builder()
                                .clock(clock)
                                .listenerExecutor(clock.executor())
                                .build())
                        .build();
                TelnyxSimulator telnyx = TelnyxSimulator.builder()
                        .clock(clock)
                        .seed(1)
                        .streamsTo(acceptor)
                        .webhookUrl(URI.create(
                                "http://127.0.0.1:" + webhooks.getAddress().getPort() + "/webhook"))
                        .start()) {
            telnyx.whenDialed(
                    Caller.builder().pause(Duration.ofSeconds(8)).hangUp().build());
            dial(telnyx);
            SimulatedCall call = telnyx.calls().get(0);
            assertThat(call.awaitEnd(Duration.ofMinutes(1))).isPresent();
            return call;
        } finally {
            webhooks.stop(0);
        }
    }

    private static void dial(TelnyxSimulator telnyx) throws Exception {
        HttpRequest dial = HttpRequest.newBuilder(URI.create(telnyx.baseUrl() + "/calls"))
                .header("authorization", "Bearer KEYsimulator")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"connection_id\":\"1\",\"from\":\"+15550100002\",\"to\":\"+15550100007\","
                                + "\"stream_url\":\"ws://here/media\",\"stream_bidirectional_mode\":\"rtp\","
                                + "\"stream_bidirectional_target_legs\":\"self\"}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(dial, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    private static short[] joined(short[]... parts) {
        short[] all =
                new short[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (short[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static short[] speech(String name) throws IOException {
        try (WavReader reader = WavReader.open(
                Objects.requireNonNull(SphinxWordsTest.class.getResourceAsStream("../" + name + ".wav"), name))) {
            short[] pcm = new short[(int) reader.lengthFrames()];
            int read = 0;
            for (int count = 0; count >= 0 && read < pcm.length; read += Math.max(0, count)) {
                count = reader.read(pcm, read, pcm.length - read);
            }
            return pcm;
        }
    }
}
