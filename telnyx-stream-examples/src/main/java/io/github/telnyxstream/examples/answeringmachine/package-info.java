/**
 * The answering machine as a program: configuration, the one port, webhooks and commands. What a call is like is in
 * {@code voicemail}.
 */
@NullMarked
package io.github.telnyxstream.examples.answeringmachine;

import org.jspecify.annotations.NullMarked;
