package io.github.telnyxstream.stream.router;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.stream.router.Envelope.Answer;
import io.github.telnyxstream.stream.router.Envelope.Claim;
import io.github.telnyxstream.stream.router.Envelope.Command;
import io.github.telnyxstream.stream.router.Envelope.Standing;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One key that this node wants to own. Who owns it is decided by the order of the claims in the key's topic, which is the
 * same for everybody: the last claim wins, and a command belongs to whoever had the last claim before it. So two nodes
 * never handle the same command, although both hear it. Thread-safe; commands are handled one after the other.
 */
final class OwnedKey implements Ownership {
    private static final byte[] NOTHING = {};

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
    /** Another one for each attempt, so that an earlier one which comes late makes no owner. */
    @GuardedBy("this")
    private UUID owner = UUID.randomUUID();

    private final long sinceMillis;

    @GuardedBy("this")
    private State state = State.CLAIMING;
    /** Cut off since it became the owner: it may have missed a newer claim. */
    @GuardedBy("this")
    private boolean interrupted;
    /** It has not heard its own renewal yet: neither may the others. */
    @GuardedBy("this")
    private boolean renewing;

    @GuardedBy("this")
    private MessageBus.@Nullable Subscription subscription;

    private final CompletableFuture<Void> held = new CompletableFuture<>();

    @GuardedBy("this")
    private CompletionStage<Void> lastBegun = CompletableFuture.completedFuture(null);

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

    /** Says to everybody whose key it is, for the first time; null when it has been heard, or is wanted no more. */
    synchronized byte @Nullable [] claim() {
        if (state != State.CLAIMING) {
            return null;
        }
        owner = UUID.randomUUID();
        return claim(Standing.NEW);
    }

    /** The node was cut off, when messages may have been lost: whether there is something to say again. */
    synchronized boolean interrupted() {
        interrupted = true;
        renewing = state == State.HELD;
        return renewing;
    }

    /** Says it again; null when that has been heard, or is wanted no more. */
    synchronized byte @Nullable [] claimAgain() {
        return renewing && state == State.HELD ? claim(Standing.RENEWED) : null;
    }

    void renewed() {
        handler.renewed();
    }

    @GuardedBy("this")
    private byte[] claim(Standing standing) {
        return new Claim(owner, sinceMillis, standing).toBytes();
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
        MessageBus.Subscription over = null;
        byte[] objection = null;
        boolean mine;
        synchronized (this) {
            mine = claim.owner().equals(owner);
            if (mine && state == State.CLAIMING) {
                state = State.HELD;
                interrupted = false;
            } else if (mine) {
                renewing = false;
                return;
            } else if (state == State.HELD) {
                objection = objection(claim);
                if (objection == null) {
                    state = State.TAKEN_OVER;
                    over = subscription;
                    subscription = null;
                }
            } else {
                return;
            }
        }
        if (mine) {
            router.run(() -> held.complete(null));
        } else if (objection != null) {
            router.object(this, objection);
        } else {
            end(over);
            router.forget(this);
            router.run(handler::takenOver);
        }
    }

    private static void end(MessageBus.@Nullable Subscription over) {
        if (over != null) {
            over.end();
        }
    }

    /**
     * What to say to a claim that is older than ours, so that its owner learns of it; null for one that has to be obeyed.
     * Clocks decide only between two owners that were both cut off: else whoever was not has the newer claim, because it would
     * have heard of a later one.
     */
    @GuardedBy("this")
    private byte @Nullable [] objection(Claim claim) {
        return switch (claim.standing()) {
            case NEW -> null;
            case RENEWED -> {
                if (!interrupted) {
                    yield claim(Standing.UNINTERRUPTED);
                }
                yield isOlder(claim) ? claim(Standing.RENEWED) : null;
            }
            // the two have heard each other's claims: an objection that is late, and nothing to answer
            case UNINTERRUPTED -> interrupted ? null : NOTHING;
        };
    }

    /** The later owner wins, and the greater id between equals. */
    @GuardedBy("this")
    private boolean isOlder(Claim claim) {
        int order = Long.compare(claim.sinceMillis(), sinceMillis);
        return order == 0 ? claim.owner().compareTo(owner) < 0 : order < 0;
    }

    private void receive(Command command) {
        synchronized (this) {
            if (state != State.HELD) {
                return;
            }
            answer(command).thenAccept(answer -> router.publish(command.replyTopic(), answer));
        }
    }

    @GuardedBy("this")
    @SuppressWarnings("GuardedBy") // what is handed over is called before this returns
    private CompletionStage<Answer> answer(Command command) {
        int bytes = command.body().length;
        return bytes > StreamRouter.MAX_BYTES
                ? CompletableFuture.completedFuture(
                        Answer.refusal(command.id(), "the command has " + bytes + " bytes, more than are taken"))
                : handled.answer(command, begun -> inTurn(command, begun));
    }

    /** Behind the beginning of the command before, not behind its end: what is said on a call must be interruptible. */
    @GuardedBy("this")
    private CompletionStage<Answer> inTurn(Command command, Runnable begun) {
        CompletionStage<Void> before = lastBegun;
        CompletableFuture<Void> next = new CompletableFuture<>();
        lastBegun = next;
        return before.thenComposeAsync(
                ready -> {
                    CompletionStage<Answer> answer = handle(command);
                    begun.run();
                    next.complete(null);
                    return answer;
                },
                router.executor());
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
                router.refused(command.id(), failure);
                return Answer.refusal(command.id(), reason(failure));
            }
            return body.length > StreamRouter.MAX_BYTES
                    ? Answer.refusal(command.id(), "the answer has " + body.length + " bytes, more than are sent")
                    : new Answer(command.id(), false, body);
        });
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
    public CompletionStage<Void> held() {
        return held.minimalCompletionStage();
    }

    @Override
    public void close() {
        MessageBus.Subscription over;
        synchronized (this) {
            state = state == State.TAKEN_OVER ? state : State.CLOSED;
            over = subscription;
            subscription = null;
        }
        end(over);
        router.forget(this);
        held.completeExceptionally(new IllegalStateException("the ownership was closed"));
    }
}
