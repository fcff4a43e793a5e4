package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.simulator.media.HeardAudio;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What the carrier itself lets the caller hear: speak and playback commands, one after the other. */
final class CarrierAudio {
    private final HeardAudio heard;
    private final CallTime time;
    private final CallWebhooks webhooks;
    private final Timeline timeline;
    private final Deque<Item> queue = new ArrayDeque<>();
    private long start;
    private long played;
    private boolean playing;

    /** Which command made the sound, and so which webhooks tell of it. */
    enum Origin {
        SPEAK("speak", EventType.CALL_SPEAK_STARTED, EventType.CALL_SPEAK_ENDED),
        PLAYBACK("playback", EventType.CALL_PLAYBACK_STARTED, EventType.CALL_PLAYBACK_ENDED);

        private final String label;
        private final EventType started;
        private final EventType ended;

        Origin(String label, EventType started, EventType ended) {
            this.label = label;
            this.started = started;
            this.ended = ended;
        }
    }

    /**
     * Something to play.
     *
     * @param origin who asked for it
     * @param pcm 8 kHz
     * @param extra adds the fields that its webhooks have
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Item(Origin origin, short[] pcm, Consumer<ObjectNode> extra) {}

    CarrierAudio(HeardAudio heard, CallTime time, CallWebhooks webhooks, Timeline timeline) {
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

    /** Lets the caller hear a recording's beep, over whatever else plays and without any webhook; returns its end. */
    long beep(short[] pcm) {
        long start = time.nextFrameStart();
        heard.add(start, pcm, 0, pcm.length);
        return start + pcm.length;
    }

    /** Adds something that cannot be had. */
    void fail(Item item, String status) {
        webhooks.send(item.origin().ended, payload -> {
            item.extra().accept(payload);
            payload.put("status", status);
        });
    }

    private void startNext(long at) {
        Item next = queue.peekFirst();
        if (next == null) {
            return;
        }
        playing = true;
        start = at;
        played = 0;
        timeline.add(Kind.CARRIER_PLAYS, next.origin().label);
        webhooks.send(next.origin().started, next.extra());
    }

    /** Lets it play up to that sample. */
    void play(long until) {
        while (playing && start + played < until) {
            Item item = queue.getFirst();
            int count = (int) Math.min(item.pcm().length - played, until - start - played);
            heard.add(start + played, item.pcm(), (int) played, count);
            played += count;
            if (played < item.pcm().length) {
                return;
            }
            long end = start + played;
            finish("completed");
            startNext(end);
        }
    }

    /** Stops what plays now, or everything. */
    void stop(boolean all, String status) {
        if (!playing) {
            return;
        }
        play(time.now());
        if (!playing) {
            return;
        }
        finish(status);
        if (all) {
            queue.clear();
        } else {
            startNext(time.now());
        }
    }

    private void finish(String status) {
        Item item = queue.removeFirst();
        playing = false;
        timeline.add(Kind.CARRIER_PLAYED, item.origin().label + ", " + status);
        webhooks.send(item.origin().ended, payload -> {
            item.extra().accept(payload);
            payload.put("status", status);
        });
    }
}
