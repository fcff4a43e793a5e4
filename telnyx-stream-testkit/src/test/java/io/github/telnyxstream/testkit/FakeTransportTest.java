package io.github.telnyxstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamFailure;
import io.github.telnyxstream.stream.audio.AudioSource;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Also shows how a listener is tested without a simulator. */
class FakeTransportTest {
    private final ManualClock clock = new ManualClock();
    private final RecordingListener listener = new RecordingListener();
    private final FakeTransport telnyx = new FakeTransport(clock, true);
    private StreamAcceptor acceptor;

    @BeforeEach
    void open() {
        acceptor = StreamAcceptor.builder(() -> listener)
                .options(AcceptorOptions.builder().clock(clock).build())
                .build();
        telnyx.openAt(acceptor);
        telnyx.connected();
        telnyx.start("v3:call", "PCMU", 8000);
        clock.settle();
    }

    @AfterEach
    void close() {
        acceptor.close();
        clock.settle();
    }

    private void play(Duration length) {
        listener.session().orElseThrow().play(AudioSource.pcm(8000, new short[(int) (length.toMillis() * 8)]));
    }

    @Test
    void seesWhatTheEnginesWorkersSendAsTimePasses() {
        play(Duration.ofSeconds(2));
        clock.advance(Duration.ofSeconds(1));

        assertThat(telnyx.payloads()).hasSizeBetween(50, 60).allMatch(payload -> payload.length == 160);
        assertThat(telnyx.mostUnfinished()).isEqualTo(1);
    }

    @Test
    void speaksForTelnyx() {
        telnyx.media(new byte[160]);
        telnyx.dtmf('5');
        clock.advance(Duration.ofMillis(40));
        telnyx.stop();
        telnyx.closedByTelnyx(1000);
        clock.settle();

        assertThat(listener.frames()).hasSize(1);
        assertThat(listener.events()).hasSize(4);
        assertThat(listener.endings()).isEqualTo(1);
    }

    @Test
    void givesMarksBackWhenTheTestSaysSo() {
        listener.session().orElseThrow().mark("here");
        clock.advance(Duration.ofMillis(20));
        assertThat(telnyx.marks()).containsExactly("here");
        telnyx.mark("here");
        clock.settle();
        assertThat(listener.markOutcomes()).hasSize(1);
    }

    @Test
    void playsAPeerThatHasStoppedReading() {
        telnyx.hold();
        play(Duration.ofSeconds(2));
        clock.advance(Duration.ofSeconds(30));

        assertThat(telnyx.payloads()).hasSize(1);
        assertThat(telnyx.aborts()).isPositive();
        assertThat(listener.failure().orElseThrow().kind()).isEqualTo(StreamFailure.Kind.SEND_TIMEOUT);
    }

    @Test
    void goesOnWhenThePeerReadsAgain() {
        telnyx.hold();
        play(Duration.ofMillis(200));
        clock.advance(Duration.ofSeconds(1));
        telnyx.release();
        clock.advance(Duration.ofSeconds(1));

        assertThat(telnyx.payloads()).hasSize(10);
    }

    @Test
    void refusesSends() {
        telnyx.refuseWith(new IllegalStateException("gone"));
        play(Duration.ofMillis(20));
        clock.advance(Duration.ofSeconds(1));

        assertThat(listener.failure().orElseThrow().kind()).isEqualTo(StreamFailure.Kind.TRANSPORT_ERROR);
    }

    @Test
    void leavesACloseUnansweredUntilTheEngineGivesUp() {
        telnyx.leaveCloseUnanswered();
        listener.session().orElseThrow().close();
        clock.advance(Duration.ofSeconds(60));

        assertThat(telnyx.closeCodes()).containsExactly(1000);
        assertThat(telnyx.aborts()).isPositive();
    }

    @Test
    void saysSoWhenItIsNotOpen() {
        FakeTransport unopened = new FakeTransport(clock);
        assertThatThrownBy(unopened::connected).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void showsNoAudioInItsWords() {
        play(Duration.ofMillis(20));
        clock.advance(Duration.ofSeconds(1));
        assertThat(telnyx.sent().get(0).toString()).doesNotContain("payload");
    }
}
