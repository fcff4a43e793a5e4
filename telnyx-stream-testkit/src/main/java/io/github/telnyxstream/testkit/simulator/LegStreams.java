package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.testkit.fault.LineFaults;
import io.github.telnyxstream.testkit.fault.Quirk;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The media streams of a call: one at a time, as is documented, unless a fault says otherwise. On the ticker's thread. */
final class LegStreams {
    private final Exchange exchange;
    private final Timeline timeline;
    private final CallLeg leg;
    private final LineFaults faults;
    private final List<CallStream> all = new ArrayList<>();
    private final List<CallStream> open = new ArrayList<>();

    LegStreams(Exchange exchange, Timeline timeline, CallLeg leg, LineFaults faults) {
        this.exchange = exchange;
        this.timeline = timeline;
        this.leg = leg;
        this.faults = faults;
    }

    /** Whether there is room for it: a second stream that only receives was seen to be accepted beside another. */
    boolean hasRoomFor(StreamRequest request) {
        if (open.isEmpty()) {
            return true;
        }
        return faults.has(Quirk.SECOND_STREAM)
                && open.size() == 1
                && request.isReceiveOnly()
                && !open.get(0).request().isReceiveOnly();
    }

    void start(StreamRequest request) {
        CallStream[] self = new CallStream[1];
        CallStream opening = new CallStream(exchange, timeline, leg, request, faults, () -> open.remove(self[0]));
        self[0] = opening;
        open.add(opening);
        all.add(opening);
        opening.open();
    }

    /** Those that are not over, in the order in which they were asked for. */
    List<CallStream> open() {
        return List.copyOf(open);
    }

    /** The stream there is, or the last there was. */
    @Nullable
    CallStream last() {
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    void play(long until) {
        open().forEach(stream -> stream.play(until));
    }

    void frame(short[] uttered, short[] heard, long end) {
        open().forEach(stream -> stream.frame(uttered, heard, end));
    }

    void digit(char digit) {
        open().forEach(stream -> stream.digit(digit));
    }

    void stop() {
        open().forEach(CallStream::stop);
    }
}
