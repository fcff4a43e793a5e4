package io.github.telnyxstream.agent.langchain4j;

import dev.langchain4j.memory.chat.ChatMemoryProvider;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.github.telnyxstream.agent.AgentCall;
import io.github.telnyxstream.agent.AgentTool;
import io.github.telnyxstream.agent.Conversation;
import io.github.telnyxstream.agent.ReplyRequest;
import io.github.telnyxstream.agent.Responder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * A language model of LangChain4j that answers callers.
 *
 * <p><b>Memory:</b> each call has a chat memory, whose id is the call control id. It holds what the caller said and pressed,
 * tools with their results, and of the answers what was heard: an answer is written when it is over, an interrupted one as
 * far as it came. The instructions stand before the memory and not in it. <b>Tools:</b> methods with {@code @Tool} are called
 * as the agent's own tools are, within its limits, while the caller hears that something is being done. <b>Costs</b> are
 * told in tokens.
 *
 * <p><b>Threads:</b> thread-safe, serves all calls. {@link #respond} blocks while the model streams; an interrupt, or to cancel
 * the reply, ends the stream.
 */
public final class LangChain4jResponder implements Responder {
    private final StreamingChatModel model;
    private final String instructions;
    private final ChatMemoryProvider memories;
    private final ToolMethods methods;
    private final ConcurrentMap<String, CallMemory> calls = new ConcurrentHashMap<>();

    private LangChain4jResponder(Builder settings) {
        this.model = settings.model;
        this.instructions = settings.instructions;
        this.memories = settings.memories;
        this.methods = ToolMethods.of(settings.objects);
    }

    /**
     * Begins with a model. Give it a timeout of about ten seconds: until its first word only that ends a request.
     *
     * @param model the model
     * @param instructions the system message; may be empty
     * @return a builder
     */
    public static Builder builder(StreamingChatModel model, String instructions) {
        return new Builder(model, instructions);
    }

    @Override
    public List<AgentTool> tools() {
        return methods.tools();
    }

    @Override
    public Reply respond(ReplyRequest request, Sink sink) {
        CallMemory memory = memoryOf(request.callControlId());
        memory.take(request.conversation());
        StreamedAnswer answer = new StreamedAnswer(
                model, instructions, memory, methods.specifications(request.tools()), request.tools(), sink);
        answer.ask();
        return answer;
    }

    @Override
    public void ended(@Nullable String callControlId, Conversation conversation) {
        CallMemory memory = callControlId == null ? null : calls.remove(callControlId);
        if (memory != null) {
            memory.take(conversation);
        }
    }

    private CallMemory memoryOf(@Nullable String callControlId) {
        return callControlId == null
                ? new CallMemory(window(""))
                : calls.computeIfAbsent(callControlId, id -> new CallMemory(memories.get(id)));
    }

    private static MessageWindowChatMemory window(Object id) {
        return MessageWindowChatMemory.builder().id(id).maxMessages(200).build();
    }

    /** Collects settings. One thread at a time. */
    public static final class Builder {
        private final StreamingChatModel model;
        private final String instructions;
        private final List<Object> objects = new ArrayList<>();
        private ChatMemoryProvider memories = LangChain4jResponder::window;

        private Builder(StreamingChatModel model, String instructions) {
            this.model = Objects.requireNonNull(model, "model");
            this.instructions = Objects.requireNonNull(instructions, "instructions");
        }

        /**
         * Sets the memory; without it each call has the last 200 messages of its own.
         *
         * @param provider asked once for each call, with its call control id; a memory that holds something already keeps it.
         *     Calls whose id is not known are not asked for
         * @return this
         */
        public Builder chatMemory(ChatMemoryProvider provider) {
            this.memories = Objects.requireNonNull(provider, "provider");
            return this;
        }

        /**
         * Adds tools.
         *
         * @param objectsWithTools have methods with {@code @Tool}. A parameter {@code InvocationParameters} is given the
         *     {@link AgentCall} under the name {@code call}, one with {@code @ToolMemoryId} the call control id. Results are
         *     told to the model, exceptions as "failed" without their text
         * @return this
         * @throws IllegalArgumentException if one has no such method
         */
        public Builder tools(Object... objectsWithTools) {
            Collections.addAll(objects, objectsWithTools);
            return this;
        }

        /**
         * The responder.
         *
         * @return for any number of calls
         */
        public LangChain4jResponder build() {
            return new LangChain4jResponder(this);
        }
    }
}
