package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.simulator.loop.Ticker;
import io.github.telnyxstream.testkit.simulator.media.HeardAudio;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the carrier itself lets the caller hear: speak and playback commands, one after the other. */
final class CarrierAudio {
    private final HeardAudio heard;
    private final CallTime time;
    private final CallWebhooks webhooks;
    private final Timeline timeline;
    private final Ticker ticker;
    private final Deque<Item> queue = new ArrayDeque<>();
    private long start;
    private long played;
    private short[] sound = new short[0];
    private int rounds;
    private boolean playing;

    /** Which command made the sound, and so which webhooks tell of it. */
    enum Origin {
        SPEAK("speak", EventType.CALL_SPEAK_STARTED, EventType.CALL_SPEAK_ENDED),
        PLAYBACK("playback", EventType.CALL_PLAYBACK_STARTED, EventType.CALL_PLAYBACK_ENDED),
        /** What gather_using_speak says; no webhook tells of it. */
        PROMPT("prompt", null, null);

        private final String label;
        private final @Nullable EventType started;
        private final @Nullable EventType ended;

        Origin(String label, @Nullable EventType started, @Nullable EventType ended) {
            this.label = label;
            this.started = started;
            this.ended = ended;
        }
    }

    /**
     * Something to play.
     *
     * @param origin who asked for it
     * @param pcm 8 kHz, now or later; what is behind it waits
     * @param times how often it plays
     * @param isPrompt whether a key of a gather command stops it
     * @param extra adds the fields that its webhooks have
     * @param then run when it has ended, however
     */
    record Item(
            Origin origin,
            CompletableFuture<short[]> pcm,
            int times,
            boolean isPrompt,
            Consumer<ObjectNode> extra,
            Runnable then) {
        static Item prompt(CompletableFuture<short[]> pcm, Runnable then) {
            return new Item(Origin.PROMPT, pcm, 1, true, payload -> {}, then);
        }
    }

    /** Ends an item with a status instead of sound. */
    static final class Unplayable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unplayable(String status) {
            super(status, null, false, false);
        }
    }

    CarrierAudio(HeardAudio heard, CallTime time, CallWebhooks webhooks, Timeline timeline, Ticker ticker) {
        this.ticker = ticker;
        this.heard = heard;
        this.time = time;
        this.webhooks = webhooks;
        this.timeline = timeline;
    }

    void add(Item item) {
        queue.add(item);
        if (!playing) {
            startNext(time.now());
        }
    }

    /** Lets the caller hear a recording's beep or keys, over whatever else plays and without any webhook; returns its end. */
    long beep(short[] pcm) {
        long start = time.nextFrameStart();
        heard.add(start, pcm, 0, pcm.length);
        return start + pcm.length;
    }

    /** This very item, not one like it. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isFirst(Item item) {
        return queue.peekFirst() == item;
    }

    private void startNext(long at) {
        Item next = queue.peekFirst();
        if (next == null) {
            return;
        }
        if (!next.pcm().isDone()) {
            CompletableFuture<short[]> unused = next.pcm()
                    .whenComplete((pcm, failure) -> ticker.execute(() -> {
                        if (!playing && isFirst(next)) {
                            startNext(time.now());
                        }
                    }));
            return;
        }
        if (next.pcm().isCompletedExceptionally()) {
            queue.removeFirst();
            tellEnd(next, status(next));
            startNext(at);
            return;
        }
        playing = true;
        start = at;
        played = 0;
        sound = next.pcm().join();
        rounds = next.times();
        timeline.add(Kind.CARRIER_PLAYS, next.origin().label);
        if (next.origin().started != null) {
            webhooks.send(next.origin().started, next.extra());
        }
    }

    private static String status(Item item) {
        try {
            item.pcm().join();
            return "completed";
        } catch (CompletionException failed) {
            return failed.getCause() instanceof Unplayable why ? String.valueOf(why.getMessage()) : "failed";
        }
    }

    /** Lets it play up to that sample. */
    void play(long until) {
        while (playing && start + played < until) {
            int count = (int) Math.min(sound.length - played, until - start - played);
            heard.add(start + played, sound, (int) played, count);
            played += count;
            if (played < sound.length) {
                return;
            }
            long end = start + played;
            if (--rounds > 0 && sound.length > 0) {
                start = end;
                played = 0;
                continue;
            }
            finish("completed");
            startNext(end);
        }
    }

    /** Stops what plays now, or everything. */
    void stop(boolean all, String status) {
        boolean wasPlaying = playing;
        play(time.now());
        if (!all && wasPlaying && !playing) {
            return;
        }
        List<Item> behind = all ? takeBehindFirst(item -> true) : List.of();
        if (playing) {
            finish(status);
        } else if (!queue.isEmpty()) {
            // what waits for its sound has been asked for, and so has an end
            tellEnd(queue.removeFirst(), status);
        }
        behind.forEach(item -> item.then().run());
        if (!playing) {
            startNext(time.now());
        }
    }

    /** Takes from the queue what waits behind the first and has not begun: no webhook tells of it, but somebody may wait for it. */
    private List<Item> takeBehindFirst(Predicate<Item> wanted) {
        List<Item> taken = queue.stream().skip(1).filter(wanted).collect(Collectors.toCollection(ArrayList::new));
        queue.removeIf(item -> !isFirst(item) && wanted.test(item));
        return taken;
    }

    /** Stops the prompt of a gather command, be it that it waits, and nothing else. */
    void stopPrompt() {
        // it may be over by now, and what is behind it is no prompt
        play(time.now());
        List<Item> waiting = takeBehindFirst(Item::isPrompt);
        Item first = queue.peekFirst();
        if (first != null && first.isPrompt()) {
            stop(false, "cancelled");
        }
        waiting.forEach(item -> item.then().run());
    }

    private void finish(String status) {
        Item item = queue.removeFirst();
        playing = false;
        timeline.add(Kind.CARRIER_PLAYED, item.origin().label + ", " + status);
        tellEnd(item, status);
    }

    private void tellEnd(Item item, String status) {
        if (item.origin().ended != null) {
            webhooks.send(item.origin().ended, payload -> {
                item.extra().accept(payload);
                payload.put("status", status);
            });
        }
        item.then().run();
    }
}
