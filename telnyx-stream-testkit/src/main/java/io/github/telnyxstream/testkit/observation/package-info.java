/**
 * What the simulator saw, as plain values: events, requests, webhooks, playback figures. Nothing here acts or waits.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.testkit.observation;

import org.jspecify.annotations.NullMarked;
