/**
 * Webhooks: proof that one is Telnyx's, the events as records, and a receiver that acknowledges first and works after.
 * Knows no server and sends nothing. There is no way to read a webhook without a key.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.callcontrol.webhook;

import org.jspecify.annotations.NullMarked;
