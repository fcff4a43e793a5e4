package io.github.telnyxstream.agent;

import org.jspecify.annotations.Nullable;

/**
 * What a responder is asked.
 *
 * @param callControlId the call, as REST commands name it, or null when it is not known
 * @param conversation what was said, ending with what is to be answered; a snapshot
 * @param tools what the responder may call
 */
public record ReplyRequest(@Nullable String callControlId, Conversation conversation, Toolbox tools) {}
