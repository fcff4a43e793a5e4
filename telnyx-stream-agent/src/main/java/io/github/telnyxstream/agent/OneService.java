package io.github.telnyxstream.agent;

import org.jspecify.annotations.Nullable;

/**
 * Speech to speech.
 *
 * @param service hears, thinks and speaks
 * @param lineVoice says the agent's own lines; null when the service does
 */
record OneService(SpeechToSpeech service, @Nullable SpeechSynthesizer lineVoice) implements Crew {

    @Override
    public OnCall on(Call call) {
        return new Exchange(service, lineVoice, call);
    }
}
