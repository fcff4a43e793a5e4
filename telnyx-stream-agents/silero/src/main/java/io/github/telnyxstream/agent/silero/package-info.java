/**
 * Silero VAD, a neural network that hears speech, on ONNX Runtime.
 *
 * <p>Belongs here: the model's inputs and what is made of its outputs. Does not belong here: the model itself, which the
 * application brings, and turns, which are the agent's.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.agent.silero;

import org.jspecify.annotations.NullMarked;
