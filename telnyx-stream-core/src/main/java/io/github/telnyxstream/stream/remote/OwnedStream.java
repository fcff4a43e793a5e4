package io.github.telnyxstream.stream.remote;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.StreamStatistics;
import io.github.telnyxstream.stream.router.CommandHandler;
import io.github.telnyxstream.stream.router.Ownership;
import io.github.telnyxstream.stream.router.RoutedCommand;
import io.github.telnyxstream.stream.router.RouterReply.NotOwned;
import io.github.telnyxstream.stream.router.StreamRouter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** A stream of this node, as others may use it. Thread-safe. */
final class OwnedStream implements CommandHandler {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String OTHER = "other ";
    private static final int MOST_LISTENERS = 100;
    private static final int MOST_KEY_CHARS = 100;

    private final StreamSession session;
    private final RemoteActions actions;
    private final StreamRouter router;
    private final Duration timeout;
    private final Set<String> listeners = ConcurrentHashMap.newKeySet();
    private final Ownership ownership;
    private volatile boolean takenOver;

    OwnedStream(StreamSession session, String call, RemoteActions actions, StreamRouter router, Duration timeout) {
        this.session = session;
        this.actions = actions;
        this.router = router;
        this.timeout = timeout;
        this.ownership = router.own(RemoteStream.key(call), this);
    }

    @Override
    public CompletionStage<byte[]> handle(byte[] command) {
        RemoteMessage message = RemoteMessage.of(command);
        return act(message).thenApply(answer -> answer.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether another node has the call's stream. */
    boolean isTakenOver() {
        return takenOver;
    }

    @Override
    public void takenOver() {
        takenOver = true;
        actions.takenOver(session);
    }

    private CompletionStage<String> act(RemoteMessage message) {
        return switch (message.word()) {
            case "say" -> actions.say(session, message.argument());
            case "play" -> actions.play(session, message.argument());
            case "hangUp" -> actions.hangUp(session);
            case "interrupt" -> done(session.interrupt());
            case "hold" -> done(session.hold());
            case "resume" -> done(session.resume());
            case "close" -> {
                session.close();
                yield answer("");
            }
            case "statistics" -> answer(json(session.statistics()));
            case "diagnose" -> answer(session.diagnose());
            case "listen" -> listen(message.argument());
            default -> {
                if (message.word().startsWith(OTHER)) {
                    yield actions.other(session, message.word().substring(OTHER.length()), message.argument());
                }
                throw new IllegalArgumentException("the stream's node does not know what that is");
            }
        };
    }

    private static CompletionStage<String> answer(String text) {
        return CompletableFuture.completedFuture(text);
    }

    private static CompletionStage<String> done(boolean done) {
        if (!done) {
            throw new IllegalStateException("the stream has ended, or is not in a state for that");
        }
        return answer("");
    }

    private CompletionStage<String> listen(String key) {
        if (!key.startsWith(RemoteStream.LISTENER) || key.length() > MOST_KEY_CHARS) {
            throw new IllegalArgumentException("that is no listener");
        }
        if (listeners.size() >= MOST_LISTENERS) {
            throw new IllegalStateException(MOST_LISTENERS + " listen already");
        }
        listeners.add(key);
        return answer("");
    }

    /** Whoever does not listen any more is forgotten. */
    void tell(RemoteEvent event) {
        byte[] message = new RemoteMessage(event.kind().name(), event.text()).toBytes();
        for (String listener : listeners) {
            router.send(listener, RoutedCommand.of(message), timeout).thenAccept(reply -> {
                if (reply instanceof NotOwned) {
                    listeners.remove(listener);
                }
            });
        }
    }

    private static String json(StreamStatistics statistics) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("framesReceived", statistics.framesReceived());
            json.writeNumberField("framesLost", statistics.framesLost());
            json.writeNumberField("framesReordered", statistics.framesReordered());
            json.writeNumberField("framesDuplicated", statistics.framesDuplicated());
            json.writeNumberField("framesLate", statistics.framesLate());
            json.writeNumberField("framesDropped", statistics.framesDropped());
            json.writeNumberField("protocolProblems", statistics.protocolProblems());
            json.writeNumberField("framesSent", statistics.framesSent());
            json.writeNumberField("underruns", statistics.underruns());
            json.writeNumberField("listenerFailures", statistics.listenerFailures());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    void close() {
        ownership.close();
    }
}
