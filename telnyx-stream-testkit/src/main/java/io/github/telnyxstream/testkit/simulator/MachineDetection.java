package io.github.telnyxstream.testkit.simulator;

import java.time.Duration;

/** What Telnyx finds out about who has answered (page "Answering Machine Detection"). On the ticker's thread. */
final class MachineDetection {
    /** A person says a word and waits; a machine talks on until the analysis ends. */
    private static final Duration PERSON_AFTER = Duration.ofMillis(1200);

    private static final Duration MACHINE_AFTER = Duration.ofMillis(3500);

    private static final Duration SILENCE_AFTER_GREETING = Duration.ofMillis(1500);

    private final CallLeg leg;
    private final DialDetails details;
    private final boolean isMachine;
    private boolean isGreetingOver;
    private boolean isToldWho;
    private boolean isGreetingDue;

    MachineDetection(CallLeg leg, DialDetails details, boolean isMachine) {
        this.leg = leg;
        this.details = details;
        this.isMachine = isMachine;
    }

    void begin() {
        leg.after(isMachine ? MACHINE_AFTER : PERSON_AFTER, this::tellWho);
    }

    private boolean isPremium() {
        return details.detection().equals("premium");
    }

    private void tellWho() {
        String person = isPremium() ? "human_residence" : "human";
        leg.webhooks()
                .send(
                        isPremium()
                                ? EventType.CALL_MACHINE_PREMIUM_DETECTION_ENDED
                                : EventType.CALL_MACHINE_DETECTION_ENDED,
                        payload -> leg.webhooks().parties(payload).put("result", isMachine ? "machine" : person));
        isToldWho = true;
        tellGreetingWhenDue();
    }

    /** The machine has said what it says; its beep, if any, was part of that. */
    void spoke() {
        if (!isMachine || isGreetingOver || !details.awaitsGreeting()) {
            return;
        }
        isGreetingOver = true;
        leg.after(SILENCE_AFTER_GREETING, () -> {
            isGreetingDue = true;
            tellGreetingWhenDue();
        });
    }

    private void tellGreetingWhenDue() {
        if (!isToldWho || !isGreetingDue) {
            return;
        }
        isGreetingDue = false;
        boolean beep = isPremium() || details.detection().equals("detect_beep");
        leg.webhooks()
                .send(
                        isPremium()
                                ? EventType.CALL_MACHINE_PREMIUM_GREETING_ENDED
                                : EventType.CALL_MACHINE_GREETING_ENDED,
                        payload -> payload.put("result", beep ? "beep_detected" : "ended"));
    }
}
