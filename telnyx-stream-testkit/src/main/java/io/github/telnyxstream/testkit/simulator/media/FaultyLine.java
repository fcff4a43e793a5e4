package io.github.telnyxstream.testkit.simulator.media;

import io.github.telnyxstream.testkit.fault.LineFaults;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Decides which messages leave at a tick, in which order, and what is put between them. */
public final class FaultyLine {
    private static final String FOREIGN_STREAM = "00000000-0000-4000-8000-00000000f00d";

    private final LineFaults faults;
    private final StreamMessages messages;
    private final Random random;
    private final List<Held> held = new ArrayList<>();
    private long tick;
    private boolean hasLost;

    /**
     * A line with those faults.
     *
     * @param faults what goes wrong
     * @param messages makes what is put in
     * @param track which frames it carries: the same faults strike each track at moments of its own
     */
    public FaultyLine(LineFaults faults, StreamMessages messages, String track) {
        this.faults = faults;
        this.messages = messages;
        random = new Random(track.equals("inbound") ? faults.seed() : faults.seed() ^ track.hashCode());
    }

    /**
     * Takes the frame of this tick.
     *
     * @param media its message
     * @param chunk its number
     * @return the messages that leave now, in order
     */
    public List<String> next(String media, long chunk) {
        tick++;
        hasLost = happens(faults.dropOneIn());
        if (!hasLost) {
            hold(media);
            if (happens(faults.duplicateOneIn())) {
                hold(media);
            }
        }
        List<String> leaving = release(tick);
        if (happens(faults.malformedJsonOneIn())) {
            leaving.add("{\"event\":\"media\",\"media\":{\"payload\":");
        }
        if (happens(faults.badBase64OneIn())) {
            leaving.add(messages.forgedMedia(null, 0, "%%% no base64 %%%"));
        }
        if (happens(faults.unknownEventOneIn())) {
            leaving.add(messages.unknown());
        }
        if (happens(faults.foreignMediaOneIn())) {
            leaving.add(messages.forgedMedia(FOREIGN_STREAM, chunk, "AAAA"));
        }
        return leaving;
    }

    /**
     * What became of the frame taken last.
     *
     * @return true when it never leaves
     */
    public boolean hasLost() {
        return hasLost;
    }

    /**
     * What was still held back.
     *
     * @return the messages in the order they would have left
     */
    public List<String> rest() {
        return release(Long.MAX_VALUE);
    }

    private void hold(String media) {
        int late = faults.reorderFrames() == 0 ? 0 : random.nextInt(faults.reorderFrames() + 1);
        if (faults.lateFrames() > 0) {
            late += faults.lateFrames() - (int) (tick % (faults.lateFrames() + 1));
        }
        held.add(new Held(tick + late, random.nextInt(), media));
    }

    private List<String> release(long until) {
        List<Held> due = new ArrayList<>(held);
        due.removeIf(one -> one.release() > until);
        held.removeAll(due);
        if (faults.reorderFrames() > 0) {
            due.sort(Comparator.comparingLong(Held::release).thenComparingInt(Held::shuffle));
        }
        List<String> leaving = new ArrayList<>();
        due.forEach(one -> leaving.add(one.message()));
        return leaving;
    }

    private boolean happens(double oneIn) {
        return oneIn > 0 && random.nextDouble() * oneIn < 1;
    }

    private record Held(long release, int shuffle, String message) {}
}
