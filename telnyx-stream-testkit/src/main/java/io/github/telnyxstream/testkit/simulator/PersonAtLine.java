package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.Line;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;

/** What the person of a leg does to the call. On the ticker's thread. */
final class PersonAtLine implements Line {
    private final CallLeg leg;
    private final Timeline timeline;
    private final Caller caller;

    PersonAtLine(CallLeg leg, Timeline timeline, Caller caller) {
        this.leg = leg;
        this.timeline = timeline;
        this.caller = caller;
    }

    @Override
    public void pressed(char digit) {
        leg.press(digit);
    }

    @Override
    public void hungUp() {
        leg.hangUpHere();
    }

    @Override
    public void speaking(long millis) {
        timeline.add(Kind.CALLER_SPEAKS, millis + " ms");
    }

    @Override
    public void spoke(String words) {
        timeline.add(Kind.CALLER_SPOKE, words);
        leg.spoke(words.isEmpty() ? caller.transcript() : words);
    }

    @Override
    public boolean isStreaming() {
        return leg.streams().open().stream().anyMatch(CallStream::isOpen);
    }

    @Override
    public void heardBeep() {
        timeline.add(Kind.BEEP_HEARD, "");
    }

    @Override
    public void gaveUp(String what) {
        timeline.add(Kind.CALLER_GAVE_UP, "waited in vain for " + what);
    }
}
