package io.github.telnyxstream.testkit.simulator;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.Murmur;
import io.github.telnyxstream.testkit.fault.FaultPlan;
import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.report.RunReport;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the simulator says of marks, {@code clear} and an end that an application gets wrong, and of those who do not. */
class MisuseTest {
    private static final short[] SECOND = Murmur.lasting(1000);
    private static final Duration FRAME = Duration.ofMillis(20);

    private final VirtualBench bench = new VirtualBench();
    private final RawPeer peer = new RawPeer();

    @BeforeEach
    void raw() {
        bench.telnyx.streamsTo(peer);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private SimulatedCall call(String faults) {
        return bench.call(
                Caller.builder().faults(FaultPlan.parse(faults, 1).line()).build());
    }

    private void mark(String name) {
        peer.say(FakeApplication.mark(name));
        bench.clock.settle();
    }

    private void clear() {
        peer.say("{\"event\":\"clear\"}");
        bench.clock.settle();
    }

    private void say(short[] pcm) {
        peer.saySound(pcm);
        bench.clock.settle();
    }

    /** So many frames of 20 ms, each when it is due. */
    private void sayPaced(int frames) {
        for (int i = 0; i < frames; i++) {
            say(Arrays.copyOfRange(SECOND, 1600, 1760));
            bench.pass(FRAME);
        }
    }

    private static List<String> told(SimulatedCall call, Kind kind) {
        return call.events().stream()
                .filter(event -> event.kind() == kind)
                .map(SimulatorEvent::text)
                .toList();
    }

    private static void assertTold(SimulatedCall call, String words) {
        assertThatThrownBy(() -> assertThatCall(call).wasFreeOfMisuse()).hasMessageContaining(words);
        assertThat(told(call, Kind.MISUSE)).singleElement().asString().contains(words);
    }

    @Test
    void aMarkBeforeAnyAudio() {
        SimulatedCall call = call("");
        mark("a");
        say(SECOND);
        mark("b");

        assertTold(call, "mark a was sent before any audio");
        assertThat(RunReport.of(List.of(call)).html()).contains("The application: mark a was sent before any audio");
        assertThat(told(call, Kind.VIOLATION)).isEmpty();
    }

    @Test
    void aNameThatIsUsedAgainBeforeItsMarkIsBack() {
        SimulatedCall call = call("");
        say(SECOND);
        mark("a");
        say(SECOND);
        mark("a");

        assertTold(call, "mark a was sent again before it was back");
    }

    @Test
    void aMarkForEveryFrame() {
        SimulatedCall call = call("");
        for (int i = 0; i < 30; i++) {
            sayPaced(1);
            mark("m" + i);
        }

        assertTold(call, "21 marks for 420 ms of audio");
    }

    @Test
    void aClearForEveryFrame() {
        SimulatedCall call = call("");
        for (int i = 0; i < 30; i++) {
            sayPaced(1);
            clear();
        }

        assertTold(call, "clear was sent 6 times within a second");
    }

    @Test
    void audioThatGoesOnAfterAClearWhileTheCallerSpeaks() {
        SimulatedCall call = call("");
        sayPaced(20);
        call.speak(Murmur.lasting(4000));
        sayPaced(20);
        clear();
        sayPaced(70);

        assertTold(call, "clear was sent while the caller spoke, and audio went on");
    }

    /** Marks by number behind what is said, one clear an interruption, a name again when it is back; an answer after a pause. */
    @Test
    void nothingOfAnApplicationThatDoesItRight() {
        SimulatedCall call = call("");
        for (int i = 0; i < 25; i++) {
            say(Arrays.copyOf(SECOND, 1000));
            mark("m" + i);
        }
        bench.pass(Duration.ofSeconds(4));
        mark("m0");
        sayPaced(20);
        call.speak(Murmur.lasting(1500));
        sayPaced(20);
        mark("end");
        clear();
        mark("end");
        bench.pass(Duration.ofMillis(300));
        sayPaced(80);
        for (int i = 0; i < 5; i++) {
            clear();
        }
        bench.pass(Duration.ofSeconds(2));
        clear();

        assertThatCall(call).wasFreeOfMisuse();
    }

    /** What was to come back over a connection that is lost never will: its name is free. */
    @Test
    void nothingOfANameThatIsUsedAgainOnANewConnection() {
        SimulatedCall call = call("reconnect=1s");
        say(Murmur.lasting(5000));
        mark("a");
        bench.pass(Duration.ofSeconds(2));
        assertThat(told(call, Kind.STREAM_RECONNECTED)).hasSize(1);
        say(SECOND);
        mark("a");

        assertThat(told(call, Kind.MISUSE)).isEmpty();
    }

    @Test
    void nothingOfANameThatIsUsedAgainBecauseMarksNeverComeBack() {
        SimulatedCall call = call("marks-never");
        say(SECOND);
        mark("a");
        bench.pass(Duration.ofSeconds(2));
        mark("a");

        assertThat(told(call, Kind.MISUSE)).isEmpty();
    }

    @Test
    void messagesThatStillComeASecondAfterStop() {
        SimulatedCall call = call("close-late=3s");
        say(SECOND);
        call.hangUp();
        sayPaced(45);
        assertThat(told(call, Kind.VIOLATION)).isEmpty();
        sayPaced(40);
        assertThat(peer.closes).isEmpty();
        bench.pass(Duration.ofSeconds(3));

        assertThat(told(call, Kind.VIOLATION)).singleElement().asString().contains("messages after stop");
        assertThat(call.playback().orElseThrow().violations()).hasSize(1);
        assertThat(peer.events("stop")).hasSize(1);
        assertThat(peer.closes).containsExactly(1000);
    }

    @Test
    void nothingOfAnApplicationThatClosesBehindStop() {
        SimulatedCall call = call("close-late=3s");
        peer.onText = text -> {
            if (text.startsWith("{\"event\":\"stop\"")) {
                peer.sockets.get(0).close(1000, "");
            }
        };
        call.hangUp();
        bench.pass(Duration.ofSeconds(10));

        assertThat(told(call, Kind.VIOLATION)).isEmpty();
        assertThat(peer.closes).containsExactly(1000);
    }

    @Test
    void nothingGoesOverAHalfOpenConnectionEitherWay() {
        SimulatedCall call = call("half-open=1s");
        bench.pass(Duration.ofSeconds(2));
        say(SECOND);
        bench.pass(Duration.ofSeconds(2));

        assertThat(call.sound().sections()).isEmpty();
        assertThat(peer.events("media")).hasSizeBetween(49, 51);
        assertThat(peer.closes).isEmpty();
    }

    @Test
    void pingsAreAnswered() {
        SimulatedCall call = call("pings=200ms");
        bench.pass(Duration.ofSeconds(5));
        call.hangUp();
        bench.pass(Duration.ofSeconds(1));

        assertThat(peer.signs).isBetween(24, 26);
        assertThat(told(call, Kind.MISUSE)).isEmpty();
    }
}
