package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.CallerScript;
import io.github.telnyxstream.testkit.caller.Line;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.simulator.media.HeardAudio;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call from ringing to its end. Everything here happens on the ticker's thread. */
final class CallLeg {
    private final Exchange exchange;
    private final CallIdentity identity;
    private final Caller caller;
    private final Timeline timeline;
    private final CallWebhooks webhooks;
    private final HeardAudio heard = new HeardAudio();
    private final CallerScript script;
    private final CompletableFuture<String> settled = new CompletableFuture<>();
    private final List<CallStream> streams = new ArrayList<>();
    private @Nullable StreamRequest streamOnAnswer;
    private @Nullable CallStream stream;
    private @Nullable CallAnswered answered;
    private @Nullable String hangupCause;
    private @Nullable Instant endTime;
    private boolean wasHearing;
    private long frame;

    /** What exists from the answer on. */
    private record CallAnswered(CallTime time, CarrierAudio carrier, CarrierRecorder recorder) {}

    CallLeg(Exchange exchange, CallIdentity identity, Caller caller, Timeline timeline, URI webhookUrl) {
        this.exchange = exchange;
        this.identity = identity;
        this.caller = caller;
        this.timeline = timeline;
        webhooks = new CallWebhooks(exchange, identity, timeline, webhookUrl, this::settle);
        script = new CallerScript(caller, new CallerActions(), exchange.random().nextLong());
    }

    CallIdentity identity() {
        return identity;
    }

    CallWebhooks webhooks() {
        return webhooks;
    }

    Timeline timeline() {
        return timeline;
    }

    CallerScript script() {
        return script;
    }

    HeardAudio heard() {
        return heard;
    }

    /** The stream there is, or the last there was. */
    @Nullable
    CallStream lastStream() {
        return streams.isEmpty() ? null : streams.get(streams.size() - 1);
    }

    /** Completes with the hang-up cause when the call is over and its webhooks are delivered or given up. */
    CompletableFuture<String> settled() {
        return settled;
    }

    @Nullable
    Instant endTime() {
        return endTime;
    }

    boolean isAnswered() {
        return answered != null && !isEnded();
    }

    boolean isEnded() {
        return hangupCause != null;
    }

    void ring() {
        String parties = CallIdentity.masked(identity.from()) + " calls " + CallIdentity.masked(identity.to());
        timeline.add(Kind.CALL_PLACED, parties);
        webhooks.initiated(codec().wireName());
    }

    void ringUntilCallerGivesUp() {
        ring();
        after(caller.ringing(), () -> {
            if (answered == null) {
                end("originator_cancel", "caller", "487");
            }
        });
    }

    /** The application dialled; what the callee does decides. */
    void ringAtCallee(Duration timeout, @Nullable StreamRequest request) {
        streamOnAnswer = request;
        ring();
        switch (caller.pickup()) {
            case ANSWERS -> after(caller.answersAfter(), () -> answer(streamOnAnswer));
            case IS_BUSY -> after(Duration.ofMillis(200), () -> end("user_busy", "callee", "486"));
            case DOES_NOT_ANSWER -> after(timeout, () -> end("timeout", "callee", "480"));
        }
    }

    private void after(Duration delay, Runnable task) {
        exchange.ticker().at(exchange.ticker().nanoTime() + delay.toNanos(), () -> {
            if (!isEnded()) {
                task.run();
            }
        });
    }

    private Encoding codec() {
        return caller.codec();
    }

    void answer(@Nullable StreamRequest request) {
        CallTime time = new CallTime(exchange.ticker(), exchange.ticker().nanoTime());
        CarrierAudio carrier = new CarrierAudio(heard, time, webhooks, timeline);
        CarrierRecorder recorder = new CarrierRecorder(exchange, identity, timeline, webhooks, caller.transcript());
        answered = new CallAnswered(time, carrier, recorder);
        timeline.add(Kind.CALL_ANSWERED, codec().wireName());
        webhooks.answered(codec().wireName());
        if (request != null) {
            startStream(request);
        }
        exchange.ticker().at(time.frameEnd(0), this::tick);
    }

    void startStream(StreamRequest request) {
        CallStream opening = new CallStream(
                exchange,
                identity,
                timeline,
                nowAnswered().time(),
                webhooks,
                request,
                codec(),
                caller.faults(),
                heard,
                () -> stream = null);
        stream = opening;
        streams.add(opening);
        opening.open();
    }

    @Nullable
    CallStream stream() {
        return stream;
    }

    CarrierAudio carrier() {
        return nowAnswered().carrier();
    }

    CarrierRecorder recorder() {
        return nowAnswered().recorder();
    }

    CallTime time() {
        return nowAnswered().time();
    }

    private CallAnswered nowAnswered() {
        if (answered == null) {
            throw Refusal.notAnswered();
        }
        return answered;
    }

    /** Every 20 ms: what was heard in the frame before the last, what is said now, and where it goes. */
    private void tick() {
        if (isEnded() || answered == null) {
            return;
        }
        long end = (frame + 1) * CallerScript.FRAME_SAMPLES;
        answered.carrier().play(end);
        if (stream != null) {
            stream.play(end);
        }
        heard.reach(end);
        // one frame late, so that audio which was on its way when the frame ended is in it
        short[] heardNow = frame == 0
                ? new short[CallerScript.FRAME_SAMPLES]
                : heard.part(end - 2 * CallerScript.FRAME_SAMPLES, CallerScript.FRAME_SAMPLES);
        short[] uttered = script.next(heardNow);
        tellWhatIsHeard();
        if (isEnded()) {
            return;
        }
        answered.recorder().frame(uttered, heardNow, end - 2 * CallerScript.FRAME_SAMPLES);
        if (stream != null) {
            stream.frame(uttered, heardNow);
        }
        frame++;
        exchange.ticker().at(answered.time().frameEnd(frame), this::tick);
    }

    private void tellWhatIsHeard() {
        if (script.isHearing() != wasHearing) {
            wasHearing = script.isHearing();
            timeline.add(wasHearing ? Kind.CALLER_HEARS : Kind.CALLER_HEARS_SILENCE, "");
        }
    }

    void press(char digit) {
        timeline.add(Kind.DIGIT, String.valueOf(digit));
        if (stream != null) {
            stream.digit(digit);
        }
        webhooks.send(
                EventType.CALL_DTMF_RECEIVED,
                payload -> webhooks.parties(payload).put("digit", String.valueOf(digit)));
    }

    /** The person at our end hangs up. */
    void hangUpHere() {
        if (isEnded()) {
            return;
        }
        String who = identity.isIncoming() ? "caller" : "callee";
        if (answered == null) {
            end("originator_cancel", who, "487");
        } else {
            end("normal_clearing", who, "200");
        }
    }

    /** The application hangs up. */
    void hangUpThere() {
        end("normal_clearing", identity.isIncoming() ? "callee" : "caller", "200");
    }

    void end(String cause, String source, String sipCause) {
        if (isEnded()) {
            return;
        }
        hangupCause = cause;
        endTime = exchange.clock().instant();
        timeline.add(Kind.CALL_ENDED, cause + " by " + source);
        if (answered != null) {
            answered.carrier().stop(true, "call_hangup");
        }
        if (stream != null) {
            stream.stop();
        }
        webhooks.hangup(cause, source, sipCause);
        if (answered != null) {
            answered.recorder().stop();
        }
    }

    private void settle() {
        if (hangupCause != null && webhooks.areSettled()) {
            settled.complete(hangupCause);
        }
    }

    private final class CallerActions implements Line {
        @Override
        public void pressed(char digit) {
            press(digit);
        }

        @Override
        public void hungUp() {
            hangUpHere();
        }

        @Override
        public void speaking(long millis) {
            timeline.add(Kind.CALLER_SPEAKS, millis + " ms");
        }

        @Override
        public void spoke() {
            timeline.add(Kind.CALLER_SPOKE, "");
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
}
