package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.wire.MessageWriter;
import io.github.telnyxstream.testkit.Eventually;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final ManualClock clock = new ManualClock();
    private final FakeTransport transport = new FakeTransport(clock);
    private final List<Throwable> failures = new ArrayList<>();
    private final Outbox outbox = new Outbox(transport, Runnable::run, clock, failures::add);

    private static FrameMessage media(int bytes) {
        return new FrameMessage(MessageWriter.media(new byte[bytes], 0, bytes));
    }

    @Test
    void sendsAHundredThousandMessagesWithoutRecursion() {
        for (int k = 0; k < 100_000; k++) {
            outbox.addControl(MessageWriter.mark("m" + k));
        }
        outbox.drain();

        assertThat(transport.marks()).hasSize(100_000).startsWith("m0").endsWith("m99999");
        assertThat(transport.mostUnfinished()).isEqualTo(1);
    }

    @Test
    void sendsOneMessageAtATime() {
        transport.hold();
        for (int k = 0; k < 10; k++) {
            outbox.addControl(MessageWriter.mark("m" + k));
            outbox.drain();
        }
        assertThat(transport.sent()).hasSize(1);

        transport.step();
        transport.step();
        assertThat(transport.sent()).hasSize(3);
        transport.release();

        assertThat(transport.sent()).hasSize(10);
        assertThat(transport.mostUnfinished()).isEqualTo(1);
    }

    @Test
    void countsTheFirstOfTwoCompletions() {
        transport.hold();
        for (int k = 0; k < 4; k++) {
            outbox.addControl(MessageWriter.mark("m" + k));
        }
        outbox.drain();
        SendCallback first = transport.held().get(0);
        first.sent();
        first.sent();
        first.failed(new IOException("late"));

        assertThat(transport.sent()).hasSize(2);
        assertThat(failures).isEmpty();
    }

    @Test
    void countsTheFailureBeforeASuccess() {
        transport.hold();
        outbox.addControl(MessageWriter.mark("m"));
        outbox.addControl(MessageWriter.mark("n"));
        outbox.drain();
        IOException cause = new IOException("broken");
        transport.held().get(0).failed(cause);
        transport.held().get(0).failed(cause);
        transport.held().get(0).sent();

        assertThat(failures).containsExactly(cause);
        assertThat(transport.sent()).hasSize(1);
    }

    @Test
    void takesAThrowForAFailure() {
        IllegalStateException refusal = new IllegalStateException("closed");
        transport.refuseWith(refusal);
        outbox.addControl(MessageWriter.mark("m"));
        outbox.addControl(MessageWriter.mark("n"));
        outbox.drain();

        assertThat(failures).containsExactly(refusal);
    }

    @Test
    void takesFiftyFramesAtMost() {
        FrameMessage frame = media(160);
        int taken = 0;
        while (outbox.hasRoom(frame.lengthBytes())) {
            outbox.addMedia(frame);
            taken++;
        }

        assertThat(taken).isEqualTo(50);
    }

    @Test
    void takesSixtyFourKibibytesAtMost() {
        FrameMessage frame = media(1920);
        int bytes = 0;
        while (outbox.hasRoom(frame.lengthBytes())) {
            outbox.addMedia(frame);
            bytes += frame.lengthBytes();
        }

        assertThat(bytes).isBetween((64 << 10) - frame.lengthBytes() + 1, 64 << 10);
    }

    @Test
    void takesAsMuchAsEverWhenItWasPurged() {
        transport.hold();
        for (int round = 0; round < 3; round++) {
            int taken = 0;
            while (outbox.hasRoom(media(160).lengthBytes())) {
                outbox.addMedia(media(160));
                taken++;
            }
            assertThat(taken).isEqualTo(50);
            outbox.purgeMedia();
            assertThat(outbox.waitingMedia()).isZero();
            assertThat(outbox.waitingMillis()).isZero();
        }
    }

    @Test
    void alwaysTakesMarksAndClears() {
        transport.hold();
        outbox.addControl(MessageWriter.mark("in flight"));
        outbox.drain();
        while (outbox.hasRoom(media(160).lengthBytes())) {
            outbox.addMedia(media(160));
        }
        assertThat(outbox.isStalled()).isTrue();
        outbox.addControl(MessageWriter.mark("m"));
        outbox.addControl(MessageWriter.clear());
        transport.release();

        assertThat(transport.sent()).hasSize(53);
        assertThat(transport.sent().get(52).isClear()).isTrue();
        assertThat(outbox.isStalled()).isFalse();
    }

    @Test
    void sendsNothingAfterItWasClosed() {
        transport.hold();
        outbox.addControl(MessageWriter.mark("m"));
        outbox.addControl(MessageWriter.mark("n"));
        outbox.drain();
        outbox.close();
        transport.release();
        outbox.addControl(MessageWriter.mark("o"));
        outbox.drain();

        assertThat(transport.sent()).hasSize(1);
    }

    @Test
    void sendsWithoutHandingOverWhenTheTransportDoesNotBlock() {
        FakeTransport willing = new FakeTransport(clock, false);
        StepExecutor senders = new StepExecutor();
        Outbox direct = new Outbox(willing, senders, clock, failures::add);
        direct.addControl(MessageWriter.mark("m"));
        direct.drain();

        assertThat(willing.marks()).containsExactly("m");
        willing.hold();
        direct.addControl(MessageWriter.mark("n"));
        direct.addControl(MessageWriter.mark("o"));
        direct.drain();
        assertThat(willing.marks()).containsExactly("m", "n");
        willing.release();
        assertThat(willing.marks()).containsExactly("m", "n", "o");
        assertThat(senders.isIdle()).isTrue();
    }

    @Test
    void leavesToASenderWhatMayBlock() {
        StepExecutor senders = new StepExecutor();
        Outbox handing = new Outbox(transport, senders, clock, failures::add);
        handing.addControl(MessageWriter.mark("m"));
        handing.drain();
        assertThat(transport.sent()).isEmpty();

        senders.runAll();
        assertThat(transport.marks()).containsExactly("m");
    }

    @Test
    void countsASendAsUnfinishedWhileTheServerHoldsWhatItTookOver() {
        transport.buffer(300);
        outbox.addControl(MessageWriter.mark("m"));
        outbox.addControl(MessageWriter.mark("n"));
        outbox.drain();
        assertThat(transport.marks()).containsExactly("m");
        clock.advanceMillis(1000);
        outbox.drain();
        assertThat(transport.marks()).containsExactly("m");
        assertThat(outbox.sendingForNanos(clock.nanoTime())).isEqualTo(1_000_000_000L);
        assertThat(outbox.nextLookNanos(clock.nanoTime())).isEqualTo(20_000_000L);

        transport.buffer(0);
        outbox.drain();

        assertThat(transport.marks()).containsExactly("m", "n");
        assertThat(outbox.sendingForNanos(clock.nanoTime())).isZero();
        assertThat(outbox.nextLookNanos(clock.nanoTime())).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void asksToBeLookedAfterWhenSomethingWaitsBehindWhatTheServerHolds() {
        List<Long> asked = new ArrayList<>();
        outbox.onHeld(asked::add);
        transport.buffer(300);
        outbox.addControl(MessageWriter.mark("m"));
        outbox.drain();
        assertThat(asked).isEmpty();
        outbox.addControl(MessageWriter.clear());
        outbox.drain();
        assertThat(asked).containsExactly(1_000_000L);
        clock.advanceMillis(400);
        outbox.drain();
        assertThat(asked).containsExactly(1_000_000L, 20_000_000L);
        transport.buffer(0);
        outbox.drain();

        assertThat(transport.clears()).isEqualTo(1);
        assertThat(asked).hasSize(2);
    }

    @Test
    void looksSoonAfterASendAndLessOftenLater() {
        transport.buffer(300);
        outbox.addControl(MessageWriter.mark("m"));
        outbox.drain();
        // nothing waits behind it: nobody has to look
        assertThat(outbox.nextLookNanos(clock.nanoTime())).isEqualTo(Long.MAX_VALUE);
        outbox.addControl(MessageWriter.mark("n"));
        assertThat(outbox.nextLookNanos(clock.nanoTime())).isEqualTo(1_000_000L);
        clock.advanceMillis(40);
        assertThat(outbox.nextLookNanos(clock.nanoTime())).isEqualTo(10_000_000L);
    }

    @Test
    void sendsPingsAndPongsInTurnAndOneOfEachAtMost() {
        transport.hold();
        outbox.addControl(MessageWriter.mark("m"));
        outbox.drain();
        for (int k = 0; k < 1000; k++) {
            outbox.ping();
            outbox.pong(new byte[] {(byte) k});
        }
        assertThat(transport.controlFrames()).isEmpty();
        transport.release();

        assertThat(transport.controlFrames()).containsExactly("ping", "pong [-25]");
        assertThat(transport.mostUnfinished()).isEqualTo(1);
    }

    @Test
    void failsTheSessionWhoseServerNeverGetsRidOfASend() {
        SessionRig rig = SessionRig.started();
        rig.transport.buffer(1);
        rig.session.mark("m");
        rig.runMillis(5040);

        assertThat(rig.listener.calls()).endsWith("failed SEND_TIMEOUT");
    }

    /** A completion may come at the very moment at which the send that it belongs to returns; none may get lost. */
    @Test
    void losesNoCompletionThatRacesTheReturnOfTheSend() throws InterruptedException {
        int messages = 300_000;
        AtomicReference<SendCallback> handedOver = new AtomicReference<>();
        StreamTransport racing = new StreamTransport() {
            @Override
            public void sendText(OutgoingMessage message, SendCallback callback) {
                handedOver.set(callback);
            }

            @Override
            public void sendPing(SendCallback callback) {
                callback.sent();
            }

            @Override
            public boolean isSendBlocking() {
                return true;
            }

            @Override
            public void close(int code, String reason) {}

            @Override
            public void abort() {}
        };
        AtomicInteger sent = new AtomicInteger();
        Thread completer = new Thread(() -> {
            while (sent.get() < messages) {
                SendCallback callback = handedOver.getAndSet(null);
                if (callback == null) {
                    Thread.onSpinWait();
                } else {
                    sent.incrementAndGet();
                    callback.sent();
                }
            }
        });
        completer.setDaemon(true);
        ExecutorService sender = Executors.newSingleThreadExecutor();
        try {
            Outbox raced = new Outbox(racing, sender, StreamClock.system(), failures::add);
            for (int k = 0; k < messages; k++) {
                raced.addControl(MessageWriter.mark("m"));
            }
            completer.start();
            raced.drain();
            Eventually.ended(completer);
            assertThat(sent.get()).isEqualTo(messages);
            assertThat(failures).isEmpty();
        } finally {
            sent.set(messages);
            sender.shutdown();
        }
    }

    @Test
    void pausesClipsWhileThePeerDoesNotReadAndResumesThem() {
        SessionRig rig = SessionRig.started();
        Playback playback = rig.session.play(SessionRig.clipOfMillis(3000));
        rig.visit();
        rig.runMillis(200);
        rig.transport.hold();
        rig.runMillis(4000);
        int atStall = rig.transport.media().size();
        rig.transport.release();
        rig.runMillis(4000);
        rig.returnMarks(0);

        assertThat(atStall).isLessThan(30);
        assertThat(rig.transport.media()).hasSize(150);
        assertThat(rig.transport.mostUnfinished()).isEqualTo(1);
        assertThat(SessionRig.resultOf(playback).isPlayed()).isTrue();
        assertThat(rig.listener.terminalCalls()).isZero();
    }

    @Test
    void failsTheSessionWhenASendIsNotFinishedInTime() {
        SessionRig rig = SessionRig.started();
        rig.session.onText(Messages.media(1));
        rig.transport.hold();
        Playback playback = rig.session.play(SessionRig.clipOfMillis(10_000));
        rig.visit();
        rig.runMillis(5000);
        assertThat(rig.listener.terminalCalls()).isZero();

        rig.runMillis(20);

        assertThat(rig.listener.calls()).endsWith("failed SEND_TIMEOUT");
        assertThat(rig.transport.aborts()).isEqualTo(1);
        assertThat(SessionRig.resultOf(playback).outcome()).isEqualTo(PlaybackResult.Outcome.FAILED);
        assertThat(SessionRig.resultOf(playback).reason()).contains("stopped reading");
    }

    @Test
    void failsTheSessionWhenASendFails() {
        SessionRig rig = SessionRig.started();
        rig.transport.refuseWith(new IllegalStateException("gone"));
        rig.session.mark("m");
        rig.visit();

        assertThat(rig.listener.calls()).endsWith("failed TRANSPORT_ERROR");
        assertThat(rig.listener.failures().get(0).cause()).hasMessage("gone");
        assertThat(rig.transport.aborts()).isEqualTo(1);
    }
}
