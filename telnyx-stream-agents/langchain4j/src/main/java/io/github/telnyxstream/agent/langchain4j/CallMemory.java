package io.github.telnyxstream.agent.langchain4j;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.memory.ChatMemory;
import io.github.telnyxstream.agent.Conversation;
import io.github.telnyxstream.agent.Conversation.Entry;
import io.github.telnyxstream.agent.Conversation.Role;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What a chat memory knows of a call. Nothing is written that may have to be taken back: an answer comes from the
 * conversation, once it is over, and tools once they are done. Thread-safe.
 */
final class CallMemory {
    /** Done since the memory was looked at last: a memory may block, and whoever ends a tool must not. */
    private final Queue<List<ChatMessage>> done = new ConcurrentLinkedQueue<>();

    @GuardedBy("this")
    private final ChatMemory memory;

    @GuardedBy("this")
    private int taken;

    CallMemory(ChatMemory memory) {
        this.memory = memory;
    }

    /** Tools were called and are done, also when the answer that wanted them was given up. Returns at once. */
    void done(List<ChatMessage> requestAndResults) {
        done.add(requestAndResults);
    }

    /** What was said since the last time. */
    synchronized void take(Conversation conversation) {
        settle();
        List<Entry> entries = conversation.entries();
        for (; taken < entries.size(); taken++) {
            Entry entry = entries.get(taken);
            memory.add(
                    entry.role() == Role.AGENT ? AiMessage.from(entry.forModel()) : UserMessage.from(entry.forModel()));
        }
    }

    synchronized List<ChatMessage> messages() {
        settle();
        return memory.messages();
    }

    @GuardedBy("this")
    private void settle() {
        for (List<ChatMessage> group = done.poll(); group != null; group = done.poll()) {
            group.forEach(memory::add);
        }
    }
}
