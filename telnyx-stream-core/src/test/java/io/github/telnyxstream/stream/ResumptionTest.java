package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.PlaybackResult.Cause;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.transport.TransportListener;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream whose socket is lost, and whose call comes back on another one. */
class ResumptionTest {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final SessionRig rig = resumable().start();

    private static SessionRig resumable() {
        return new SessionRig(
                new RecordingListener(),
                options -> options.resumeWithin(GRACE).maxSessions(2),
                new Expected(Messages.CALL, null, null),
                new DirectExecutor());
    }

    private TransportListener open(FakeTransport transport) {
        Place place = Objects.requireNonNull(rig.engine.takePlace());
        place.tryOpen();
        return Objects.requireNonNull(rig.engine.resume(place, new Expected(Messages.CALL, null, null), transport));
    }

    private TransportListener comeBack(FakeTransport transport) {
        TransportListener socket = open(transport);
        socket.onText(Messages.CONNECTED);
        socket.onText(Messages.start());
        return socket;
    }

    private FakeTransport transport() {
        return new FakeTransport(rig.clock);
    }

    // ------------------------------------------------------------------ the session

    @Test
    void goesOnWithTheSecondSocketOfItsCall() {
        rig.session.onText(Messages.media(1));
        rig.session.onText(Messages.media(3));
        rig.session.onClose(1006, "");
        assertThat(rig.session.isLost()).isTrue();
        assertThat(rig.engine.session(Messages.CALL)).isSameAs(rig.session);
        rig.runMillis(5000);

        TransportListener second = comeBack(transport());
        assertThat(rig.session.isLost()).isFalse();
        second.onText(Messages.media(1));
        second.onText(Messages.media(2));
        second.onText(Messages.stop());

        assertThat(rig.listener.calls())
                .containsExactly(
                        "connected",
                        "start",
                        "media 1",
                        "media 3",
                        "lost CONNECTION_LOST",
                        "resumed",
                        "media 1",
                        "media 2",
                        "stop",
                        "closed STOPPED");
        assertThat(rig.session.statistics().framesReceived()).isEqualTo(4);
        assertThat(rig.session.statistics().framesLost()).isEqualTo(1);
        assertThat(rig.engine.sessions()).isEmpty();
        assertThat(rig.session.diagnose()).contains("the connection is lost").contains("the stream is resumed");
    }

    @ParameterizedTest
    @ValueSource(ints = {1001, 1002, 1006, 1011, 1012, 4000})
    void waitsAfterACloseThatIsNoFarewell(int code) {
        rig.session.onClose(code, "");

        assertThat(rig.listener.calls()).endsWith("lost CONNECTION_LOST");
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1005})
    void endsWithAFarewell(int code) {
        rig.session.onClose(code, "");

        assertThat(rig.listener.calls()).endsWith("start", "closed CLOSED_BY_PEER");
    }

    @Test
    void waitsAfterABrokenSocketAPeerThatDoesNotReadAndOneThatIsSilent() {
        rig.session.onError(new IllegalStateException("broken"));
        assertThat(rig.listener.calls()).endsWith("lost TRANSPORT_ERROR");

        FakeTransport second = transport();
        comeBack(second);
        second.hold();
        Playback playback = rig.session.play(SessionRig.clipOfMillis(1000));
        rig.visit();
        rig.runMillis(5100);
        assertThat(rig.listener.calls()).endsWith("resumed", "lost SEND_TIMEOUT");
        assertThat(second.aborts()).isEqualTo(1);

        FakeTransport third = transport();
        comeBack(third);
        rig.runMillis(120_000);
        assertThat(rig.listener.calls()).contains("lost SILENT_PEER");
        assertThat(third.media()).hasSize(50);
        assertThat(third.aborts()).isEqualTo(1);
        assertThat(playback.isActive()).isFalse();
    }

    @Test
    void waitsWhenASendFails() {
        rig.transport.refuseWith(new IllegalStateException("gone"));
        rig.session.play(SessionRig.clipOfMillis(100));
        rig.visit();
        assertThat(rig.listener.calls()).endsWith("lost TRANSPORT_ERROR");

        FakeTransport second = transport();
        comeBack(second);
        rig.runMillis(200);
        assertThat(second.media()).hasSize(5);
    }

    @Test
    void endsWhenTheCallDoesNotComeBackInTime() {
        Playback playback = rig.session.play(SessionRig.clipOfMillis(60_000));
        rig.visit();
        rig.runMillis(1000);
        rig.session.onClose(1006, "");
        rig.runMillis(GRACE.toMillis() - 20);
        assertThat(rig.session.hasEnded()).isFalse();
        rig.runMillis(40);

        assertThat(rig.listener.calls()).endsWith("lost CONNECTION_LOST", "failed NOT_RESUMED");
        assertThat(rig.listener.failures().get(0).message())
                .contains("10000 ms")
                .contains("1006");
        assertThat(SessionRig.resultOf(playback).cause()).isEqualTo(Cause.SESSION_ENDED);
        assertThat(SessionRig.resultOf(playback).heard().toMillis()).isBetween(980L, 1020L);
        assertThat(rig.listener.finalCalls()).isEqualTo(1);
        assertThat(rig.engine.session(Messages.CALL)).isNull();
        Place place = Objects.requireNonNull(rig.engine.takePlace());
        assertThat(rig.engine.resume(place, new Expected(Messages.CALL, null, null), transport()))
                .isNull();
    }

    @Test
    void endsAtOnceWhenItIsClosedWhileItWaits() {
        rig.session.onClose(1006, "");
        FakeTransport second = transport();
        TransportListener socket = open(second);
        rig.session.close();
        socket.onText(Messages.CONNECTED);
        socket.onText(Messages.start());

        assertThat(rig.listener.calls()).endsWith("lost CONNECTION_LOST", "closed CLOSED_BY_APPLICATION");
        assertThat(second.closeCodes()).containsExactly(1000);
        assertThat(rig.engine.awaitsNobody()).isTrue();
    }

    @Test
    void doesNotWaitUnlessItIsAskedTo() {
        SessionRig unasked = new SessionRig(new Expected(Messages.CALL, null, null)).start();
        unasked.session.onClose(1006, "");
        assertThat(unasked.listener.calls()).endsWith("start", "failed CONNECTION_LOST");

        SessionRig unnamed = SessionRig.started(options -> options.resumeWithin(GRACE));
        unnamed.session.onClose(1006, "");
        assertThat(unnamed.listener.calls()).endsWith("start", "failed CONNECTION_LOST");

        SessionRig unstarted = resumable();
        unstarted.session.onText(Messages.CONNECTED);
        unstarted.session.onClose(1006, "");
        assertThat(unstarted.listener.calls()).endsWith("connected", "failed CONNECTION_LOST");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AcceptorOptions.builder().resumeWithin(Duration.ofHours(2)))
                .withMessageContaining("resumeWithin");
    }

    @Test
    void goesOnWithTheNewerOfTwoOpenSocketsWhenItStarts() {
        FakeTransport second = transport();
        TransportListener newer = open(second);
        newer.onText(Messages.CONNECTED);
        assertThat(rig.listener.findingKinds()).containsExactly(Finding.Kind.TWO_SOCKETS);
        rig.session.onText(Messages.media(1));
        newer.onText(Messages.start());
        rig.session.onText(Messages.media(2));
        rig.session.onText(Messages.stop());
        rig.session.onClose(1000, "");
        newer.onText(Messages.media(7));
        newer.onClose(1000, "");

        assertThat(rig.listener.calls())
                .containsExactly(
                        "connected",
                        "start",
                        "media 1",
                        "lost CONNECTION_LOST",
                        "resumed",
                        "media 7",
                        "closed CLOSED_BY_PEER");
        assertThat(rig.transport.aborts()).isEqualTo(1);
        assertThat(rig.engine.awaitsNobody()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"another call", "a stop", "a close", "a break", "nothing", "a newer one"})
    void isNotHarmedByASocketThatStartsNoStreamOfItsCall(String what) {
        FakeTransport second = transport();
        TransportListener other = open(second);
        switch (what) {
            case "another call" -> other.onText(Messages.start("PCMU", 8000, "another"));
            case "a stop" -> other.onText(Messages.stop());
            case "a close" -> other.onClose(1000, "");
            case "a break" -> other.onError(new IllegalStateException("broken"));
            case "nothing" -> {
                for (int k = 0; k < 600; k++) {
                    rig.session.onText(Messages.media(k + 1));
                    rig.runMillis(20);
                }
            }
            default -> {
                rig.session.givePlaceBack();
                open(transport());
            }
        }
        other.onText(Messages.start());
        other.onText(Messages.media(1));
        rig.session.onText(Messages.dtmf('5'));

        assertThat(rig.listener.calls()).endsWith("dtmf 5").doesNotContain("resumed", "lost CONNECTION_LOST");
        assertThat(rig.session.isLost()).isFalse();
        assertThat(rig.engine.takePlace()).as("its place is free").isNotNull();
    }

    // ------------------------------------------------------------------ what is played

    /** Samples that tell their place, from 1 on; never 0. */
    private static short[] counting(int samples) {
        short[] pcm = new short[samples];
        for (int k = 0; k < samples; k++) {
            pcm[k] = (short) (1 + k);
        }
        return pcm;
    }

    @ParameterizedTest
    @CsvSource({"0, true, 1000", "0, false, 1000", "40, true, 700", "40, false, 2000", "120, true, 60", "5, false, 2990"
    })
    void skipsNothingAndRepeatsALittle(int delay, boolean playsOn, int lostAfter) {
        FarTelnyx far = new FarTelnyx(options -> options.resumeWithin(GRACE), () -> delay, 0);
        Playback playback = far.session.play(AudioSource.pcm(8000, counting(24_000)));
        far.runMillis(lostAfter);
        far.cut(playsOn);
        far.runMillis(3000);
        int before = far.heardSamples();
        assertThat(playback.isActive()).isTrue();

        far.connectAgain();
        far.runMillis(6000);

        short[] heard = far.heard();
        int from = heard[heard.length - 1] - (heard.length - before);
        assertThat(Arrays.copyOf(heard, before)).isEqualTo(Arrays.copyOf(counting(24_000), before));
        assertThat(from).as("nothing is skipped").isBetween(0, before);
        assertThat(before - from).as("repeated").isLessThanOrEqualTo((2 * 160 + 2 * delay) * 8 + 320);
        assertThat((int) heard[heard.length - 1]).isEqualTo(24_000);
        assertThat(SessionRig.resultOf(playback)).isEqualTo(PlaybackResult.played(Duration.ofSeconds(3)));
        assertThat(far.listener.problemKinds()).isEmpty();
    }

    @Test
    void asksForTheMarksAgainThatWereOut() {
        FarTelnyx far = new FarTelnyx(options -> options.resumeWithin(GRACE), () -> 30, 0);
        far.session.play(AudioSource.pcm(8000, counting(4000)));
        far.session.mark("after the first");
        far.session.play(AudioSource.pcm(8000, counting(4000)));
        far.session.mark("after the first");
        far.runMillis(400);
        far.cut(true);
        far.runMillis(2000);
        assertThat(far.listener.calls()).noneMatch(call -> call.startsWith("mark"));
        far.connectAgain();
        far.runMillis(3000);

        assertThat(far.listener.calls())
                .endsWith("resumed", "mark after the first PLAYED", "mark after the first PLAYED");
        assertThat(far.listener.problemKinds()).isEmpty();
    }

    @Test
    void keepsProtectedAndLivePlaybacksAndWhatIsQueuedMeanwhile() {
        FarTelnyx far = new FarTelnyx(options -> options.resumeWithin(GRACE), () -> 0, 0);
        Playback kept = far.session.play(AudioSource.pcm(8000, counting(8000)), PlaybackOptions.protectedFromBargeIn());
        far.runMillis(500);
        far.cut(false);
        LivePlayback live = far.session.playLive(8000);
        assertThat(live.write(counting(4000))).isEqualTo(WriteResult.TAKEN);
        live.end();
        far.runMillis(2000);
        far.connectAgain();
        far.runMillis(4000);

        assertThat(SessionRig.resultOf(kept).isPlayed()).isTrue();
        assertThat(SessionRig.resultOf(live)).isEqualTo(PlaybackResult.played(Duration.ofMillis(500)));
        short[] heard = far.heard();
        assertThat(Arrays.copyOfRange(heard, heard.length - 4000, heard.length)).isEqualTo(counting(4000));
    }

    @Test
    void canBeInterruptedWhileItWaits() {
        Playback playback = rig.session.play(SessionRig.clipOfMillis(60_000));
        rig.visit();
        rig.runMillis(1000);
        rig.session.onClose(1006, "");
        assertThat(rig.session.interrupt()).isTrue();
        FakeTransport second = transport();
        comeBack(second);
        rig.runMillis(1000);

        assertThat(SessionRig.resultOf(playback).outcome()).isEqualTo(PlaybackResult.Outcome.INTERRUPTED);
        assertThat(second.sent()).isEmpty();
    }

    @Test
    void staysHeldOverALoss() {
        Playback playback = rig.session.play(SessionRig.clipOfMillis(1000));
        rig.visit();
        rig.runMillis(100);
        rig.session.hold();
        rig.session.onClose(1006, "");
        FakeTransport second = transport();
        comeBack(second);
        rig.runMillis(1000);
        assertThat(second.media()).isEmpty();
        assertThat(rig.session.isHeld()).isTrue();
        rig.session.resume();
        rig.runMillis(2000);

        assertThat(second.media()).isNotEmpty();
        assertThat(playback.isActive()).isTrue();
        second.marks().forEach(name -> rig.session.line().onText(Messages.mark(name)));
        assertThat(SessionRig.resultOf(playback).isPlayed()).isTrue();
    }

    @Test
    void takesNoSingleFramesWhileItWaits() {
        rig.session.onText(Messages.media(1));
        assertThat(rig.session.send(rig.listener.frames().get(0))).isTrue();
        rig.session.onClose(1006, "");
        assertThat(rig.session.send(rig.listener.frames().get(0))).isFalse();
        comeBack(transport());

        assertThat(rig.session.send(rig.listener.frames().get(0))).isTrue();
    }

    @Test
    void decodesWhatTheNewSocketAnnounces() {
        rig.session.onText(Messages.media(Messages.STREAM, "inbound", 1, new byte[160]));
        rig.session.onClose(1006, "");
        TransportListener second = open(transport());
        second.onText(Messages.start("PCMA", 8000));
        second.onText(Messages.media(Messages.STREAM, "inbound", 1, new byte[160]));

        List<MediaFormat> formats = rig.listener.frames().stream()
                .map(io.github.telnyxstream.stream.audio.MediaFrame::format)
                .toList();
        assertThat(formats).containsExactly(MediaFormat.PCMU, MediaFormat.PCMA);
        assertThat(rig.session.inboundFormat()).isEqualTo(MediaFormat.PCMA);
    }

    @Test
    void survivesAsManyLossesAsThereAre() {
        for (int k = 0; k < 300; k++) {
            rig.session.line().onClose(1006, "");
            comeBack(transport()).onText(Messages.media(1));
        }
        rig.session.line().onText(Messages.stop());
        rig.runMillis(6000);

        assertThat(rig.session.statistics().framesReceived()).isEqualTo(300);
        assertThat(rig.listener.calls()).endsWith("media 1", "stop", "closed STOPPED");
        assertThat(rig.engine.awaitsNobody()).isTrue();
    }
}
