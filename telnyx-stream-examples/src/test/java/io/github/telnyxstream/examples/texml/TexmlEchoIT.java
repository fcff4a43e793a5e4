package io.github.telnyxstream.examples.texml;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.webhook.TexmlStreamStatus.Kind;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.server.StreamServer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Telnyx's part is played by hand: the request for instructions, the stream, and a status callback. */
class TexmlEchoIT {

    private final HttpClient http = HttpClient.newHttpClient();
    private KeyPair keys;
    private TexmlEcho echo;
    private StreamServer server;

    @BeforeEach
    void start() throws Exception {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = keys.getPublic().getEncoded();
        String key =
                Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        echo = new TexmlEcho("voice.example.net", WebhookVerifier.create(key));
        server = echo.start(0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> post(String path, String form, boolean signed) throws Exception {
        String timestamp = String.valueOf(System.currentTimeMillis() / 1000);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(keys.getPrivate());
        signature.update((timestamp + "|" + (signed ? form : "another form")).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Telnyx-Timestamp", timestamp)
                .header("Telnyx-Signature-Ed25519", Base64.getEncoder().encodeToString(signature.sign()))
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void answersWithADocumentWhoseStreamItAdmits() throws Exception {
        HttpResponse<String> document = post("/texml", "CallSid=v3%3Acall&From=%2B15550100001", true);

        assertThat(document.statusCode()).isEqualTo(200);
        assertThat(document.headers().firstValue("Content-Type")).contains("application/xml; charset=utf-8");
        Element stream = (Element) DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(document.body().getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName("Stream")
                .item(0);
        assertThat(stream.getParentNode().getNodeName()).isEqualTo("Connect");
        assertThat(stream.getAttribute("bidirectionalMode")).isEqualTo("rtp");
        URI url = URI.create(stream.getAttribute("url"));
        WebSocket media = http.newWebSocketBuilder()
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + server.port() + url.getRawPath()), new WebSocket.Listener() {})
                .join();
        media.abort();
        assertThat(post("/texml", "CallSid=v3%3Acall", false).statusCode()).isEqualTo(403);
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
