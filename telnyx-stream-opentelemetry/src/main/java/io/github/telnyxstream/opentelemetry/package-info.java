/**
 * One span for each call's stream and one for each webhook, and the way a trace takes through Telnyx, so that a call is followed
 * over nodes. What belongs here is names, attributes and events; ids of calls stand in spans and never in a metric.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.opentelemetry;

import org.jspecify.annotations.NullMarked;
