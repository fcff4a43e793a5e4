package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.testkit.observation.SentWebhook;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.net.URI;
import java.util.List;

/** Programs that could not be told that the phone rings in such a way that no other call will fare better. */
final class DeadEnd {
    private DeadEnd() {}

    /**
     * Why there is no use in calling again, in words; empty if there is.
     *
     * @param hasFaredBetter whether a call before this one came further, so that only silence at its door is for good
     */
    static String of(SimulatedCall call, URI webhook, boolean hasFaredBetter) {
        if (Unheard.isNobodyThere(call)) {
            return "nobody listens at " + Unheard.shown(webhook);
        }
        List<SentWebhook> rings = call.webhooks().stream()
                .filter(sent -> sent.eventType().equals("call.initiated"))
                .toList();
        if (hasFaredBetter || rings.isEmpty() || !Unheard.is(call)) {
            return "";
        }
        int status = rings.get(rings.size() - 1).status();
        return switch (status) {
            case 0 -> "your program does not answer webhooks at " + Unheard.shown(webhook);
            case 401, 403 ->
                "your program answers genuine webhooks " + status + ": does it have the TELNYX_PUBLIC_KEY above?";
            case 404, 405, 501 ->
                "your program answers webhooks " + status + ": does it take POST at " + Unheard.shown(webhook) + "?";
            default -> "";
        };
    }
}
