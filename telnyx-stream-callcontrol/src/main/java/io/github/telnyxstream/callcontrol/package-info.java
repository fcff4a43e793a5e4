/**
 * The client for Telnyx call control: the thread-safe {@code CallControl}, the {@code Call} handle with its verbs, and
 * what goes wrong. Which parameters a command has is the {@code command} package's business, how a webhook is verified
 * the {@code webhook} package's; nothing here knows either in detail.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.callcontrol;

import org.jspecify.annotations.NullMarked;
