package io.github.telnyxstream.examples.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.callcontrol.command.CallCommand;
import io.github.telnyxstream.callcontrol.command.GenericCommand;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerificationException;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.examples.answeringmachine.Sounds;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.java_websocket.WebSocket;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** Answers with a stream, and does one thing wrong, unless its weakness is to do or say nothing. */
final class WrongApplication extends WebSocketServer {
    private static final byte[] HEADER = "RIFF....WAVEfmt ".getBytes(StandardCharsets.US_ASCII);

    private static final int FRAMES_SPOKEN = 100;

    /** What it does wrong. */
    enum Weakness {
        NOTHING,
        SAYS_NOTHING,
        SENDS_10_MS_AT_ONCE,
        SENDS_A_FILE_HEADER,
        SENDS_ANOTHER_CODEC,
        SENDS_FAR_AHEAD,
        SENDS_TOO_SLOWLY,
        SENDS_BINARY_MESSAGES,
        NAMES_NO_MARK,
        MISSPELLS_CLEAR,
        TALKS_ON_WHEN_INTERRUPTED,
        MARKS_BEFORE_IT_SPEAKS,
        USES_A_NAME_TWICE,
        MARKS_EVERY_FRAME,
        CLEARS_BEFORE_EVERY_FRAME,
        CLEARS_AND_TALKS_ON,
        SENDS_ON_AFTER_STOP,
        READS_TOO_SLOWLY,
        LEAVES_A_WEBHOOK_UNANSWERED,
        ANSWERS_A_CALL_TWICE,
        ANSWERS_A_WEBHOOK_WITH_404,
        FAILS_WHEN_THE_CALL_IS_OVER,
        SENDS_A_COMMAND_THAT_TELNYX_REFUSES,
        BREAKS_AT_AN_UNKNOWN_EVENT,
        HANGS_UP_AT_AN_UNKNOWN_EVENT,
        HANGS_UP_AT_ODD_SHAPES,
        BREAKS_AT_A_KEY,
        TAKES_NO_SECOND_STREAM,
        STUMBLES_AT_THE_SECOND_SENTENCE,
        CLOSES_WITH_AN_ERROR_CODE,
        BELIEVES_STRANGERS,
        BELIEVES_OLD_WEBHOOKS,
        LEAVES_THE_STREAM_OPEN,
        ANSWERS_AND_NO_MORE,
        READS_FLAT_WEBHOOKS,
        ANSWERS_NOT_AT_ALL,
        FAILS_IN_THE_FIRST_CALL
    }

    /** The simulator's, the same in every run. */
    private static final String PUBLIC_KEY = "UoFwdw3l5ErP84vjxtPKQbiq//7RqoEpD3v1w9bM6kw=";

    /** Where in the greeting somebody speaks. */
    static final int VOICED = 2400;

    private static final int LOUD = 1500;
    private static final int FRAMES_BETWEEN_SENTENCES = 25;

    private final Weakness weakness;
    private final WebhookVerifier verifier;
    private final CallControl telnyx;
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final BadManners manners;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer webhooks;
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private volatile String callId = "";
    private volatile int streams;
    private int mediaMessages;
    private int starts;
    private int sentences;
    private int quietFrames = FRAMES_BETWEEN_SENTENCES;

    WrongApplication(Weakness weakness, int api) throws Exception {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.weakness = weakness;
        manners = new BadManners(weakness, ended);
        verifier = WebhookVerifier.builder()
                .key(PUBLIC_KEY)
                .tolerance(Duration.ofSeconds(weakness == Weakness.BELIEVES_OLD_WEBHOOKS ? 3600 : 300))
                .build();
        telnyx = CallControl.builder("KEYsimulator")
                .baseUrl("http://127.0.0.1:" + api + "/v2")
                .build();
        setDaemon(true);
        start();
        started.await();
        webhooks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhooks.setExecutor(threads);
        webhooks.createContext("/webhook", this::webhook);
        webhooks.start();
    }

    String webhook() {
        return "http://127.0.0.1:" + webhooks.getAddress().getPort() + "/webhook";
    }

    private void webhook(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        String body = new String(bytes, StandardCharsets.UTF_8);
        if (weakness != Weakness.BELIEVES_STRANGERS && !isGenuine(bytes, exchange.getRequestHeaders())) {
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
            return;
        }
        boolean isAnswered = body.contains("\"call.answered\"");
        if (weakness == Weakness.LEAVES_A_WEBHOOK_UNANSWERED && isAnswered) {
            hangUntilTheEnd();
        }
        int status = weakness == Weakness.ANSWERS_A_WEBHOOK_WITH_404 && isAnswered
                ? 404
                : body.contains("\"call.hangup\"") ? statusAtTheEnd() : 200;
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
        boolean isNew =
                seen.add(new ObjectMapper().readTree(body).at("/data/id").asText());
        boolean isReadable = weakness != Weakness.READS_FLAT_WEBHOOKS
                || new ObjectMapper().readTree(body).at("/data/call_control_id").isTextual();
        if ((isNew || weakness == Weakness.ANSWERS_A_CALL_TWICE)
                && isReadable
                && body.contains("\"call.initiated\"")
                && weakness != Weakness.ANSWERS_NOT_AT_ALL) {
            answer(body.replaceFirst("(?s).*\"call_control_id\":\"([^\"]+)\".*", "$1"));
        }
    }

    private boolean isGenuine(byte[] body, Headers headers) {
        try {
            return verifier.check(body, headers::getFirst).isAfter(Instant.EPOCH);
        } catch (WebhookVerificationException stranger) {
            return false;
        }
    }

    private void hangUntilTheEnd() {
        try {
            ended.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private int statusAtTheEnd() {
        return weakness == Weakness.FAILS_WHEN_THE_CALL_IS_OVER
                ? 500
                : weakness == Weakness.FAILS_IN_THE_FIRST_CALL && answered.size() == 1 ? 404 : 200;
    }

    private boolean isFirst(String call) {
        return answered.add(call);
    }

    private void answer(String call) {
        callId = call;
        if (!isFirst(call)) {
            assertThatThrownBy(() -> telnyx.call(call).answer()).hasMessageContaining("10027");
            return;
        }
        if (weakness == Weakness.ANSWERS_AND_NO_MORE) {
            telnyx.call(call).answer();
            return;
        }
        telnyx.call(call)
                .answer(AnswerCommand.builder().stream(StreamSettings.of("ws://127.0.0.1:" + getPort()))
                        .build());
        if (weakness == Weakness.SENDS_A_COMMAND_THAT_TELNYX_REFUSES) {
            CallCommand odd =
                    GenericCommand.builder("send_dtmf").parameter("digits", "x").build();
            assertThatThrownBy(() -> telnyx.call(call).send(odd)).hasMessageContaining("90014");
            telnyx.call(call).hangup();
        }
    }

    @Override
    public void onMessage(WebSocket socket, String message) {
        if (message.contains("\"event\":\"start\"")) {
            starts++;
            begun(socket);
        } else if (message.contains("\"event\":\"stop\"")) {
            stopped(socket);
        } else if (message.contains("\"event\":\"media\"")) {
            mediaMessages++;
            media(socket, message);
        } else if (message.contains("\"event\":\"dtmf\"") && weakness == Weakness.BREAKS_AT_A_KEY) {
            socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, "");
        } else if (message.contains("\"event\":\"weather\"")) {
            if (weakness == Weakness.BREAKS_AT_AN_UNKNOWN_EVENT) {
                socket.close(CloseFrame.UNEXPECTED_CONDITION);
            } else if (weakness == Weakness.HANGS_UP_AT_AN_UNKNOWN_EVENT) {
                telnyx.call(callId).hangup();
            }
        }
    }

    /** What is wrong comes first, so that whoever hears the greeting has been sent it. */
    private void begun(WebSocket socket) {
        switch (weakness) {
            case CLOSES_WITH_AN_ERROR_CODE -> socket.close(CloseFrame.UNEXPECTED_CONDITION);
            case SAYS_NOTHING, SENDS_10_MS_AT_ONCE, SENDS_TOO_SLOWLY ->
                assertThat(mediaMessages).isZero();
            case SENDS_FAR_AHEAD -> say(socket, speech(MediaFormat.PCMU, 20));
            case TALKS_ON_WHEN_INTERRUPTED -> say(socket, speech(MediaFormat.PCMU, 5));
            // with a second of silence behind it, which is what tells the laws apart
            case SENDS_ANOTHER_CODEC -> say(socket, speech(MediaFormat.PCMA, 3));
            default -> {
                oddMessage(socket);
                if (!manners.talksFrameByFrame()) {
                    say(socket, speech(MediaFormat.PCMU, 2));
                }
            }
        }
    }

    /** The close frame is not read before this returns. */
    private void stopped(WebSocket socket) {
        manners.stopped(socket);
        if (weakness == Weakness.LEAVES_THE_STREAM_OPEN) {
            hangUntilTheEnd();
        }
    }

    private void oddMessage(WebSocket socket) {
        switch (weakness) {
            case SENDS_A_FILE_HEADER -> {
                byte[] wav = Arrays.copyOf(HEADER, 320);
                Arrays.fill(wav, HEADER.length, wav.length, (byte) 0xFF);
                say(socket, wav);
            }
            case SENDS_BINARY_MESSAGES -> socket.send(new byte[160]);
            case NAMES_NO_MARK -> socket.send("{\"event\":\"mark\",\"mark\":\"greeting\"}");
            case MISSPELLS_CLEAR -> socket.send("{\"event\":\"Clear\"}");
            case MARKS_BEFORE_IT_SPEAKS -> BadManners.mark(socket, "greeting");
            case USES_A_NAME_TWICE -> {
                say(socket, speech(MediaFormat.PCMU, 1));
                BadManners.mark(socket, "said");
                BadManners.mark(socket, "said");
            }
            case HANGS_UP_AT_ODD_SHAPES -> {
                if (starts > 1) {
                    telnyx.call(callId).hangup();
                }
            }
            default -> assertThat(socket.isOpen()).isTrue();
        }
    }

    private void media(WebSocket socket, String message) {
        boolean listens = weakness == Weakness.STUMBLES_AT_THE_SECOND_SENTENCE || manners.talksFrameByFrame();
        boolean isLoud = listens && isLoud(message.replaceFirst("(?s).*\"payload\":\"([^\"]*)\".*", "$1"));
        manners.frame(socket, isLoud);
        count(isLoud);
        if (weakness == Weakness.STUMBLES_AT_THE_SECOND_SENTENCE && sentences == 2) {
            socket.close(CloseFrame.UNEXPECTED_CONDITION);
        }
        if (mediaMessages > FRAMES_SPOKEN) {
            return;
        }
        if (weakness == Weakness.SENDS_10_MS_AT_ONCE) {
            say(socket, Arrays.copyOfRange(speech(MediaFormat.PCMU, 1), VOICED, VOICED + 80));
        } else if (weakness == Weakness.SENDS_TOO_SLOWLY && mediaMessages % 2 == 0) {
            say(socket, Arrays.copyOfRange(speech(MediaFormat.PCMU, 1), VOICED, VOICED + 160));
        }
    }

    private static boolean isLoud(String payload) {
        byte[] bytes = Base64.getDecoder().decode(payload);
        short[] pcm = new short[bytes.length];
        assertThat(AudioCodec.of(MediaFormat.PCMU).decode(bytes, 0, bytes.length, pcm, 0))
                .isEqualTo(pcm.length);
        return IntStream.range(0, pcm.length).anyMatch(i -> Math.abs(pcm[i]) > LOUD);
    }

    private void count(boolean isLoud) {
        if (isLoud && quietFrames >= FRAMES_BETWEEN_SENTENCES) {
            sentences++;
        }
        quietFrames = isLoud ? 0 : quietFrames + 1;
    }

    static void say(WebSocket socket, byte[] payload) {
        socket.send("{\"event\":\"media\",\"media\":{\"payload\":\""
                + Base64.getEncoder().encodeToString(payload) + "\"}}");
    }

    /** So many seconds: speech, and silence in the last of them. */
    static byte[] speech(MediaFormat law, int seconds) {
        short[] words = Sounds.bundled("greeting");
        short[] pcm = new short[seconds * 8000];
        for (int i = 0; i < pcm.length - (seconds > 1 ? 8000 : 0); i++) {
            pcm[i] = words[i % words.length];
        }
        byte[] bytes = new byte[pcm.length];
        assertThat(AudioCodec.of(law).encode(pcm, 0, pcm.length, bytes, 0)).isEqualTo(bytes.length);
        return bytes;
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {
        streams++;
        if (weakness == Weakness.TAKES_NO_SECOND_STREAM && streams > 1) {
            socket.close(CloseFrame.POLICY_VALIDATION);
        }
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
        assertThat(socket.isOpen()).isFalse();
    }

    @Override
    public void onError(WebSocket socket, Exception broken) {
        throw new AssertionError(broken);
    }

    void end() throws InterruptedException {
        ended.countDown();
        manners.end();
        webhooks.stop(0);
        stop();
        telnyx.close();
        threads.shutdown();
    }
}
