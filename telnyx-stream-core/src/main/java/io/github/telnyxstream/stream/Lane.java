package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.LaneItem.Kind;
import io.github.telnyxstream.stream.MarkLedger.Pending;
import io.github.telnyxstream.stream.wire.MediaWriter;
import io.github.telnyxstream.stream.wire.MessageWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What leaves for the outbox: encodes it, keeps what may not have been heard yet, and takes it back. What was taken back
 * leaves again before anything else. Guarded by the lock of the outbound side.
 */
final class Lane {
    private static final long MARK_OVERDUE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int FADE_MILLIS = 10;
    private static final int TRIM_FROM = 16;
    private static final int TRIM_AT_LAST = 32;
    private static final long SPEAKING_TOLD_AHEAD_NANOS = Duration.ofMillis(100).toNanos();
    private static final int MOST_SPARE = 64;

    private final Outbox outbox;
    private final OutboundEvents events;
    private final MediaFormat format;
    private final Timeline timeline;
    private final MarkLedger marks = new MarkLedger();
    private final MediaWriter writer;
    private final int mostBytes;
    /** Whether a payload can be decoded without those before it. */
    private final boolean isDecodedAlone;

    private final ItemRing history = new ItemRing();
    private final ArrayDeque<LaneItem> again = new ArrayDeque<>(1);
    /** The one that was used last is used next: it is nearest in memory. */
    private final ArrayDeque<LaneItem> spare = new ArrayDeque<>(1);

    /** Position of the oldest item that is remembered. */
    private long historyBegan;

    private boolean isFadingIn;
    private boolean isSpeakingTold;
    private long speakingToldNanos;
    private final long leastGapNanos;
    private long sentNanos;
    private long markNumber;
    private long framesSent;

    /** With the least time from one message of audio to the next; zero but in mode mp3. */
    Lane(
            Outbox outbox,
            MediaFormat format,
            MediaWriter writer,
            OutboundOptions options,
            Duration leastGap,
            OutboundEvents events) {
        this.outbox = outbox;
        this.events = events;
        this.format = format;
        this.timeline = new Timeline(options.lead(), options.maxCatchUp());
        this.leastGapNanos = leastGap.toNanos();
        this.writer = writer;
        this.mostBytes = writer.maxBytes();
        this.isDecodedAlone = isEachAlone(format);
    }

    /** Whether a frame is encoded, and decoded, without those before it. */
    static boolean isEachAlone(MediaFormat format) {
        return !format.isVariableSize() && format.encoding() != Encoding.G722;
    }

    Timeline timeline() {
        return timeline;
    }

    MarkLedger marks() {
        return marks;
    }

    long framesSent() {
        return framesSent;
    }

    // ------------------------------------------------------------------ leaving

    /** A frame to be filled. */
    LaneItem newFrame(QueuedPlayback playback, long nowNanos) {
        LaneItem item = spare.pollLast();
        if (item == null && history.size() > TRIM_FROM) {
            // many at once: what was not looked at for so long has to be fetched from afar
            trim(nowNanos);
            item = spare.pollLast();
        }
        if (item == null) {
            item = LaneItem.frame(format.samplesPerFrame());
        }
        item.begin(playback);
        return item;
    }

    /** Whether a frame may leave now; of so many bytes if it is encoded already, else 0. */
    boolean mayLeave(int payloadBytes, long nowNanos) {
        int bytes = payloadBytes == 0 ? mostBytes : MessageWriter.mediaBytes(payloadBytes);
        boolean isFarEnough = leastGapNanos == 0 || framesSent == 0 || nowNanos - sentNanos >= leastGapNanos;
        return isFarEnough && timeline.isDue(nowNanos) && outbox.hasRoom(bytes);
    }

    void send(LaneItem item, long nowNanos) {
        if (item.isFrame()) {
            sendFrame(item, nowNanos);
        } else {
            sendMark(item, nowNanos);
        }
    }

    private void sendFrame(LaneItem item, long nowNanos) {
        QueuedPlayback playback = item.playback;
        if (playback == null) {
            return;
        }
        int lengthBytes = add(item, playback);
        boolean progress = playback.frameLeft(item, timeline.left());
        timeline.advance(item.units, nowNanos);
        events.frameLeft(lengthBytes);
        if (playback.isEcho()) {
            events.givingBack(nowNanos);
            isSpeakingTold = false;
        } else {
            tellSpeaking(timeline.playedOutNanos(nowNanos));
        }
        framesSent++;
        sentNanos = nowNanos;
        history.add(item);
        if (history.size() > TRIM_AT_LAST) {
            trim(nowNanos);
        }
        if (progress) {
            sendMark(LaneItem.mark(Kind.PROGRESS, playback), nowNanos);
        }
    }

    /** Not at each frame: whoever hears it is far away in memory. */
    private void tellSpeaking(long untilNanos) {
        if (!isSpeakingTold || untilNanos - speakingToldNanos > 0) {
            isSpeakingTold = true;
            speakingToldNanos = untilNanos + SPEAKING_TOLD_AHEAD_NANOS;
            events.speaking(speakingToldNanos);
        }
    }

    /** Writes the message into the outbox; returns its length. */
    private int add(LaneItem item, QueuedPlayback playback) {
        boolean fade = isFadingIn && playback.hasLeft();
        isFadingIn = false;
        byte[] payload = item.payload;
        if (payload == null) {
            int written = fade ? 0 : item.messageBytes();
            if (written > 0) {
                outbox.addMedia(item.message(), written);
                return written;
            }
            return encode(fade ? fadedIn(item.pcm) : item.pcm);
        }
        if (fade && isDecodedAlone) {
            short[] pcm = new short[format.samplesPerFrame()];
            AudioCodec.of(format).decode(payload, 0, payload.length, pcm, 0);
            return encode(fadedIn(pcm));
        }
        FrameMessage whole = new FrameMessage(MessageWriter.media(payload, 0, payload.length));
        outbox.addMedia(whole);
        return whole.lengthBytes();
    }

    private int encode(short[] pcm) {
        int length = writer.write(pcm);
        outbox.addMedia(writer.bytes(), length);
        return length;
    }

    private short[] fadedIn(short[] pcm) {
        int ramp = format.sampleRateHz() * FADE_MILLIS / 1000;
        short[] faded = pcm.clone();
        for (int k = 0; k < Math.min(ramp, pcm.length); k++) {
            faded[k] = (short) (pcm[k] * k / ramp);
        }
        return faded;
    }

    private void sendMark(LaneItem item, long nowNanos) {
        String name = item.name;
        if (item.kind != Kind.MARK) {
            name = item.kind == Kind.END ? "playback-" + ++markNumber : "progress-" + ++markNumber;
        }
        if (item.kind == Kind.END) {
            timeline.endOfUtterance();
        }
        long due = timeline.playedOutNanos(nowNanos);
        Pending pending = new Pending(name, item, timeline.left(), due, due + MARK_OVERDUE_NANOS);
        item.pending = pending;
        marks.add(pending);
        history.add(item);
        outbox.addControl(MessageWriter.mark(name));
    }

    // ------------------------------------------------------------------ hearing

    /** The position that can have been heard. */
    long heardNanos(long nowNanos) {
        return timeline.heardNanos(nowNanos, unitsUnsent(), marks.firstOut());
    }

    private long unitsUnsent() {
        int frames = outbox.waitingMedia();
        if (frames == 0) {
            return 0;
        }
        long units = 0;
        for (int k = history.size() - 1; k >= 0 && frames > 0; k--) {
            LaneItem item = history.get(k);
            if (item != null) {
                units += item.units;
                frames -= item.isFrame() ? 1 : 0;
            }
        }
        return units;
    }

    /** Forgets what has certainly been heard. */
    private void trim(long nowNanos) {
        long from = timeline.earliestStop(heardNanos(nowNanos));
        LaneItem oldest = history.peek();
        while (oldest != null && historyBegan + oldest.units <= from && !isOut(oldest)) {
            history.poll();
            historyBegan += oldest.units;
            settle(oldest);
            oldest = history.peek();
        }
    }

    private static boolean isOut(LaneItem item) {
        return item.pending != null && !item.pending.isSettled() && !item.pending.isVoid();
    }

    private void settle(LaneItem item) {
        if (item.playback != null && item.isFrame()) {
            item.playback.frameSettled(item);
            recycle(item);
        }
    }

    /** A frame is not needed any more. */
    void recycle(LaneItem item) {
        item.playback = null;
        if (item.payload == null && item.isFrame() && spare.size() < MOST_SPARE) {
            spare.add(item);
        }
    }

    // ------------------------------------------------------------------ taking back

    /** Empties the outbox of audio, and takes back what the far end may not have played when it is cleared now. */
    void takeBack(long nowNanos) {
        long from = timeline.earliestStop(heardNanos(nowNanos));
        outbox.purgeMedia();
        long left = timeline.left();
        for (LaneItem last = history.peekLast(); last != null; last = history.peekLast()) {
            if (last.isFrame() ? left <= from : left < from) {
                break;
            }
            history.pollLast();
            left -= last.units;
            takeBack(last);
        }
        // of marks that later ones have overtaken nobody knows either
        List<LaneItem> overtaken = new ArrayList<>();
        history.removeIf(item -> isOut(item) && overtaken.add(item));
        for (int k = overtaken.size() - 1; k >= 0; k--) {
            takeBack(overtaken.get(k));
        }
        timeline.takeBackTo(left);
        marks.voidAll();
    }

    /** Takes back like that because the connection is lost; no mark that is out comes back. */
    void takeBackForGood(long nowNanos) {
        takeBack(nowNanos);
        marks.forgetAll();
    }

    private void takeBack(LaneItem item) {
        QueuedPlayback playback = item.playback;
        if (item.isFrame() && playback != null) {
            playback.frameTakenBack(item);
            again.addFirst(item);
        } else if (item.kind != Kind.PROGRESS && item.pending != null && !item.pending.isSettled()) {
            item.pending = null;
            again.addFirst(item);
        }
    }

    /** Throws away what was taken back, but for what is to be kept; marks of the application are told. */
    void throwAway(Predicate<LaneItem> kept, Consumer<String> unsentMarks) {
        again.removeIf(item -> {
            if (kept.test(item)) {
                return false;
            }
            if (item.kind == Kind.MARK) {
                unsentMarks.accept(item.name);
            }
            recycle(item);
            return true;
        });
    }

    /** Whether something of it was taken back. */
    boolean holds(QueuedPlayback playback) {
        return again.stream().anyMatch(item -> playback.equals(item.playback));
    }

    /** What was taken back and leaves next; null when there is nothing. */
    @Nullable
    LaneItem nextAgain() {
        return again.peek();
    }

    void sendAgain(long nowNanos) {
        send(again.remove(), nowNanos);
    }

    /** Marks and ends that were taken back. */
    int marksAgain() {
        int count = 0;
        for (LaneItem item : again) {
            count += item.isFrame() ? 0 : 1;
        }
        return count;
    }

    /** If the next frame goes on in the midst of a playback, it begins softly. */
    void fadeIn() {
        isFadingIn = true;
    }

    /** See {@link ItemRing#touch}. */
    int touch() {
        return (int) framesSent + history.touchEnd() + timeline.touch();
    }

    /** Everything is over. */
    void clear() {
        history.clear();
        again.clear();
        spare.clear();
        marks.clear();
    }
}
