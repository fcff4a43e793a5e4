package io.github.telnyxstream.stream.router;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.stream.router.Envelope.Answer;
import io.github.telnyxstream.stream.router.Envelope.Claim;
import io.github.telnyxstream.stream.router.Envelope.Command;
import io.github.telnyxstream.stream.router.Envelope.Rival;
import io.github.telnyxstream.stream.router.Envelope.Standing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One key that this node wants to own. Who owns it is decided by the order of the claims in the key's topic, which is the
 * same for everybody: the last claim wins, and a command belongs to whoever had the last claim before it. So two nodes
 * never handle the same command, although both hear it. Thread-safe; commands are handled one after the other.
 *
 * <p>An engine whose publishers are served side by side, as NATS is, may tell two nodes of two claims of the same moment in two
 * orders, and then both own the key, or neither does. Both would stay so for ever: the first is seen by what each has heard
 * before its own claim ({@link Envelope.Rival}), and the later one wins; the second because whoever gives way asks who holds the
 * key, is told that it is taken over when somebody does, and claims again when nobody answers twice.
 */
final class OwnedKey implements Ownership {
    private static final byte[] NOTHING = {};
    private static final int MOST_RIVALS = 16;
    private static final int QUESTIONS = 2;

    private enum State {
        CLAIMING,
        HELD,
        /** There is a newer claim, whose owner has not been heard of yet. */
        YIELDING,
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

    /** Whose claims came before ours, while it was on its way. */
    @GuardedBy("this")
    private final Set<UUID> rivals = new HashSet<>();
    /** Counts what it gave way to. */
    @GuardedBy("this")
    private int yields;

    @GuardedBy("this")
    private int questions;
    /** It has heard its own question: so have the others. */
    @GuardedBy("this")
    private boolean asked;

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
        } else if (envelope instanceof Rival rival) {
            receive(rival);
        } else if (envelope instanceof Command command) {
            receive(command);
        }
    }

    private void receive(Claim claim) {
        Runnable next;
        synchronized (this) {
            next = claim.owner().equals(owner) ? heardOwn(claim) : heard(claim);
        }
        next.run();
    }

    @GuardedBy("this")
    private Runnable heardOwn(Claim claim) {
        if (state == State.CLAIMING && claim.standing() == Standing.NEW) {
            state = State.HELD;
            interrupted = false;
            List<byte[]> words = new ArrayList<>();
            for (UUID other : rivals) {
                words.add(rival(other));
            }
            return () -> {
                router.run(() -> held.complete(null));
                words.forEach(word -> router.object(this, word));
            };
        }
        if (state == State.YIELDING && claim.standing() == Standing.ASKING && !asked) {
            asked = true;
            int number = yields;
            return () -> router.afterAnAnswer(this, () -> unanswered(number));
        }
        renewing = false;
        return () -> {};
    }

    @GuardedBy("this")
    private Runnable heard(Claim claim) {
        boolean isFirst = claim.standing() == Standing.NEW;
        if (state == State.CLAIMING && isFirst && rivals.size() < MOST_RIVALS) {
            rivals.add(claim.owner());
        } else if (state == State.HELD) {
            byte[] objection = objection(claim);
            return objection == null ? giveWay() : () -> router.object(this, objection);
        } else if (state == State.YIELDING && isFirst) {
            return giveWay();
        } else if (state == State.YIELDING && claim.standing() != Standing.ASKING) {
            return takenOver();
        }
        return () -> {};
    }

    /** Handles nothing any more, and asks whether another does. */
    @GuardedBy("this")
    private Runnable giveWay() {
        state = State.YIELDING;
        yields++;
        questions = 0;
        return nextQuestion();
    }

    @GuardedBy("this")
    private Runnable nextQuestion() {
        questions++;
        asked = false;
        return () -> router.ask(this);
    }

    @GuardedBy("this")
    private Runnable takenOver() {
        state = State.TAKEN_OVER;
        MessageBus.Subscription over = subscription;
        subscription = null;
        return () -> {
            end(over);
            router.forget(this);
            router.run(handler::takenOver);
        };
    }

    /** Asks whether anybody holds the key; null when that has been heard, or is known. */
    synchronized byte @Nullable [] question() {
        return state == State.YIELDING && !asked ? claim(Standing.ASKING) : null;
    }

    private void unanswered(int number) {
        Runnable next;
        synchronized (this) {
            if (state != State.YIELDING || number != yields || !asked) {
                return;
            }
            if (questions < QUESTIONS) {
                next = nextQuestion();
            } else {
                state = State.CLAIMING;
                rivals.clear();
                next = () -> router.sayUntilHeard(this);
            }
        }
        next.run();
    }

    @GuardedBy("this")
    private byte[] rival(UUID over) {
        return new Rival(owner, sinceMillis, over).toBytes();
    }

    /** Both hold the key when each has heard the other's claim before its own; whoever is asked by an older one says so. */
    private void receive(Rival rival) {
        Runnable next;
        synchronized (this) {
            if (state != State.HELD || !rival.over().equals(owner) || !rivals.contains(rival.owner())) {
                return;
            }
            byte[] word = rival(rival.owner());
            next = isOlder(rival.sinceMillis(), rival.owner()) ? () -> router.object(this, word) : giveWay();
        }
        next.run();
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
                yield isOlder(claim.sinceMillis(), claim.owner()) ? claim(Standing.RENEWED) : null;
            }
            // the two have heard each other's claims: an objection that is late, and nothing to answer
            case UNINTERRUPTED -> interrupted ? null : NOTHING;
            case ASKING -> claim(interrupted ? Standing.RENEWED : Standing.UNINTERRUPTED);
        };
    }

    /** The later owner wins, and the greater id between equals. */
    @GuardedBy("this")
    private boolean isOlder(long otherSinceMillis, UUID other) {
        int order = Long.compare(otherSinceMillis, sinceMillis);
        return order == 0 ? other.compareTo(owner) < 0 : order < 0;
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
