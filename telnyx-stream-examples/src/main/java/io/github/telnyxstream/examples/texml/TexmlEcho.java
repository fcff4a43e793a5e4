package io.github.telnyxstream.examples.texml;

import io.github.telnyxstream.callcontrol.texml.TexmlStream;
import io.github.telnyxstream.callcontrol.webhook.TexmlStreamStatus;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerificationException;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.server.StreamServer;
import io.github.telnyxstream.server.WebReply;
import io.github.telnyxstream.server.WebRequest;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.access.StreamTokens;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** An echo for a TeXML application: Telnyx asks what to do, and is answered with a document instead of commands. */
public final class TexmlEcho {

    private final String host;
    private final WebhookVerifier telnyx;
    private final StreamTokens tokens = StreamTokens.create();
    private final List<TexmlStreamStatus> statuses = new CopyOnWriteArrayList<>();

    TexmlEcho(String host, WebhookVerifier telnyx) {
        this.host = host;
        this.telnyx = telnyx;
    }

    public static void main(String[] args) throws IOException {
        String host = Objects.requireNonNull(System.getenv("PUBLIC_HOST"), "PUBLIC_HOST, such as voice.example.net");
        String key = Objects.requireNonNull(System.getenv("TELNYX_PUBLIC_KEY"), "TELNYX_PUBLIC_KEY");
        new TexmlEcho(host, WebhookVerifier.create(key)).start(8080);
    }

    StreamServer start(int port) throws IOException {
        StreamAcceptor acceptor =
                StreamAcceptor.builder(Echo::new).authenticator(tokens).build();
        return StreamServer.builder(acceptor).port(port).requests(this::answer).start();
    }

    private static final class Echo implements StreamListener {
        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            session.send(frame);
        }
    }

    private WebReply answer(WebRequest request) {
        try {
            return switch (request.path()) {
                case "/texml" -> instructions(request);
                case "/stream-status" -> status(request);
                default -> WebReply.of(404);
            };
        } catch (WebhookVerificationException stranger) {
            return WebReply.of(403);
        }
    }

    // snippet: texml
    private WebReply instructions(WebRequest request) throws WebhookVerificationException {
        telnyx.check(request.body(), request.headers());
        StreamSettings settings =
                tokens.forAnswer(callSid(request.body()), StreamSettings.of("wss://" + host + "/media"));
        TexmlStream stream = TexmlStream.builder(settings)
                .statusCallback("https://" + host + "/stream-status")
                .build();
        return WebReply.bytes(
                200, TexmlStream.CONTENT_TYPE, stream.connectDocument().getBytes(StandardCharsets.UTF_8));
    }

    private WebReply status(WebRequest request) throws WebhookVerificationException {
        TexmlStreamStatus status = TexmlStreamStatus.verify(telnyx, request.body(), request.headers());
        if (status.kind() == TexmlStreamStatus.Kind.FAILED) {
            tokens.revoke(status.callSid());
        }
        statuses.add(status);
        return WebReply.of(200);
    }
    // end of snippet

    private static String callSid(byte[] form) {
        return Stream.of(new String(form, StandardCharsets.UTF_8).split("&"))
                .filter(field -> field.startsWith("CallSid="))
                .map(field -> URLDecoder.decode(field.substring("CallSid=".length()), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("unknown");
    }

    List<TexmlStreamStatus> statuses() {
        return statuses;
    }
}
