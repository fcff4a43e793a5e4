package io.github.telnyxstream.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.event.AnnouncedFormat;
import io.github.telnyxstream.stream.event.ErrorEvent;
import io.github.telnyxstream.stream.event.Track;
import io.github.telnyxstream.stream.event.WireText;
import io.github.telnyxstream.stream.settings.OutboundMode;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.settings.StreamTrack;
import io.github.telnyxstream.stream.settings.TargetLegs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Why a call is silent: what happened on it, and what that means. The other rooms of a session tell it what they see, any of
 * them from any thread and under any lock; it calls nobody but the reporter, which must only hand over. Thread-safe.
 */
final class Diagnosis {
    private static final long LOOK_NANOS = Duration.ofMillis(500).toNanos();
    private static final long NO_MEDIA_NANOS = Duration.ofSeconds(3).toNanos();
    private static final int OTHER_TRACK_FRAMES = 150;
    private static final int UNDERRUNS = 3;
    private static final int LOSS_FRAMES = 250;
    private static final int LOSS_SHARE = 20;

    private final CallHistory history;
    private final @Nullable StreamSettings settings;
    private final long startTimeoutNanos;
    private final long sendTimeoutNanos;
    private final long openedNanos;
    private final Consumer<Finding> reporter;

    @GuardedBy("findings")
    private final Map<Finding.Kind, Finding> findings = new EnumMap<>(Finding.Kind.class);

    private final Tally tally;
    private final ArrivalRate arrival = new ArrivalRate(this);

    private volatile boolean connected;
    private volatile long startedNanos;
    private volatile @Nullable AnnouncedFormat announced;
    private volatile boolean playedBefore;
    private final AtomicLong marksReturned = new AtomicLong();
    private boolean looked;
    private long nextLookNanos;

    /** What the rest of the session counts. */
    interface Counters {
        StreamStatistics statistics();

        long sendingForNanos();

        long outboxMillis();

        int mailboxFrames();

        int marksOut();
    }

    Diagnosis(AcceptorOptions options, @Nullable StreamSettings settings, Consumer<Finding> reporter) {
        this.history = new CallHistory(options.clock());
        this.settings = settings;
        this.startTimeoutNanos = options.startTimeout().toNanos();
        this.sendTimeoutNanos = options.sendTimeout().toNanos();
        this.openedNanos = options.clock().nanoTime();
        this.reporter = reporter;
        this.tally = new Tally(options);
        note("the socket was opened");
    }

    Tally tally() {
        return tally;
    }

    long nowNanos() {
        return history.nowNanos();
    }

    /** Adds a line to the history; never with audio, a token, a pressed key or a number in it. */
    void note(String what) {
        history.note(what);
    }

    /** Reports a finding, once per stream and kind. */
    void found(Finding.Kind kind, String detail) {
        Finding finding = new Finding(kind, detail);
        synchronized (findings) {
            if (findings.putIfAbsent(kind, finding) != null) {
                return;
            }
        }
        note("finding " + kind + (finding.detail().isEmpty() ? "" : ": " + finding.detail()));
        tally.observer().onFinding(kind);
        reporter.accept(finding);
    }

    List<Finding> findings() {
        synchronized (findings) {
            return List.copyOf(findings.values());
        }
    }

    // ------------------------------------------------------------------ what arrives

    void connected() {
        connected = true;
        note("connected");
    }

    void started(AnnouncedFormat format, @Nullable MediaFormat read, long nowNanos) {
        announced = format;
        startedNanos = nowNanos;
        tally.started(nowNanos);
        note("started: " + describe(format) + " is announced" + (read == null ? ", which is not known here" : ""));
        Encoding wanted = settings == null ? null : settings.inboundEncoding();
        if (wanted != null && read != null && wanted != read.encoding()) {
            found(
                    Finding.Kind.CODEC_MISMATCH,
                    wanted.wireName() + " was asked for, " + read.encoding().wireName() + " was announced");
        }
        if (read != null) {
            arrival.expect(read);
        }
    }

    /** The stream has started again on another socket. */
    void resumed(AnnouncedFormat format, @Nullable MediaFormat read) {
        announced = format;
        note("started again: " + describe(format) + " is announced");
        if (read != null) {
            arrival.expect(read);
        }
    }

    /** A frame has arrived; called by one thread at a time. */
    void frameArrived(Track track, int lengthBytes, long nowNanos) {
        if (arrival.isFirst(track)) {
            note("the first frame of the " + (track == Track.INBOUND ? "inbound" : "outbound") + " track has "
                    + lengthBytes + " bytes");
        }
        arrival.arrived(track, lengthBytes, nowNanos);
        tally.frame(track, lengthBytes, nowNanos);
    }

    void undecodable(String reason) {
        found(Finding.Kind.CODEC_MISMATCH, "a payload cannot be read: " + reason);
    }

    void telnyxObjects(ErrorEvent event) {
        String what = "error " + event.code() + " " + WireText.shown(event.title());
        note(what);
        found(
                event.code() == ErrorEvent.RATE_LIMIT_REACHED
                        ? Finding.Kind.RATE_LIMITED
                        : Finding.Kind.MESSAGE_REFUSED,
                what + ": " + WireText.shown(event.detail())
                        + (event.likelyCause().isEmpty() ? "" : ". Likely: " + event.likelyCause()));
    }

    void markReturned(long lateNanos) {
        marksReturned.incrementAndGet();
        tally.observer().onMarkReturned(lateNanos);
    }

    void markOverdue() {
        note("a mark did not come back in time");
        if (marksReturned.get() == 0) {
            found(Finding.Kind.UNCONFIRMED, "no mark has come back, and one should have");
        }
    }

    // ------------------------------------------------------------------ what is sent

    /** The application wants something to be heard: a whole MP3 file, or frames. */
    void wantsToPlay(boolean isWholeFile) {
        if (playedBefore) {
            return;
        }
        playedBefore = true;
        note("the application plays");
        if (settings == null) {
            note("nobody told what was asked of Telnyx: PCMU in mode rtp is assumed");
        } else if (settings.outboundMode() != OutboundMode.RTP && !isWholeFile) {
            found(Finding.Kind.MODE_MP3, "");
        } else if (settings.targetLegs() == TargetLegs.OPPOSITE) {
            found(Finding.Kind.TARGET_LEGS, "");
        }
    }

    /** Something that is to be heard begins to leave; with what file it begins, or null if it is none. */
    void begins(@Nullable String fileHeader) {
        note("a playback begins to leave");
        if (fileHeader != null) {
            found(Finding.Kind.FILE_HEADER, fileHeader);
        }
    }

    // ------------------------------------------------------------------ what time alone brings

    /** On the ticker. */
    void look(long nowNanos, Counters counters) {
        if (looked && nowNanos - nextLookNanos < 0) {
            return;
        }
        looked = true;
        nextLookNanos = nowNanos + LOOK_NANOS;
        if (announced == null) {
            if (nowNanos - openedNanos > startTimeoutNanos / 2) {
                found(Finding.Kind.NO_START, connected ? "connected came" : "not a word has come, not even connected");
            }
            return;
        }
        lookForMedia(nowNanos);
        StreamStatistics counted = counters.statistics();
        tally.look(counted);
        tellBacklog(counters);
        if (counted.underruns() >= UNDERRUNS) {
            found(Finding.Kind.UNDERRUNS, counted.underruns() + " times in " + counted.framesSent() + " frames");
        }
        if (counted.framesReceived() >= LOSS_FRAMES && counted.framesLost() * LOSS_SHARE >= counted.framesReceived()) {
            found(
                    Finding.Kind.FRAMES_LOST,
                    counted.framesLost() + " beside " + counted.framesReceived() + " that came");
        }
        if (counted.framesDropped() > 0) {
            found(Finding.Kind.SLOW_LISTENER, counted.framesDropped() + " frames were dropped");
        }
        if (counters.sendingForNanos() > sendTimeoutNanos / 2) {
            found(Finding.Kind.SEND_STALLED, "one message for " + counters.sendingForNanos() / 1_000_000 + " ms");
        }
    }

    private void tellBacklog(Counters counters) {
        if (!tally.isIdle()) {
            tally.observer().onBacklog(counters.outboxMillis(), counters.mailboxFrames(), counters.marksOut());
        }
    }

    private void lookForMedia(long nowNanos) {
        StreamTrack track = settings == null ? StreamTrack.INBOUND : settings.track();
        if (arrival.frames() == 0 && nowNanos - startedNanos > NO_MEDIA_NANOS) {
            found(
                    Finding.Kind.NO_MEDIA,
                    "none for 3 s; "
                            + (settings == null
                                    ? "nobody told which stream_track was asked for"
                                    : "stream_track is " + track.wireName()));
        } else if (track != StreamTrack.OUTBOUND
                && arrival.frames(Track.INBOUND) == 0
                && arrival.frames(Track.OUTBOUND) >= OTHER_TRACK_FRAMES) {
            found(
                    Finding.Kind.NO_MEDIA,
                    "only the outbound track comes, what is said to the leg; the caller is on the inbound track");
        }
    }

    // ------------------------------------------------------------------ the page

    /** A page for a person. */
    String page(String head, @Nullable String end, StreamStatistics counted, MediaFormat outbound) {
        List<String> lines = new ArrayList<>();
        lines.add(head
                + (end == null ? ", open for " : ", ended; begun ")
                + Math.round(history.ageNanos() / 1e8) / 10.0
                + (end == null ? " s" : " s ago: " + end));
        lines.add(settings == null ? "Asked for: unknown, PCMU in mode rtp is assumed" : "Asked for: " + settings);
        AnnouncedFormat format = announced;
        lines.add("Arrives: " + (format == null ? "nothing was announced" : describe(format)) + ", "
                + arrival.frames(Track.INBOUND) + " frames of the inbound track, " + arrival.frames(Track.OUTBOUND)
                + " of the outbound track, " + counted.framesLost() + " lost, " + counted.framesReordered()
                + " out of order, " + counted.framesDropped() + " dropped for a slow listener");
        lines.add("Is sent: " + describe(outbound) + ", " + counted.framesSent() + " frames, " + counted.underruns()
                + " underruns, " + marksReturned + " marks came back");
        lines.add("Amiss on the wire: " + counted.protocolProblems() + " messages; exceptions of the listener: "
                + counted.listenerFailures());
        List<Finding> found = findings();
        lines.add(found.isEmpty() ? "Findings: none" : "Findings:");
        for (Finding each : found) {
            lines.add("  " + each.kind() + ": " + each.kind().summary()
                    + (each.detail().isEmpty() ? "" : " (" + each.detail() + ")"));
            lines.add("    " + each.kind().advice());
        }
        lines.add("What happened:");
        lines.addAll(history.lines());
        return String.join("\n", lines) + "\n";
    }

    private static String describe(AnnouncedFormat format) {
        return WireText.shown(format.encoding()) + " at " + format.sampleRateHz() + " Hz"
                + (format.channels() == 1 ? "" : " in " + format.channels() + " channels");
    }

    private static String describe(MediaFormat format) {
        return format.encoding().wireName() + " at " + format.sampleRateHz() + " Hz";
    }
}
