package io.github.telnyxstream.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.stream.transport.Handshake;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Before the upgrade: who is let in, who is not, and what the engine is told of them. */
public interface HandshakeContract extends AdapterUnderTest {

    /**
     * An accepted connection is opened with its admission.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.HANDSHAKE)
    default void opensWhatWasAccepted() throws Exception {
        try (Bench bench = Bench.of(this);
                WebSocketClient client = bench.client()) {
            client.send("hello");
            Bench.await(() -> bench.socket().textCount() == 1);
            assertThat(bench.socket().texts()).containsExactly("hello");
        }
    }

    /**
     * A refused connection gets its HTTP status.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.HANDSHAKE)
    default void answersWithTheStatusOfTheRefusal() throws Exception {
        for (int status : List.of(401, 403, 503)) {
            try (Bench bench = Bench.of(this, RecordingAdmissions.refusing(status))) {
                assertThatThrownBy(bench::client)
                        .isInstanceOf(CompletionException.class)
                        .cause()
                        .asInstanceOf(InstanceOfAssertFactories.type(WebSocketHandshakeException.class))
                        .satisfies(refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(status));
                assertThat(bench.admissions().sockets()).isEmpty();
            }
        }
    }

    /**
     * A refused connection never becomes a WebSocket, whatever it sends.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.HANDSHAKE)
    default void neverSpeaksWebSocketWithTheRefused() throws Exception {
        try (Bench bench = Bench.of(this, RecordingAdmissions.refusing(401));
                RawClient client = RawClient.connect(bench.port())) {
            String answer = client.request("GET /media/x HTTP/1.1", RawClient.UPGRADE_HEADERS);
            assertThat(answer).startsWith("HTTP/1.1 401").doesNotContainIgnoringCase("Sec-WebSocket-Accept");
            client.sendInSpiteOfHangup(RawClient.TEXT, true, "let me in".getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            assertThat(client.readsCloseFrameBeforeTheEnd()).isFalse();
            assertThat(bench.admissions().sockets()).isEmpty();
        }
    }

    /**
     * Path, query, headers and address arrive as they were sent.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.HANDSHAKE)
    default void tellsPathQueryHeadersAndAddress() throws Exception {
        Map<String, String> headers = Map.of("x-telnyx-streaming-auth-token", "tok-7c1e9d");
        try (Bench bench = Bench.of(this);
                WebSocketClient client =
                        WebSocketClient.connect(bench.port(), "/media/a%20b/Tok_en-1?call=v3%3Aabc&x=%2F", headers)) {
            Handshake handshake = bench.socket().handshake();
            assertThat(handshake.path()).isEqualTo("/media/a%20b/Tok_en-1");
            assertThat(handshake.rawQuery()).isEqualTo("call=v3%3Aabc&x=%2F");
            assertThat(handshake.header("X-Telnyx-Streaming-Auth-Token")).isEqualTo("tok-7c1e9d");
            assertThat(handshake.remoteAddress()).contains("127.0.0.1");
            client.close(1000, "");
        }
    }

    /**
     * There is no query where none was sent.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.HANDSHAKE)
    default void tellsNoQueryWhenThereIsNone() throws Exception {
        try (Bench bench = Bench.of(this);
                WebSocketClient client = bench.client()) {
            assertThat(bench.socket().handshake().rawQuery()).isNull();
            client.close(1000, "");
        }
    }

    /**
     * Headers without a value, twice or in odd case do no harm.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.HANDSHAKE)
    default void bearsOddHeaders() throws Exception {
        try (Bench bench = Bench.of(this);
                RawClient client = RawClient.connect(bench.port())) {
            String answer = client.request(
                    "GET /media/x HTTP/1.1",
                    String.join("\r\n", RawClient.UPGRADE_HEADERS),
                    "X-Empty:",
                    "X-Twice: one",
                    "x-twice: two",
                    "X-TELNYX-streaming-auth-TOKEN: abc");
            assertThat(answer).startsWith("HTTP/1.1 101");
            Handshake handshake = bench.socket().handshake();
            assertThat(handshake.header("x-telnyx-streaming-auth-token")).isEqualTo("abc");
            assertThat(handshake.header("X-Twice")).startsWith("one");
        }
    }

    /**
     * A request that is no proper upgrade opens nothing and holds no place.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.HANDSHAKE)
    default void opensNothingWithoutProperUpgrade() throws Exception {
        try (Bench bench = Bench.of(this)) {
            try (RawClient plain = RawClient.connect(bench.port())) {
                assertThat(plain.request("GET /media/x HTTP/1.1", "Host: localhost"))
                        .matches("(?s)HTTP/1.1 4\\d\\d.*");
            }
            try (RawClient withoutKey = RawClient.connect(bench.port())) {
                String answer = withoutKey.request(
                        "GET /media/x HTTP/1.1",
                        "Host: localhost",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Version: 13");
                assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d.*");
            }
            Bench.await(() -> bench.admissions().placesHeld() == 0);
            assertThat(bench.admissions().sockets()).isEmpty();
        }
    }

    /**
     * What stands around a header's value is not part of it (RFC 9110, section 5.5).
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.HANDSHAKE)
    default void tellsHeadersWithoutTheSpaceAroundThem() throws Exception {
        try (Bench bench = Bench.of(this);
                RawClient client = RawClient.connect(bench.port())) {
            String answer = client.request(
                    "GET /media/x HTTP/1.1",
                    String.join("\r\n", RawClient.UPGRADE_HEADERS),
                    "x-telnyx-streaming-auth-token: \t tok-7c1e9d \t ");
            assertThat(answer).startsWith("HTTP/1.1 101");
            assertThat(bench.socket().handshake().header("x-telnyx-streaming-auth-token"))
                    .isEqualTo("tok-7c1e9d");
        }
    }

    /**
     * A client that speaks another version of WebSocket is told which one is spoken here (RFC 6455, section 4.4).
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.HANDSHAKE)
    default void tellsTheVersionThatItSpeaks() throws Exception {
        try (Bench bench = Bench.of(this);
                RawClient client = RawClient.connect(bench.port())) {
            String answer = client.request(
                    "GET /media/x HTTP/1.1",
                    "Host: localhost",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 12",
                    "Sec-WebSocket-Key: dGVsbnl4LXN0cmVhbS10cw==");
            assertThat(answer).startsWith("HTTP/1.1 426").containsPattern("(?i)\r\nSec-WebSocket-Version: ?13\r\n");
            Bench.await(() -> bench.admissions().placesHeld() == 0);
            assertThat(bench.admissions().sockets()).isEmpty();
        }
    }

    /**
     * A client that offers compression is let in without it: base64 of audio only costs memory when compressed.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.HANDSHAKE)
    default void takesNoCompression() throws Exception {
        try (Bench bench = Bench.of(this);
                RawClient client = RawClient.connect(bench.port())) {
            String answer = client.request(
                    "GET /media/x HTTP/1.1",
                    String.join("\r\n", RawClient.UPGRADE_HEADERS),
                    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits");
            assertThat(answer).startsWith("HTTP/1.1 101").doesNotContainIgnoringCase("permessage-deflate");
            client.sendText("plain");
            Bench.await(() -> bench.socket().textCount() == 1);
            assertThat(bench.socket().texts()).containsExactly("plain");
            try (SendLog sends = new SendLog(bench.socket(), n -> "a".repeat(1_000)).start(1)) {
                assertThat(client.readMessage().isCompressed()).isFalse();
                assertThat(sends.failed()).isZero();
            }
        }
    }

    /**
     * A client that offers sub-protocols is let in, with none of them or with one.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.HANDSHAKE)
    default void letsInWhoOffersSubProtocols() throws Exception {
        try (Bench bench = Bench.of(this);
                RawClient client = RawClient.connect(bench.port())) {
            String answer = client.request(
                    "GET /media/x HTTP/1.1",
                    String.join("\r\n", RawClient.UPGRADE_HEADERS),
                    "Sec-WebSocket-Protocol: audio.example.com, v2.audio.example.com");
            assertThat(answer).startsWith("HTTP/1.1 101");
            client.sendText("hello");
            Bench.await(() -> bench.socket().textCount() == 1);
        }
    }
}
