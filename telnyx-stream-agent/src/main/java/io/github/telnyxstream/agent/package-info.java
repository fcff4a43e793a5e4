/**
 * A voice agent on a telephone call: hears, answers, is interrupted, and knows what was heard.
 *
 * <p>{@link io.github.telnyxstream.agent.VoiceAgents} makes a {@link io.github.telnyxstream.agent.VoiceAgent}, a stream
 * listener, for every call. What it needs is behind narrow interfaces, and none of them names a vendor:
 * {@link io.github.telnyxstream.agent.SpeechRecognizer} (speech to text), {@link io.github.telnyxstream.agent.Responder} (text
 * to text), {@link io.github.telnyxstream.agent.SpeechSynthesizer} (text to speech),
 * {@link io.github.telnyxstream.agent.SpeechToSpeech} (all three in one),
 * {@link io.github.telnyxstream.agent.TurnDetector} (when somebody has finished) and
 * {@link io.github.telnyxstream.agent.BargeInPolicy} (when the agent has to be quiet).
 *
 * <p>Belongs here: turn-taking, interruption, what was heard, patience, tools, measurement. Does not belong here: any
 * service, any model, any prompt.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.agent;

import org.jspecify.annotations.NullMarked;
