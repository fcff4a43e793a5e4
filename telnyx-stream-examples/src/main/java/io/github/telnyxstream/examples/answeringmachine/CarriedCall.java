package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.callcontrol.webhook.CallRecordingSaved;
import io.github.telnyxstream.examples.voicemail.EndedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call that Telnyx greets and records. Webhooks come again and out of order, so every step is taken
 * once. One thread at a time, but {@link #isAwaited}, {@link #isHungUp} and {@link #callControlId} may be asked by any.
 */
final class CarriedCall {
    /** How far it is. */
    enum Step {
        GREETING,
        RECORDING,
        SAVED
    }

    private volatile Step step = Step.GREETING;
    private volatile String callControlId = "";
    private @Nullable String from;
    private @Nullable String to;
    private @Nullable String fileName;
    private boolean keyPressed;
    private volatile boolean hungUp;
    private volatile boolean fetched;

    /** Takes a step, unless the call is there already. */
    boolean advance(Step next) {
        if (next.compareTo(step) <= 0) {
            return false;
        }
        step = next;
        return true;
    }

    void parties(String id, @Nullable String caller, @Nullable String called) {
        callControlId = id.isEmpty() ? callControlId : id;
        from = caller == null ? from : caller;
        to = called == null ? to : called;
    }

    String callControlId() {
        return callControlId;
    }

    @Nullable
    String from() {
        return from;
    }

    /** Whether it is the key that ends the message; others mean nothing. */
    boolean pressKey() {
        if (keyPressed || step != Step.RECORDING) {
            return false;
        }
        keyPressed = true;
        return true;
    }

    /** No recording will come any more, because it is here or because there is none. */
    void fetched() {
        fetched = true;
    }

    /** Whether a recording has still to come. */
    boolean isAwaited() {
        return step != Step.GREETING && !fetched;
    }

    void hangUp() {
        hungUp = true;
    }

    boolean isHungUp() {
        return hungUp;
    }

    boolean isThanked() {
        return step == Step.SAVED;
    }

    /** The name of the files, which recording and transcript share, whichever comes first. */
    String fileName(String newName) {
        if (fileName == null) {
            fileName = newName;
        }
        return fileName;
    }

    Map<String, Object> facts(CallRecordingSaved saved, Duration longest) {
        Duration length = saved.duration().orElse(Duration.ZERO);
        Instant begin = saved.recordingStartedAt() == null ? saved.occurredAt() : saved.recordingStartedAt();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("from", from);
        facts.put("to", to);
        facts.put("call_control_id", callControlId);
        facts.put("started_at", begin.toString());
        facts.put("duration_ms", length.toMillis());
        facts.put("ended_by", endedBy(length, longest).word());
        facts.put("recording_id", saved.recordingId());
        return facts;
    }

    /** Telnyx does not say why a recording ended. */
    private EndedBy endedBy(Duration length, Duration longest) {
        if (keyPressed) {
            return EndedBy.KEY;
        }
        if (hungUp) {
            return EndedBy.HANGUP;
        }
        return length.plusSeconds(1).compareTo(longest) >= 0 ? EndedBy.LIMIT : EndedBy.SILENCE;
    }
}
