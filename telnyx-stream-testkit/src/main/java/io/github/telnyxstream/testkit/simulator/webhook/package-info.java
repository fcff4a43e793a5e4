/**
 * Signing and delivering webhooks, with retries and scripted faults. What a webhook says is decided elsewhere.
 */
@NullMarked
package io.github.telnyxstream.testkit.simulator.webhook;

import org.jspecify.annotations.NullMarked;
