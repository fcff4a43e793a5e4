package io.github.telnyxstream.stream.router;

import io.github.telnyxstream.stream.router.Envelope.Answer;
import io.github.telnyxstream.stream.router.Envelope.Claim;
import io.github.telnyxstream.stream.router.Envelope.Command;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One key that this node wants to own. Who owns it is decided by the order of the claims in the key's topic, which is the
 * same for everybody: the last claim wins, and a command belongs to whoever had the last claim before it. So two nodes
 * never handle the same command, although both hear it. Thread-safe; commands are handled one after the other.
 */
final class OwnedKey implements Ownership {
    private static final Logger log = LoggerFactory.getLogger(OwnedKey.class);

    private enum State {
        CLAIMING,
        HELD,
        TAKEN_OVER,
        CLOSED
    }

    private final BusRouter router;
    private final String topic;
    private final CommandHandler handler;
    private final HandledCommands handled;
    private final UUID owner = UUID.randomUUID();
    private final long sinceMillis;
    private State state = State.CLAIMING;
    private MessageBus.@Nullable Subscription subscription;
    private CompletionStage<?> lastHandled = CompletableFuture.completedFuture(null);

    OwnedKey(BusRouter router, String topic, CommandHandler handler, HandledCommands handled, long sinceMillis) {
        this.router = router;
        this.topic = topic;
        this.handler = handler;
        this.handled = handled;
        this.sinceMillis = sinceMillis;
    }

    String topic() {
        return topic;
    }

    /** Says to everybody whose key it is; renewed when the engine was away and messages may have been lost. */
    byte[] claim(boolean renewed) {
        return new Claim(owner, sinceMillis, renewed).toBytes();
    }

    /** Whether there is nobody yet who would have to be told that it is taken over or closed. */
    synchronized boolean isWanted() {
        return state == State.CLAIMING || state == State.HELD;
    }

    void subscribed(MessageBus.Subscription made) {
        synchronized (this) {
            if (state != State.CLOSED && state != State.TAKEN_OVER) {
                subscription = made;
                return;
            }
        }
        made.end();
    }

    void receive(byte[] message) {
        Envelope envelope = Envelope.of(message);
        if (envelope instanceof Claim claim) {
            receive(claim);
        } else if (envelope instanceof Command command) {
            receive(command);
        }
    }

    private void receive(Claim claim) {
        MessageBus.Subscription over;
        synchronized (this) {
            if (claim.owner().equals(owner)) {
                state = state == State.CLAIMING ? State.HELD : state;
                return;
            }
            if (state != State.HELD || (claim.renewed() && isOlder(claim))) {
                return;
            }
            state = State.TAKEN_OVER;
            over = subscription;
            subscription = null;
        }
        if (over != null) {
            over.end();
        }
        router.forget(this);
        router.run(handler::takenOver);
    }

    /** A claim that is renewed is not the newest for that: the later owner wins, and the greater id between equals. */
    private boolean isOlder(Claim claim) {
        int order = Long.compare(claim.sinceMillis(), sinceMillis);
        return order == 0 ? claim.owner().compareTo(owner) < 0 : order < 0;
    }

    private void receive(Command command) {
        synchronized (this) {
            if (state != State.HELD) {
                return;
            }
            CompletionStage<?> before = lastHandled;
            lastHandled = handled.answer(
                            command.id(),
                            () -> before.handle((done, failed) -> null)
                                    .thenComposeAsync(ready -> handle(command), router.executor()))
                    .thenAccept(answer -> router.publish(command.replyTopic(), answer));
        }
    }

    @SuppressWarnings("CatchingUnchecked") // the application's code: whatever it throws, the sender gets an answer
    private CompletionStage<Answer> handle(Command command) {
        CompletionStage<byte[]> handling;
        try {
            handling = handler.handle(command.body());
        } catch (Exception | Error broken) {
            handling = CompletableFuture.failedFuture(broken);
        }
        return handling.handle((body, failure) -> {
            if (failure != null) {
                log.warn("A routed command was refused: {}", command.id(), failure);
                return refusal(command.id(), reason(failure));
            }
            return body.length > StreamRouter.MAX_BYTES
                    ? refusal(command.id(), "the answer has " + body.length + " bytes, more than are sent")
                    : new Answer(command.id(), false, body);
        });
    }

    private static Answer refusal(UUID id, String reason) {
        return new Answer(id, true, reason.getBytes(StandardCharsets.UTF_8));
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    @Override
    public synchronized boolean isHeld() {
        return state == State.HELD;
    }

    @Override
    public void close() {
        MessageBus.Subscription over;
        synchronized (this) {
            state = state == State.TAKEN_OVER ? state : State.CLOSED;
            over = subscription;
            subscription = null;
        }
        if (over != null) {
            over.end();
        }
        router.forget(this);
    }
}
