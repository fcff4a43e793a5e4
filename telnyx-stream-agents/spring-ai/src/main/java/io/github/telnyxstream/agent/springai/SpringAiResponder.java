package io.github.telnyxstream.agent.springai;

import io.github.telnyxstream.agent.AgentCall;
import io.github.telnyxstream.agent.AgentTool;
import io.github.telnyxstream.agent.Conversation;
import io.github.telnyxstream.agent.ReplyRequest;
import io.github.telnyxstream.agent.Responder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;

/**
 * A language model of Spring AI that answers callers, with the advisors and options of its {@code ChatClient}.
 *
 * <p><b>Memory:</b> the client is given the whole conversation each time, and of the answers what was heard. So it needs no
 * memory advisor, and must have none: that would remember what nobody heard. <b>Tools:</b> methods with {@code @Tool} that
 * {@link Builder#tools} is given are called as the agent's own tools are, within its limits, while the caller hears that
 * something is being done; those that the client has by itself are called by Spring AI, in silence. <b>Costs</b> are told in
 * tokens, where the model tells them in a stream.
 *
 * <p><b>Threads:</b> thread-safe, serves all calls. {@link #respond} returns when the answer is complete; an interrupt ends
 * it and cancels the model's stream. Whether that closes the connection, so that the model stops as well, is up to the client
 * below: Reactor Netty's does, Spring's connector for the JDK's does not.
 */
public final class SpringAiResponder implements Responder {
    /** What Anthropic's and Google's models want at the beginning, and others do not mind. */
    private static final Message SOMEBODY_CALLS = new UserMessage("[The caller is on the line.]");

    private final ChatClient client;
    private final String instructions;
    private final List<AgentTool> tools;

    private SpringAiResponder(Builder settings) {
        this.client = settings.client;
        this.instructions = settings.instructions;
        this.tools = ToolBridge.agentTools(settings.objects);
    }

    /**
     * Begins with a client.
     *
     * @param client asked with everything that it has been given as a default
     * @return a builder
     */
    public static Builder builder(ChatClient client) {
        return new Builder(client);
    }

    @Override
    public List<AgentTool> tools() {
        return tools;
    }

    @Override
    public Reply respond(ReplyRequest request, Sink sink) throws InterruptedException {
        ChatClient.ChatClientRequestSpec asked = client.prompt().messages(messages(request.conversation()));
        if (!request.tools().tools().isEmpty()) {
            asked = asked.toolCallbacks(ToolBridge.callbacks(request.tools()));
        }
        new ChatStream(sink).run(asked.stream().chatResponse());
        return Reply.COMPLETE;
    }

    private List<Message> messages(Conversation conversation) {
        List<Message> messages = new ArrayList<>();
        if (!instructions.isBlank()) {
            messages.add(new SystemMessage(instructions));
        }
        List<Conversation.Entry> entries = conversation.entries();
        if (entries.isEmpty() || entries.get(0).role() == Conversation.Role.AGENT) {
            messages.add(SOMEBODY_CALLS);
        }
        for (Conversation.Entry entry : entries) {
            messages.add(
                    entry.role() == Conversation.Role.AGENT
                            ? new AssistantMessage(entry.forModel())
                            : new UserMessage(entry.forModel()));
        }
        return messages;
    }

    /** Collects settings. One thread at a time. */
    public static final class Builder {
        private final ChatClient client;
        private final List<Object> objects = new ArrayList<>();
        private String instructions = "";

        private Builder(ChatClient client) {
            this.client = Objects.requireNonNull(client, "client");
        }

        /**
         * Sets a system message, beside the client's default.
         *
         * @param text the message, not a template
         * @return this
         */
        public Builder instructions(String text) {
            this.instructions = Objects.requireNonNull(text, "text");
            return this;
        }

        /**
         * Adds tools.
         *
         * @param objectsWithTools have methods with {@code @Tool}. In a parameter {@code ToolContext} the {@link AgentCall}
         *     has the name {@code call}. Results are told to the model, exceptions as "failed" without their text
         * @return this
         */
        public Builder tools(Object... objectsWithTools) {
            Collections.addAll(objects, objectsWithTools);
            return this;
        }

        /**
         * The responder.
         *
         * @return for any number of calls
         * @throws IllegalStateException if an object has no tool
         */
        public SpringAiResponder build() {
            return new SpringAiResponder(this);
        }
    }
}
