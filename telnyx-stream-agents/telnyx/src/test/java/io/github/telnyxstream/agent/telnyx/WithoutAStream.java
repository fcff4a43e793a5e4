package io.github.telnyxstream.agent.telnyx;

import io.github.telnyxstream.agent.AgentLimits;
import io.github.telnyxstream.agent.AgentLines;
import io.github.telnyxstream.agent.CallTools;
import io.github.telnyxstream.agent.InCallAgents;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import java.util.List;
import java.util.Set;

/** The section "Without a media stream" of docs/voice-agent.md, compiled. */
final class WithoutAStream {
    private WithoutAStream() {}

    static WebhookReceiver agent(CallControl callControl, TelnyxSpeech speech, WebhookVerifier verifier) {
        InCallAgents agents = InCallAgents.builder(
                        callControl, speech.responder("You answer for Miller's bakery. Be brief."))
                .voice("AWS.Polly.Joanna-Neural")
                .agents(agent -> agent.lines(AgentLines.english("Miller's bakery, how can I help you?"))
                        .tools(List.of(CallTools.hangUp(), CallTools.transfer()))
                        .limits(AgentLimits.defaults().transferTo("+12025550111", Set.of())))
                .build();

        return WebhookReceiver.create(verifier, event -> {
            agents.onEvent(event);
            if (event instanceof CallInitiated call && call.direction().is(CallInitiated.Direction.INCOMING)) {
                callControl.call(event.details().callControlId()).answer();
            }
        });
    }
}
