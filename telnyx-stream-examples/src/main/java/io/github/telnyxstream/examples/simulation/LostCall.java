package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import java.util.ArrayList;
import java.util.List;

/** A call that was over, or whose stream was, before its caller hung up. */
final class LostCall {
    private LostCall() {}

    /** What became of it since its stream was last open, in the order in which it happened; the same words for the same end. */
    static String why(List<SimulatorEvent> events) {
        List<String> words = new ArrayList<>();
        for (SimulatorEvent event : events) {
            switch (event.kind()) {
                case STREAM_STARTED, STREAM_RECONNECTED -> words.clear();
                case STREAM_STOPPED -> words.add("the stream is over: " + event.text());
                case STREAM_FAILED -> words.add("the stream could not be opened: " + event.text());
                case STREAM_BROKEN -> words.add("the stream broke");
                case CALL_ENDED -> words.add("the call is over: " + event.text());
                default -> {}
            }
        }
        return words.isEmpty() ? "no stream came" : String.join(", ", words);
    }
}
