package io.github.telnyxstream.testkit.simulator;

/** What Telnyx finds out about who has answered (page "Answering Machine Detection"). On the ticker's thread. */
final class MachineDetection {
    private final CallLeg leg;
    private final DetectionTerms terms;
    private final boolean isMachine;
    private boolean isGreetingOver;
    private boolean isToldWho;
    private boolean isGreetingDue;

    MachineDetection(CallLeg leg, DetectionTerms terms, boolean isMachine) {
        this.leg = leg;
        this.terms = terms;
        this.isMachine = isMachine;
    }

    void begin() {
        leg.after(isMachine ? terms.machineAfter() : terms.personAfter(), this::tellWho);
    }

    private boolean isPremium() {
        return terms.kind().equals("premium");
    }

    private void tellWho() {
        leg.webhooks()
                .send(
                        isPremium()
                                ? EventType.CALL_MACHINE_PREMIUM_DETECTION_ENDED
                                : EventType.CALL_MACHINE_DETECTION_ENDED,
                        payload -> leg.webhooks().parties(payload).put("result", result()));
        isToldWho = true;
        tellGreetingWhenDue();
    }

    private String result() {
        String scripted = terms.found();
        String found = scripted != null ? scripted : isMachine ? "machine" : "human_residence";
        if (isPremium()) {
            return found;
        }
        return found.startsWith("human") ? "human" : found.equals("machine") ? found : "not_sure";
    }

    /** The machine has said what it says; its beep, if any, was part of that. */
    void spoke() {
        if (!isMachine || isGreetingOver || !terms.awaitsGreeting()) {
            return;
        }
        isGreetingOver = true;
        leg.after(terms.greetingOverAfter(), () -> {
            isGreetingDue = true;
            tellGreetingWhenDue();
        });
    }

    private void tellGreetingWhenDue() {
        if (!isToldWho || !isGreetingDue) {
            return;
        }
        isGreetingDue = false;
        boolean beep = isPremium() || terms.kind().equals("detect_beep");
        leg.webhooks()
                .send(
                        isPremium()
                                ? EventType.CALL_MACHINE_PREMIUM_GREETING_ENDED
                                : EventType.CALL_MACHINE_GREETING_ENDED,
                        payload -> payload.put("result", beep ? "beep_detected" : "ended"));
    }
}
