package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.wire.MediaMessage;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * The socket, the ticker and whoever ends the session at once: callbacks are serial and in order, none is lost without being
 * counted, none follows the last, and every frame is given back once. Whoever brings something runs it, as with a listener
 * that does not block.
 */
public final class MailboxProofTest implements Mailbox.MediaHandler {
    private static final int MAX_MEDIA = 1;
    private static final int EVENT_BYTES = 40_000;
    private static final int MAX_BYTES = 64 << 10;

    private final WaitingBytes waiting = new WaitingBytes(new MemoryLimits(MAX_BYTES, Long.MAX_VALUE), () -> {});
    private final Mailbox mailbox = new Mailbox(Runnable::run, MAX_MEDIA, waiting, this);

    /** Guards what follows. */
    private final Object lock = new Object();

    private final List<String> posted = new ArrayList<>();
    private final List<String> dispensable = new ArrayList<>();
    private final List<String> run = new ArrayList<>();
    private final List<Long> released = new ArrayList<>();
    private int mediaPosted;
    private int mediaHeard;
    private int mediaDispensable;
    private boolean closed;
    private int inside;
    private int overlaps;

    private void called(String what) {
        synchronized (lock) {
            overlaps += inside;
            inside++;
            run.add(what);
        }
        synchronized (lock) {
            inside--;
        }
    }

    @Override
    public void accept(MediaMessage media) {
        synchronized (lock) {
            mediaHeard++;
        }
        called("media " + media.arrivedNanos());
    }

    @Override
    public void release(MediaMessage media) {
        synchronized (lock) {
            released.add(media.arrivedNanos());
        }
    }

    /** Something of the engine's. */
    @Operation
    public void post() {
        synchronized (lock) {
            String what = "own " + posted.size();
            posted.add(what);
            if (closed) {
                dispensable.add(what);
            }
            mailbox.post(() -> called(what));
        }
        mailbox.goHere();
    }

    /** Something of the peer's, which ends the session when too much waits. */
    @Operation
    public void event() {
        synchronized (lock) {
            String what = "event " + posted.size();
            posted.add(what);
            if (closed) {
                dispensable.add(what);
            }
            if (!mailbox.postEvent(() -> called(what), EVENT_BYTES)) {
                discarded();
            }
        }
        mailbox.go();
    }

    @Operation
    public void media() {
        synchronized (lock) {
            MediaMessage media = new MediaMessage();
            media.arrivedAt(posted.size());
            posted.add("media " + posted.size());
            mediaPosted++;
            mediaDispensable += closed ? 1 : 0;
            mailbox.postMedia(media);
        }
        mailbox.go();
    }

    @Operation
    public void discard() {
        synchronized (lock) {
            mailbox.discard();
            discarded();
        }
    }

    private void discarded() {
        mediaDispensable = mediaPosted;
        for (String each : posted) {
            if (each.startsWith("event")) {
                dispensable.add(each);
            }
        }
    }

    @Operation
    public void close() {
        synchronized (lock) {
            closed = true;
            mailbox.close(() -> called("last"));
        }
        mailbox.go();
    }

    @Validate
    public void everythingHasRunOnceAndInOrder() {
        Proof.that(!mailbox.isAwaitingRun(), "something waits and nobody runs it, after " + run);
        Proof.equal(overlaps, 0, "callbacks at once");
        Proof.equal(waiting.together(), 0, "bytes that wait");
        Proof.equal(mailbox.bytesWaiting(), 0, "bytes of this one that wait");
        Proof.equal(mailbox.framesWaiting(), 0, "frames that wait");
        int at = -1;
        for (String each : run) {
            int next = each.equals("last") ? posted.size() : posted.indexOf(each);
            Proof.that(next > at, each + " twice or out of order in " + run + ", posted " + posted);
            at = next;
        }
        for (String each : posted) {
            boolean isMedia = each.startsWith("media");
            Proof.that(isMedia || dispensable.contains(each) || run.contains(each), each + " is lost in " + run);
        }
        Proof.equal(closed ? 1 : 0, run.contains("last") ? 1 : 0, "last callbacks");
        Proof.equal(released.size(), mediaPosted, "frames given back");
        Proof.equal(released.stream().distinct().count(), mediaPosted, "different frames given back");
        long counted = mediaHeard + mailbox.dropped();
        Proof.that(counted <= mediaPosted && counted >= mediaPosted - mediaDispensable, "frames: " + counted);
    }

    @Test
    void keepsItsPromises() {
        Proof.of(MailboxProofTest.class);
    }
}
