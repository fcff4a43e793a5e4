package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.testkit.fault.LineFaults;
import io.github.telnyxstream.testkit.fault.Quirk;
import io.github.telnyxstream.testkit.observation.PlaybackReport;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.simulator.media.AppMessage;
import io.github.telnyxstream.testkit.simulator.media.PlaybackBuffer;
import io.github.telnyxstream.testkit.simulator.media.StreamMessages;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** What Telnyx makes of what the application sends on a stream: plays it, gives marks back, complains. On the ticker's thread. */
final class Reception {
    private static final long SLOW_NANOS = 40_000_000;

    private final Exchange exchange;
    private final Timeline timeline;
    private final CallLeg leg;
    private final CallTime time;
    private final StreamRequest request;
    private final LineFaults faults;
    private final StreamMessages messages;
    private final Consumer<String> send;
    private final PlaybackBuffer playback;
    private final AppAudio appAudio;
    private final MisuseWatch misuse;
    private final VoiceLoop loop = new VoiceLoop();
    private boolean ended;
    private boolean toldThatNobodyHears;
    private long slowUntilNanos;

    Reception(
            Exchange exchange,
            Timeline timeline,
            CallLeg leg,
            StreamRequest request,
            LineFaults faults,
            StreamMessages messages,
            MisuseWatch misuse,
            Consumer<String> send) {
        this.misuse = misuse;
        this.exchange = exchange;
        this.timeline = timeline;
        this.time = leg.time();
        this.request = request;
        this.faults = faults;
        this.messages = messages;
        this.send = send;
        this.leg = leg;
        playback = new PlaybackBuffer(this::hear);
        appAudio = new AppAudio(request.outboundFormat());
        request.violations().forEach(this::violation);
        slowUntilNanos = exchange.ticker().nanoTime();
    }

    /** Brings what plays to whoever the target legs name. */
    private void hear(long start, short[] pcm, int from, int count) {
        if (request.isHeardHere()) {
            leg.heard().add(start, pcm, from, count);
        }
        Bridge bridge = leg.bridge();
        if (bridge != null || faults.has(Quirk.OWN_VOICE)) {
            leg.injected().add(start, pcm, from, count);
        }
        if (bridge != null) {
            if (request.isHeardHere() && faults.has(Quirk.LOOP)) {
                loop.add(start, pcm, from, count);
            }
            if (request.isHeardOpposite() && bridge.other(leg).isAnswered()) {
                CallTime there = bridge.other(leg).time();
                bridge.other(leg).heard().add(there.at(time.nanosOf(start)), pcm, from, count);
            }
        }
    }

    private void hearAgain(long start, short[] pcm, int from, int count) {
        leg.heard().add(start, pcm, from, count);
        leg.injected().add(start, pcm, from, count);
    }

    PlaybackReport report() {
        return playback.report();
    }

    void play(long until) {
        playback.play(until);
        if (leg.bridge() != null) {
            loop.play(until, this::hearAgain);
        }
    }

    void end() {
        if (!ended) {
            playback.play(time.now());
            ended = true;
        }
    }

    /** Takes a message, now or, with a slow reader, when it is its turn. */
    void take(AppMessage message, long arrivalNanos) {
        if (!faults.has(Quirk.SLOW_READER)) {
            takeNow(message, arrivalNanos);
            return;
        }
        slowUntilNanos = Math.max(arrivalNanos, slowUntilNanos + SLOW_NANOS);
        long turn = slowUntilNanos;
        exchange.ticker().at(turn, () -> takeNow(message, turn));
    }

    private void takeNow(AppMessage message, long arrivalNanos) {
        if (ended) {
            return;
        }
        long now = time.at(arrivalNanos);
        if (message instanceof AppMessage.Media media) {
            media(media, now, arrivalNanos);
        } else if (message instanceof AppMessage.Mark mark) {
            timeline.add(Kind.MARK_SET, mark.name());
            misuse.mark(mark.name());
            playback.mark(now, mark.name());
            returnMarks();
        } else if (message instanceof AppMessage.Clear) {
            timeline.add(Kind.CLEARED, "");
            misuse.clear(arrivalNanos, leg.script().isSpeaking());
            sendMarks(playback.clear(now));
        } else if (message instanceof AppMessage.Refused refused) {
            refuse(refused);
        }
    }

    private void media(AppMessage.Media media, long now, long arrivalNanos) {
        AppAudio.Result result = appAudio.take(media.payload(), arrivalNanos);
        if (result instanceof AppAudio.Result.Playable playable) {
            if (playable.violation() != null) {
                violation(playable.violation());
            }
            tellThatNobodyHears();
            if (playback.offer(now, playable.pcm())) {
                timeline.add(Kind.UNDERRUN, "");
            }
            misuse.media(arrivalNanos, playable.pcm().length, leg.script().isSpeaking());
            timeline.arrived(arrivalNanos, playable.pcm().length, playback.ahead(now));
        } else if (result instanceof AppAudio.Result.Rejected rejected) {
            refuse(rejected.error());
        }
    }

    private void tellThatNobodyHears() {
        if (toldThatNobodyHears) {
            return;
        }
        if (leg.bridge() == null && !request.isHeardHere()) {
            toldThatNobodyHears = true;
            violation(
                    "stream_bidirectional_target_legs is opposite and the call has one leg: nobody hears this, ask for self");
        } else if (leg.bridge() != null && request.isHeardHere()) {
            toldThatNobodyHears = true;
            violation(
                    "stream_bidirectional_target_legs is self on a bridged leg: seen to loop at Telnyx, use opposite");
        }
    }

    private void refuse(AppMessage.Refused refused) {
        violation(refused.title() + ": " + refused.detail());
        playback.errorSent();
        send.accept(messages.error(refused));
    }

    void violation(String what) {
        playback.violation(what);
        timeline.add(Kind.VIOLATION, what);
    }

    private void returnMarks() {
        if (ended) {
            return;
        }
        sendMarks(playback.dueMarks(time.now()));
        OptionalLong next = playback.nextMark();
        if (next.isPresent()) {
            exchange.ticker().at(time.nanosOf(next.getAsLong()), this::returnMarks);
        }
    }

    private void sendMarks(List<String> names) {
        names.forEach(misuse::returned);
        if (faults.has(Quirk.MARKS_NEVER)) {
            return;
        }
        for (String name : names) {
            timeline.add(Kind.MARK_RETURNED, name);
            send.accept(messages.mark(name));
            if (faults.has(Quirk.MARKS_TWICE)) {
                send.accept(messages.mark(name));
            }
        }
    }
}
