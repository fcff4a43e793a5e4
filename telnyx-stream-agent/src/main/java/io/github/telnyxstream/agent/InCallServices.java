package io.github.telnyxstream.agent;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.TranscriptionSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Telnyx hears and speaks within the call itself, a responder thinks: nothing of the call's audio comes here.
 *
 * @param telnyx sends the commands
 * @param voice of the speak command
 * @param wanted how the caller is transcribed, or null for Telnyx's own engine in the agent's language
 * @param responder thinks
 */
record InCallServices(
        CallControl telnyx, String voice, @Nullable TranscriptionSettings wanted, Responder responder) implements Crew {

    /** How a caller is transcribed who speaks a language. */
    TranscriptionSettings transcription(String language) {
        if (wanted != null) {
            return wanted;
        }
        // this engine knows languages without their countries, and Norwegian under one name
        String plain = Locale.forLanguageTag(language).getLanguage();
        String known = plain.equals("nb") || plain.equals("nn") ? "no" : plain;
        return TranscriptionSettings.builder()
                .engine("Telnyx")
                .engineConfig(Map.of("language", known.isEmpty() ? "auto_detect" : known))
                .build();
    }

    @Override
    public List<AgentTool> tools() {
        return responder.tools();
    }

    @Override
    public OnCall on(Call call) {
        if (!(call.line() instanceof SpeakLine line)) {
            throw new IllegalStateException("an agent within the call has no media stream");
        }
        return new OnCall() {
            @Override
            public Speaking voice(Speaking.Owner owner) {
                return line.voice(owner);
            }

            @Override
            public Listening listening(Listening.Events events) {
                return line.hears(new TranscribedHearing(InCallServices.this, line, call, events));
            }

            @Override
            public Answering answering(Answering.Owner owner, Mouth mouth, TurnClock clock) {
                return new WrittenAnswer(responder, owner, call, mouth, clock);
            }

            @Override
            public void told(Conversation.Role role, String text) {
                // the responder reads it in the conversation
            }

            @Override
            public void ended(Conversation conversation) {
                ThreeServices.end(responder, call, conversation);
            }
        };
    }
}
