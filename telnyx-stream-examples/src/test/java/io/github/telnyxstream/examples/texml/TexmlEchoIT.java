package io.github.telnyxstream.examples.texml;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.callcontrol.webhook.TexmlStreamStatus.Kind;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.server.StreamServer;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.Murmur;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import io.github.telnyxstream.testkit.simulator.webhook.WebhookKey;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/**
 * The forms of TeXML are sent by hand, as the simulator knows commands only. The call, its stream and who speaks on it are the
 * simulator's.
 */
@TelnyxTest
class TexmlEchoIT {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final HttpClient http = HttpClient.newHttpClient();
    private final WebhookKey key = WebhookKey.create();
    private TexmlEcho echo;
    private StreamServer server;

    @BeforeEach
    void start(TelnyxEnvironment environment) throws Exception {
        echo = new TexmlEcho("voice.example.net", WebhookVerifier.create(key.publicKey()));
        server = echo.start(environment.port());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> post(String path, String form, boolean signed) throws Exception {
        String timestamp = String.valueOf(System.currentTimeMillis() / 1000);
        byte[] body = (signed ? form : "another form").getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Telnyx-Timestamp", timestamp)
                .header("Telnyx-Signature-Ed25519", key.sign(timestamp, body))
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void answersWithADocumentWhoseStreamItAdmits(TelnyxSimulator telnyx, TelnyxEnvironment environment)
            throws Exception {
        SimulatedCall call = telnyx.placeCall(Caller.builder()
                .awaitListening(LONG)
                .speak(Murmur.lasting(1000))
                .build());
        String callSid = URLEncoder.encode(call.callControlId(), StandardCharsets.UTF_8);
        HttpResponse<String> document = post("/texml", "CallSid=" + callSid + "&From=%2B15550100001", true);

        assertThat(document.statusCode()).isEqualTo(200);
        assertThat(document.headers().firstValue("Content-Type")).contains("application/xml; charset=utf-8");
        Element stream = (Element) DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(document.body().getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName("Stream")
                .item(0);
        assertThat(stream.getParentNode().getNodeName()).isEqualTo("Connect");
        assertThat(stream.getAttribute("bidirectionalMode")).isEqualTo("rtp");
        assertThat(telnyx.forgeStream(media("/media")).join()).isEqualTo(401);
        answer(call, environment, media(URI.create(stream.getAttribute("url")).getRawPath()));
        Eventually.until(() -> call.sound().audible().compareTo(LOOK) > 0);
        assertThatCall(call).sawEvent(SimulatorEvent.Kind.STREAM_STARTED).wasFreeOfViolations();
        assertThat(post("/texml", "CallSid=" + callSid, false).statusCode()).isEqualTo(403);
    }

    private URI media(String path) {
        return URI.create("ws://127.0.0.1:" + server.port() + path);
    }

    /** What Telnyx makes of the document. */
    private static void answer(SimulatedCall call, TelnyxEnvironment environment, URI stream) {
        try (CallControl calls = CallControl.builder(environment.apiKey())
                .baseUrl(environment.baseUrl().toString())
                .build()) {
            calls.call(call.callControlId())
                    .answer(AnswerCommand.builder().stream(StreamSettings.of(stream.toString()))
                            .build());
        }
    }

    @Test
    void hearsHowTheStreamIsFromTelnyxOnly() throws Exception {
        String failed = "StreamEvent=stream-error&CallSid=v3%3Acall&StreamSid=s&StreamError=Connection+timeout";

        assertThat(post("/stream-status", failed, false).statusCode()).isEqualTo(403);
        assertThat(post("/stream-status", failed, true).statusCode()).isEqualTo(200);

        assertThat(echo.statuses()).singleElement().satisfies(status -> {
            assertThat(status.kind()).isEqualTo(Kind.FAILED);
            assertThat(status.error()).isEqualTo("Connection timeout");
        });
    }
}
