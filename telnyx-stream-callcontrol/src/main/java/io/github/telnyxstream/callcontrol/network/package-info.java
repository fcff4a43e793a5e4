/**
 * How the way out to Telnyx looks: proxies and trust. Settings only; what uses them lives elsewhere.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.callcontrol.network;

import org.jspecify.annotations.NullMarked;
