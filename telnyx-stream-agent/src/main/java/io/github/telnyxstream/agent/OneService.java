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
        if (!(call.line() instanceof StreamLine stream)) {
            throw new IllegalStateException("a speech-to-speech service needs the call's audio");
        }
        return new Exchange(service, lineVoice, call, stream.session());
    }
}
