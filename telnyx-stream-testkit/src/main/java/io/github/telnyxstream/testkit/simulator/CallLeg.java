package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.CallerScript;
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
    private static final int USUAL_KEY_MILLIS = 250;
    private static final Duration FRAME = Duration.ofMillis(20);

    private final Exchange exchange;
    private final CallIdentity identity;
    private final Caller caller;
    private final Timeline timeline;
    private final CallWebhooks webhooks;
    private final HeardAudio heard;
    private final HeardAudio injected;
    private final CallerScript script;
    private final CompletableFuture<String> settled = new CompletableFuture<>();
    private final LegStreams streams;
    private @Nullable CallAnswered answered;
    private @Nullable String hangupCause;
    private @Nullable Instant endTime;
    private final SimulatedCall call;
    private final List<Runnable> afterAnswer = new ArrayList<>();
    private @Nullable Bridge bridge;
    private final Gatherer gatherer = new Gatherer();
    private @Nullable MachineDetection detection;
    private final Transcription transcription;
    private @Nullable String recordingId;
    private boolean isNoiseSuppressed;
    private boolean wasHearing;
    private long frame;

    /** What exists from the answer on. */
    private record CallAnswered(CallTime time, CarrierAudio carrier, CarrierRecorder recorder) {}

    CallLeg(Exchange exchange, CallIdentity identity, Caller caller, Timeline timeline, URI webhookUrl) {
        this.exchange = exchange;
        this.identity = identity;
        this.caller = caller;
        this.timeline = timeline;
        heard = new HeardAudio(exchange.keptSamples());
        injected = new HeardAudio(exchange.keptSamples());
        webhooks = new CallWebhooks(exchange, identity, timeline, webhookUrl, this::settle);
        transcription = new Transcription(webhooks);
        streams = new LegStreams(exchange, timeline, this, caller.faults());
        script = new CallerScript(
                caller,
                new PersonAtLine(this, timeline, caller),
                exchange.random().nextLong());
        call = new SimulatedCall(exchange.ticker(), this);
    }

    SimulatedCall call() {
        return call;
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

    /** What streams of this leg played while it was bridged: seen to come back on its inbound track (protocol notes, 1.3). */
    HeardAudio injected() {
        return injected;
    }

    LegStreams streams() {
        return streams;
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
    void ringAtCallee(Duration timeout, @Nullable StreamRequest request, DialDetails details) {
        recordFromAnswer(details.recording());
        ring();
        switch (caller.pickup()) {
            case ANSWERS -> after(caller.answersAfter(), () -> pickUp(request, details));
            case IS_BUSY -> after(Duration.ofMillis(200), () -> end("user_busy", "callee", "486"));
            case DOES_NOT_ANSWER -> after(timeout, () -> end("timeout", "callee", "480"));
        }
    }

    private void pickUp(@Nullable StreamRequest request, DialDetails details) {
        if (details.detection().isWanted()) {
            detection = new MachineDetection(this, details.detection(), caller.isMachine());
            detection.begin();
        }
        if (details.isTranscribed()) {
            transcription.of("inbound");
        }
        answer(request);
        if (!details.digits().isEmpty()) {
            carrier().beep(CarrierSounds.keys(details.digits(), USUAL_KEY_MILLIS));
        }
        after(details.timeLimit(), () -> end("time_limit", "unknown", "200"));
    }

    /** Runs it when the call is answered, which it may be already. */
    void whenAnswered(Runnable task) {
        if (isAnswered()) {
            task.run();
        } else {
            afterAnswer.add(task);
        }
    }

    /** Has it recorded from the answer on, under an id that is known before; null for not. */
    void recordFromAnswer(@Nullable RecordingTerms terms) {
        if (terms != null) {
            String id = CallIdentity.uuid(exchange.random());
            recordingId = id;
            whenAnswered(() -> recorder().start(id, terms, carrier()));
        }
    }

    /** Of the recording that the command which made or answered the call asked for. */
    @Nullable
    String recordingId() {
        return recordingId;
    }

    /** How long it has been answered, or was. */
    Duration length() {
        return FRAME.multipliedBy(frame);
    }

    void after(Duration delay, Runnable task) {
        exchange.ticker().at(exchange.ticker().nanoTime() + delay.toNanos(), () -> {
            if (!isEnded()) {
                task.run();
            }
        });
    }

    MediaFormat lineFormat() {
        return caller.lineFormat();
    }

    private Encoding codec() {
        return caller.codec();
    }

    void answer(@Nullable StreamRequest request) {
        CallTime time = new CallTime(exchange.ticker(), exchange.ticker().nanoTime());
        CarrierAudio carrier = new CarrierAudio(heard, time, webhooks, timeline, exchange.ticker());
        CarrierRecorder recorder = new CarrierRecorder(exchange, identity, timeline, webhooks, caller.transcript());
        answered = new CallAnswered(time, carrier, recorder);
        timeline.add(Kind.CALL_ANSWERED, codec().wireName());
        webhooks.answered(codec().wireName());
        if (request != null) {
            streams.start(request);
        }
        for (Runnable task : afterAnswer) {
            if (!isEnded()) {
                task.run();
            }
        }
        exchange.ticker().at(time.frameEnd(0), this::tick);
    }

    @Nullable
    Bridge bridge() {
        return bridge;
    }

    /** Connected with another call, or with none any more. */
    void bridged(@Nullable Bridge with) {
        bridge = with;
        if (with != null) {
            timeline.add(
                    Kind.BRIDGED,
                    "with " + CallIdentity.masked(with.other(this).identity.to()));
            webhooks.send(EventType.CALL_BRIDGED, webhooks::parties);
        }
    }

    Gatherer gatherer() {
        return gatherer;
    }

    void stopPrompt() {
        if (answered != null) {
            answered.carrier().stopPrompt();
        }
    }

    Transcription transcription() {
        return transcription;
    }

    void suppressNoise(boolean suppressed) {
        isNoiseSuppressed = suppressed;
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
        streams.play(end);
        heard.reach(end);
        // one frame late, so that audio which was on its way when the frame ended is in it
        short[] heardNow = frame == 0
                ? new short[CallerScript.FRAME_SAMPLES]
                : heard.part(end - 2 * CallerScript.FRAME_SAMPLES, CallerScript.FRAME_SAMPLES);
        short[] uttered = script.next(heardNow);
        if (isNoiseSuppressed && !script.isSpeaking()) {
            uttered = new short[uttered.length];
        }
        tellWhatIsHeard();
        if (isEnded()) {
            return;
        }
        answered.recorder().frame(uttered, heardNow, end - 2 * CallerScript.FRAME_SAMPLES);
        if (bridge != null) {
            // the noise of one line is not carried into the other
            bridge.carry(this, script.isSpeaking() ? uttered : new short[uttered.length]);
        }
        streams.frame(uttered, heardNow, end);
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
        streams.digit(digit);
        webhooks.send(
                EventType.CALL_DTMF_RECEIVED,
                payload -> webhooks.parties(payload).put("digit", String.valueOf(digit)));
        gatherer.press(digit);
        if (bridge != null) {
            bridge.press(this, digit);
        }
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
        gatherer.stop("call_hangup");
        if (answered != null) {
            answered.carrier().stop(true, "call_hangup");
        }
        streams.stop();
        webhooks.hangup(cause, source, sipCause, frame);
        if (answered != null) {
            answered.recorder().stop();
        }
        if (bridge != null) {
            bridge.ended(this);
        }
    }

    /** The person has said something. */
    void spoke(String words) {
        if (detection != null) {
            detection.spoke();
        }
        transcription.spoke(words);
    }

    private void settle() {
        if (hangupCause != null && webhooks.areSettled()) {
            settled.complete(hangupCause);
        }
    }
}
