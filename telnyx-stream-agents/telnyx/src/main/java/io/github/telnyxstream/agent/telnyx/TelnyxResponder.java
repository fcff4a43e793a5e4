package io.github.telnyxstream.agent.telnyx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.telnyxstream.agent.AgentTool;
import io.github.telnyxstream.agent.Conversation;
import io.github.telnyxstream.agent.ReplyRequest;
import io.github.telnyxstream.agent.Responder;
import org.jspecify.annotations.Nullable;

/** Telnyx's chat completions: makes of a conversation what is asked, and starts the answer. */
final class TelnyxResponder implements Responder {
    static final String PATH = "/ai/openai/chat/completions";

    private final TelnyxSpeech.Service service;
    private final String model;
    private final String instructions;
    private final @Nullable Integer maxTokens;

    TelnyxResponder(TelnyxSpeech.Service service, String model, String instructions, @Nullable Integer maxTokens) {
        this.service = service;
        this.model = model;
        this.instructions = instructions;
        this.maxTokens = maxTokens;
    }

    @Override
    public Reply respond(ReplyRequest request, Sink sink) throws JsonProcessingException {
        ChatReply reply = new ChatReply(service, body(request), request.tools(), sink);
        reply.ask();
        return reply;
    }

    private ObjectNode body(ReplyRequest request) throws JsonProcessingException {
        ObjectNode body = service.json().createObjectNode();
        // thinking comes out empty or cut on some models, and late on all (live)
        body.put("model", model).put("stream", true).put("enable_thinking", false);
        ArrayNode messages = body.putArray("messages");
        messages.addObject().put("role", "system").put("content", instructions);
        for (Conversation.Entry entry : request.conversation().entries()) {
            messages.addObject().put("role", role(entry.role())).put("content", entry.forModel());
        }
        if (request.tools().tools().isEmpty()) {
            if (maxTokens != null) {
                body.put("max_tokens", maxTokens);
            }
        } else {
            ArrayNode tools = body.putArray("tools");
            for (AgentTool tool : request.tools().tools()) {
                ObjectNode function = tools.addObject().put("type", "function").putObject("function");
                function.put("name", tool.name()).put("description", tool.description());
                function.set("parameters", service.json().readTree(tool.parametersJson()));
            }
        }
        return body;
    }

    private static String role(Conversation.Role role) {
        return switch (role) {
            case AGENT -> "assistant";
            case CALLER, KEYS -> "user";
        };
    }
}
