package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.transport.OutgoingMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Whoever adds, drains, completes, purges and closes at once: one send at a time, in order, and nothing is left lying, sent
 * twice, or sent although it was purged.
 */
public final class OutboxProofTest {
    private final ProofSocket socket = new ProofSocket();
    private final Outbox outbox = new Outbox(socket, Runnable::run, new StillClock(), failure -> {
        throw new AssertionError(failure);
    });

    /** What was added, in the order of adding, and what of it may be missing in the end; guarded by itself. */
    private final List<String> added = new ArrayList<>();

    private final List<String> dispensable = new ArrayList<>();
    private final List<String> forbidden = new ArrayList<>();
    private boolean closed;

    private static OutgoingMessage message(String text) {
        return OutgoingMessage.ofUtf8(text.getBytes(StandardCharsets.UTF_8));
    }

    @Operation
    public void media() {
        synchronized (added) {
            String text = "media " + added.size();
            added.add(text);
            if (closed) {
                forbidden.add(text);
            }
            // all of one length, so that their memory is used again
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            outbox.addMedia(utf8, utf8.length);
        }
        outbox.drain();
    }

    @Operation
    public void control() {
        synchronized (added) {
            String text = "control " + added.size();
            added.add(text);
            if (closed) {
                forbidden.add(text);
            }
            outbox.addControl(message(text));
        }
        outbox.drain();
    }

    /** The peer takes a message. */
    @Operation
    public void complete() {
        socket.complete();
    }

    /** From now on the server takes messages over without having written them, as Java-WebSocket does. */
    @Operation
    public void serverHolds() {
        socket.takesOver(10);
    }

    @Operation
    public void serverWrites() {
        socket.written();
        outbox.drain();
    }

    /** Somebody interrupts. */
    @Operation
    public void purge() {
        synchronized (added) {
            outbox.purgeMedia();
            List<String> sent = socket.sent();
            int underWay = 0;
            for (String each : added) {
                if (each.startsWith("media") && !sent.contains(each)) {
                    dispensable.add(each);
                    underWay++;
                    // of those that are not sent by now one may have been on its way
                    if (underWay > 1) {
                        forbidden.add(each);
                    }
                }
            }
        }
    }

    @Operation
    public void close() {
        synchronized (added) {
            outbox.close();
            closed = true;
            List<String> sent = socket.sent();
            int underWay = 0;
            for (String each : added) {
                if (!sent.contains(each)) {
                    dispensable.add(each);
                    underWay++;
                    if (underWay > 2) {
                        forbidden.add(each);
                    }
                }
            }
        }
    }

    @Validate
    public void everythingIsSentOnceAndInOrder() {
        // what a server has written is asked for at the next visit
        socket.takesOver(0);
        for (int visits = 0; visits <= added.size(); visits++) {
            socket.written();
            socket.completeAll();
            outbox.drain();
        }
        socket.completeAll();
        outbox.drain();
        Proof.that(socket.mostAtOnce() <= 1, "sends at once: " + socket.mostAtOnce());
        List<String> sent = socket.sent();
        int at = -1;
        for (String each : sent) {
            int next = added.indexOf(each);
            Proof.that(next > at, each + " twice or too late in " + sent + ", added " + added);
            Proof.that(!forbidden.contains(each), each + " was sent although it was purged, in " + sent);
            at = next;
        }
        for (String each : added) {
            boolean mayBeMissing = dispensable.contains(each) || forbidden.contains(each);
            Proof.that(mayBeMissing || sent.contains(each), each + " is left lying, sent " + sent);
        }
        Proof.that(closed || outbox.sendingForNanos(Long.MAX_VALUE) == 0, "a send is unfinished");
        Proof.that(closed || outbox.waitingMedia() == 0, "audio waits");
    }

    @Test
    void keepsItsPromises() {
        Proof.of(OutboxProofTest.class);
    }
}
