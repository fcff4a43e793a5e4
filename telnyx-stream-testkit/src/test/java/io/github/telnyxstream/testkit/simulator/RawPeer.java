package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The application's end of streams, without an engine: sees every message as it is. For tests in virtual time. */
final class RawPeer implements Admissions {
    private static final ObjectMapper JSON = new ObjectMapper();

    final List<String> texts = new ArrayList<>();
    final List<Integer> closes = new ArrayList<>();
    final List<StreamTransport> sockets = new ArrayList<>();
    /** Pings and pongs. */
    int signs;
    /** What the application does about it. */
    Consumer<String> onText = text -> {};

    @Override
    public CompletionStage<Admission> authorise(Handshake handshake) {
        return CompletableFuture.completedFuture(new Admission() {
            @Override
            public boolean isAccepted() {
                return true;
            }

            @Override
            public int httpStatus() {
                return 101;
            }

            @Override
            public TransportListener open(StreamTransport transport) {
                sockets.add(transport);
                return new Ear();
            }

            @Override
            public void abandon() {}
        });
    }

    private final class Ear implements TransportListener {
        @Override
        public void onText(String message) {
            texts.add(message);
            onText.accept(message);
        }

        @Override
        public void onBinary(int lengthBytes) {
            throw new AssertionError("Telnyx sends no binary messages");
        }

        @Override
        public void onSignOfLife() {
            signs++;
        }

        @Override
        public void onClose(int code, String reason) {
            closes.add(code);
        }

        @Override
        public void onError(Throwable cause) {
            throw new AssertionError(cause);
        }
    }

    List<JsonNode> events(String event) {
        List<JsonNode> found = new ArrayList<>();
        for (String text : texts) {
            try {
                JsonNode json = JSON.readTree(text);
                if (json.path("event").asText().equals(event)) {
                    found.add(json);
                }
            } catch (IOException noJson) {
                if (event.isEmpty()) {
                    found.add(JSON.getNodeFactory().textNode(text));
                }
            }
        }
        return found;
    }

    void say(String json) {
        sockets.get(sockets.size() - 1)
                .sendText(
                        OutgoingMessage.ofUtf8(json.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        new SendCallback() {
                            @Override
                            public void sent() {}

                            @Override
                            public void failed(Throwable cause) {
                                throw new AssertionError(cause);
                            }
                        });
    }

    /** Sends so much sound in one message. */
    void saySound(short[] pcm) {
        say(FakeApplication.media(Speech.encode(pcm, MediaFormat.PCMU)));
    }
}
