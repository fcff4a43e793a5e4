/**
 * The media WebSocket as Telnyx speaks it, and the playback buffer behind it. No REST, no webhook.
 */
@NullMarked
package io.github.telnyxstream.testkit.simulator.media;

import org.jspecify.annotations.NullMarked;
