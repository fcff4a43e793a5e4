package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;

/** Commands that connect a call to another one. On the ticker's thread. */
final class RoutingCommands {
    private final Switchboard switchboard;

    RoutingCommands(Switchboard switchboard) {
        this.switchboard = switchboard;
    }

    Map<String, BiConsumer<CallLeg, ObjectNode>> effects() {
        return Map.of("transfer", this::transfer, "bridge", this::bridge);
    }

    /** Dials somebody in the same session, and connects the two when they answer. */
    private void transfer(CallLeg leg, ObjectNode body) {
        if (!leg.isAnswered() && !leg.identity().isIncoming()) {
            throw Refusal.notAnswered();
        }
        String to = Switchboard.number(CallCommands.required(body, "to"), "to");
        Duration timeout = Switchboard.timeout(body);
        CallIdentity identity = leg.identity()
                .towards(
                        switchboard.random(),
                        body.path("from").asText(leg.identity().from()),
                        to);
        String state = body.path("target_leg_client_state").asText("");
        CallCommands.checkClientState(state);
        WebhookTerms hooks = WebhookTerms.of(body);
        BridgeTerms terms = BridgeTerms.of(body);
        DialDetails details = DialDetails.of(body, switchboard.detected());
        SipHeaders headers = SipHeaders.of(body);
        CallLeg target = switchboard.add(
                identity,
                switchboard.callee(),
                hooks.url() == null ? leg.webhooks().url() : hooks.url());
        target.webhooks().clientState(state.isEmpty() ? null : state);
        target.webhooks().follow(hooks);
        target.webhooks().headers(headers);
        target.whenAnswered(() -> switchboard.greet(target, body, () -> connect(leg, target, terms)));
        target.ringAtCallee(timeout, null, details);
    }

    /** A caller who is waiting to be answered is answered by whoever they were passed on to. */
    private static void connect(CallLeg leg, CallLeg target, BridgeTerms terms) {
        if (leg.isEnded()) {
            target.hangUpThere();
            return;
        }
        if (!leg.isAnswered() && target.isAnswered()) {
            leg.answer(null);
        }
        Bridge.joinIfBothAreUp(leg, target, terms);
    }

    /** The SDK says {@code call_control_id_to_bridge_with}, which travels as {@code call_control_id}. */
    private void bridge(CallLeg leg, ObjectNode body) {
        CallLeg other = switchboard.find(CallCommands.required(body, "call_control_id"));
        if (other == null || other == leg) {
            throw Refusal.field(
                    90015, "Invalid Call Control ID", "There is no other call of that id", "call_control_id");
        }
        if (other.isEnded()) {
            throw Refusal.callEnded();
        }
        BridgeTerms terms = BridgeTerms.of(body);
        if (!leg.isAnswered() && leg.identity().isIncoming()) {
            leg.answer(null);
        }
        leg.whenAnswered(() -> other.whenAnswered(() -> Bridge.joinIfBothAreUp(leg, other, terms)));
    }
}
