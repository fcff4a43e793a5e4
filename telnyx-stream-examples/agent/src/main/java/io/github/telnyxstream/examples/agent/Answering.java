package io.github.telnyxstream.examples.agent;

import io.github.telnyxstream.agent.AgentLimits;
import io.github.telnyxstream.agent.AgentLines;
import io.github.telnyxstream.agent.AgentObserver;
import io.github.telnyxstream.agent.CallControlActions;
import io.github.telnyxstream.agent.CallTools;
import io.github.telnyxstream.agent.ServiceFailure;
import io.github.telnyxstream.agent.VoiceAgents;
import io.github.telnyxstream.agent.telnyx.TelnyxSpeech;
import io.github.telnyxstream.callcontrol.ApiRequest;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.CallControlException;
import io.github.telnyxstream.examples.answeringmachine.Configuration;
import io.github.telnyxstream.examples.answeringmachine.ConfigurationException;
import io.github.telnyxstream.stream.StreamClock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real calls, answered on Telnyx's services. */
final class Answering {
    private static final Logger log = LoggerFactory.getLogger(Answering.class);
    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final int VOICE_RATE_HZ = 16_000;

    private Answering() {}

    /**
     * What the agent shall be.
     *
     * @param model a language model of Telnyx, or null for the usual one
     * @param voice a voice of Telnyx that speaks 16 kHz, or null for the usual one
     * @param instructions what the model is told before each call
     * @param language of both sides, a tag
     * @param person who gets what the agent cannot do, or null
     * @param services speech and models, or null for those of the API
     */
    record Wishes(
            @Nullable String model,
            @Nullable String voice,
            String instructions,
            String language,
            @Nullable String person,
            @Nullable URI services) {}

    /**
     * Begins.
     *
     * @return the line, open until it is closed
     * @throws IOException if the port cannot be listened on
     * @throws ConfigurationException if Telnyx refuses the key
     */
    static PhoneLine start(Configuration keys, Wishes wishes) throws IOException, ConfigurationException {
        checkKey(keys);
        CallControl calls = client(keys).build();
        TelnyxSpeech speech = speech(keys, wishes);
        try {
            return new PhoneLine(
                    new PhoneLine.Address(keys.port(), keys.publicUrl()),
                    calls,
                    keys.publicKey(),
                    agents(speech, calls, wishes),
                    StreamClock.system());
        } catch (IOException taken) {
            speech.close();
            calls.close();
            // "port 8080 cannot be listened on: …"
            throw new IOException("--" + taken.getMessage(), taken);
        }
    }

    private static CallControl.Builder client(Configuration keys) {
        CallControl.Builder client = CallControl.builder(keys.apiKey());
        String told = keys.baseUrl();
        return told == null ? client : client.baseUrl(told);
    }

    /** Better now than when somebody calls. */
    private static void checkKey(Configuration keys) throws ConfigurationException {
        try (CallControl calls =
                client(keys).timeouts(SHORT, SHORT, SHORT).maxRetries(0).build()) {
            calls.request(new ApiRequest("GET", List.of("recordings"), Map.of("page[size]", "1"), null, true));
        } catch (CallControlException failed) {
            if (failed.status() == 401) {
                throw new ConfigurationException("TELNYX_API_KEY is refused by Telnyx (HTTP 401): was it copied whole,"
                        + " is it still in the portal under Keys & Credentials?");
            }
            log.warn("TELNYX_API_KEY could not be checked now: {}", failed.getMessage());
        }
    }

    private static TelnyxSpeech speech(Configuration keys, Wishes wishes) {
        TelnyxSpeech.Builder services = TelnyxSpeech.builder(keys.apiKey());
        String told = keys.baseUrl();
        if (wishes.services() != null) {
            services.baseUrl(wishes.services());
        } else if (told != null) {
            services.baseUrl(URI.create(told));
        }
        if (wishes.model() != null) {
            services.model(wishes.model());
        }
        if (wishes.voice() != null) {
            services.voice(wishes.voice(), VOICE_RATE_HZ);
        }
        return services.build();
    }

    private static VoiceAgents agents(TelnyxSpeech speech, CallControl calls, Wishes wishes) {
        AgentLimits limits = AgentLimits.defaults();
        String person = wishes.person();
        return VoiceAgents.builder(speech.recognizer(), speech.responder(wishes.instructions()), speech.synthesizer())
                .lines(lines(wishes.language()))
                .language(wishes.language())
                .actions(new CallControlActions(calls))
                .tools(person == null ? List.of(CallTools.hangUp()) : List.of(CallTools.hangUp(), CallTools.transfer()))
                .limits(person == null ? limits : limits.transferTo(person, Set.of()))
                .observer(new Refusals())
                .build();
    }

    private static AgentLines lines(String language) {
        if (language.startsWith("de")) {
            return AgentLines.german(null);
        }
        if (!language.startsWith("en")) {
            log.warn(
                    "what the agent says by itself ({}) is there in English and German only, and will be English",
                    "\"One moment, please.\"");
        }
        return AgentLines.english(null);
    }

    /** Says which option to change, since the log of the agent knows no options. */
    private static final class Refusals implements AgentObserver {
        @Override
        public void onFailure(@Nullable String callControlId, ServiceFailure failure) {
            if (failure.kind() == ServiceFailure.Kind.REFUSED) {
                log.error("{} is refused by Telnyx: {}", setting(failure), failure.reason());
            }
        }

        private static String setting(ServiceFailure failure) {
            if (failure.reason().startsWith("HTTP 401")) {
                return "TELNYX_API_KEY";
            }
            return switch (failure.service()) {
                case RECOGNIZER -> "--language";
                case RESPONDER -> "--model";
                case SYNTHESIZER -> "--voice";
                default -> "what the agent was told to use";
            };
        }
    }
}
