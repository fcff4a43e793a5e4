package io.github.telnyxstream.agent.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolMemoryId;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.github.telnyxstream.agent.AgentTool;
import io.github.telnyxstream.agent.CallTools;
import io.github.telnyxstream.agent.Conversation;
import io.github.telnyxstream.agent.Conversation.Entry;
import io.github.telnyxstream.agent.Conversation.Role;
import io.github.telnyxstream.agent.ReplyRequest;
import io.github.telnyxstream.agent.Responder;
import io.github.telnyxstream.agent.Toolbox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LangChain4jResponderTest {
    private static final Entry GREETING = new Entry(Role.AGENT, "Miller's bakery.", false);
    private static final Entry QUESTION = new Entry(Role.CALLER, "When are you open?", false);

    private StandInModel model;

    @BeforeEach
    void start() throws Exception {
        model = new StandInModel();
    }

    @AfterEach
    void stop() {
        model.close();
    }

    private static ReplyRequest request(Toolbox tools, Entry... entries) {
        return new ReplyRequest("call-a", new Conversation(List.of(entries)), tools);
    }

    private static List<String> sent(JsonNode request) {
        return StreamSupport.stream(request.path("messages").spliterator(), false)
                .map(message -> message.path("role").asText() + ": "
                        + message.path("content").asText("")
                        + message.path("tool_calls").findValuesAsText("name"))
                .toList();
    }

    private static List<String> held(ChatMemory memory) {
        return memory.messages().stream().map(LangChain4jResponderTest::line).toList();
    }

    private static String line(ChatMessage message) {
        if (message instanceof UserMessage user) {
            return "user: " + user.singleText();
        }
        if (message instanceof AiMessage said) {
            return said.hasToolExecutionRequests()
                    ? "wants " + said.toolExecutionRequests().get(0).name() + ", says " + said.text()
                    : "agent: " + said.text();
        }
        return "result: " + ((ToolExecutionResultMessage) message).text();
    }

    @Test
    void streamsAnAnswerAndTellsItsCost() throws Exception {
        model.says("From ni", "ne ", "to five.");
        Responder responder =
                LangChain4jResponder.builder(model.model(), "Be brief.").build();
        Taken taken = new Taken();

        responder.respond(
                request(
                        new Tools(List.of()),
                        new Entry(Role.AGENT, "Miller's", true),
                        QUESTION,
                        new Entry(Role.KEYS, "12", false)),
                taken);

        assertThat(taken.over.get()).isEqualTo("From nine to five.");
        assertThat(taken.cost).isEqualTo(42);
        assertThat(model.requests.get(0).has("tools")).isFalse();
        assertThat(sent(model.requests.get(0)))
                .containsExactly(
                        "system: Be brief.[]",
                        "user: [The caller is on the line.][]",
                        "assistant: Miller's [interrupted by the caller][]",
                        "user: When are you open?[]",
                        "user: [pressed the keys 12][]");
    }

    @Test
    void keepsInItsMemoryOnlyWhatWasHeard() throws Exception {
        model.says("From nine to five, and on Saturday until two.").says("You are welcome. Goodbye.");
        ChatMemory memory = MessageWindowChatMemory.withMaxMessages(20);
        List<Object> ids = new ArrayList<>();
        LangChain4jResponder responder = LangChain4jResponder.builder(model.model(), "Be brief.")
                .chatMemory(id -> {
                    ids.add(id);
                    return memory;
                })
                .build();
        Entry cut = new Entry(Role.AGENT, "From nine", true);
        Entry thanks = new Entry(Role.CALLER, "Thanks.", false);

        responder.respond(request(new Tools(List.of()), GREETING, QUESTION), new Taken());
        assertThat(held(memory)).containsExactly("agent: Miller's bakery.", "user: When are you open?");

        responder.respond(request(new Tools(List.of()), GREETING, QUESTION, cut, thanks), new Taken());
        assertThat(sent(model.requests.get(1)))
                .containsExactly(
                        "system: Be brief.[]",
                        "user: [The caller is on the line.][]",
                        "assistant: Miller's bakery.[]",
                        "user: When are you open?[]",
                        "assistant: From nine [interrupted by the caller][]",
                        "user: Thanks.[]");

        responder.ended(
                "call-a",
                new Conversation(List.of(GREETING, QUESTION, cut, thanks, new Entry(Role.AGENT, "You are", true))));
        assertThat(held(memory))
                .containsExactly(
                        "agent: Miller's bakery.",
                        "user: When are you open?",
                        "agent: From nine [interrupted by the caller]",
                        "user: Thanks.",
                        "agent: You are [interrupted by the caller]");
        assertThat(ids).containsExactly("call-a");
    }

    @Test
    void keepsCallsApart() throws Exception {
        model.says("A.").says("B.").says("C.");
        Responder responder = LangChain4jResponder.builder(model.model(), "").build();

        responder.respond(
                new ReplyRequest("call-a", new Conversation(List.of(GREETING)), new Tools(List.of())), new Taken());
        responder.respond(
                new ReplyRequest("call-b", new Conversation(List.of(QUESTION)), new Tools(List.of())), new Taken());
        responder.respond(
                new ReplyRequest(null, new Conversation(List.of(QUESTION)), new Tools(List.of())), new Taken());

        assertThat(sent(model.requests.get(1))).containsExactly("user: When are you open?[]");
        assertThat(sent(model.requests.get(2))).containsExactly("user: When are you open?[]");
    }

    /** Methods that a model may call. */
    static final class Hours {
        @Tool("Tells when a shop is open.")
        String hours(@P("the town") String town, int day, @ToolMemoryId String call) {
            if (town.isEmpty()) {
                throw new IllegalStateException("the secret of " + call);
            }
            return town + " on " + day + " for " + call;
        }
    }

    @Test
    void callsToolsThroughTheAgentAndRemembersThem() throws Exception {
        model.calls("Let me look. ", "hours", "{\"town\":\"Ulm\",\"day\":3}")
                .says("Nine to five.")
                .says("Bye.");
        ChatMemory memory = MessageWindowChatMemory.withMaxMessages(20);
        LangChain4jResponder responder = LangChain4jResponder.builder(model.model(), "")
                .chatMemory(id -> memory)
                .tools(new Hours())
                .build();
        List<AgentTool> all = new ArrayList<>(responder.tools());
        all.add(CallTools.transfer());
        AgentTool odd = new AgentTool(
                "odd",
                "Odd.",
                "{\"type\":\"object\",\"properties\":{\"when\":{\"type\":\"string\",\"enum\":[\"a\",\"b\"]}}}",
                (call, arguments) -> CompletableFuture.completedFuture(""));
        all.add(odd);
        Tools tools = new Tools(all);
        Taken taken = new Taken();

        responder.respond(request(tools, QUESTION), taken);

        assertThat(taken.over.get()).isEqualTo("Let me look. Nine to five.");
        assertThat(tools.called).containsExactly("hours{\"town\":\"Ulm\",\"day\":3}");
        JsonNode told = model.requests.get(0).path("tools");
        assertThat(told.findValuesAsText("name")).containsExactly("hours", "transfer", "odd");
        assertThat(told.path(0).path("function").path("parameters").toString())
                .contains(
                        "\"town\":{\"type\":\"string\",\"description\":\"the town\"}", "\"day\":{\"type\":\"integer\"}")
                .doesNotContain("call");
        assertThat(told.path(1).path("function").path("parameters").toString())
                .contains("\"to\":{\"type\":\"string\",\"description\":\"The number", "\"required\":[\"to\"]");
        assertThat(told.path(2).path("function").path("parameters").toString())
                .contains("\"when\":{\"type\":\"string\",\"enum\":[\"a\",\"b\"]}");
        // the model knows what it has said; the memory waits for what was heard of it
        assertThat(sent(model.requests.get(1)))
                .containsExactly(
                        "user: When are you open?[]", "assistant: Let me look. [hours]", "tool: nine to five[]");

        responder.respond(
                request(
                        tools,
                        QUESTION,
                        new Entry(Role.AGENT, "Let me look. Nine to five.", false),
                        new Entry(Role.CALLER, "Bye.", false)),
                new Taken());
        assertThat(held(memory))
                .containsExactly(
                        "user: When are you open?",
                        "wants hours, says null",
                        "result: nine to five",
                        "agent: Let me look. Nine to five.",
                        "user: Bye.");
    }

    @Test
    void runsItsToolMethods() throws Exception {
        LangChain4jResponder responder = LangChain4jResponder.builder(model.model(), "")
                .tools(new Hours())
                .build();
        AgentTool hours = responder.tools().get(0);
        NoCall call = new NoCall("call-a");

        assertThat(hours.description()).isEqualTo("Tells when a shop is open.");
        assertThat(hours.action()
                        .run(call, "{\"town\":\"Ulm\",\"day\":3}")
                        .toCompletableFuture()
                        .get())
                .isEqualTo("Ulm on 3 for call-a");
        assertThat(hours.action()
                        .run(call, "{\"town\":\"Ulm\",\"day\":\"soon\"}")
                        .toCompletableFuture()
                        .get())
                .isEqualTo("failed: the arguments do not fit");
        assertThatThrownBy(() -> hours.action().run(call, "{\"town\":\"\",\"day\":3}"))
                .isInstanceOf(RuntimeException.class);
        LangChain4jResponder.Builder none =
                LangChain4jResponder.builder(model.model(), "").tools("text");
        assertThatThrownBy(none::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("@Tool");
    }

    @Test
    void endsTheStreamOfAnAnswerThatIsInterrupted() throws Exception {
        CountDownLatch hasBegun = new CountDownLatch(1);
        model.talksForEver(hasBegun);
        Responder responder = LangChain4jResponder.builder(model.model(), "").build();
        Taken taken = new Taken();
        Thread asking = new Thread(() -> {
            try {
                responder.respond(request(new Tools(List.of()), QUESTION), taken);
            } catch (Exception broken) {
                taken.over.completeExceptionally(broken);
            }
        });
        asking.start();
        hasBegun.await();
        asking.interrupt();
        asking.join();
        model.wentAway.await();
        String said = taken.text.toString();

        assertThat(taken.over).isNotDone();
        assertThat(taken.text.toString()).isEqualTo(said);
    }

    @Test
    void waitsNoLongerForAModelThatIsSilentWhenItIsInterrupted() throws Exception {
        CountDownLatch wasAsked = new CountDownLatch(1);
        model.isSilent(wasAsked);
        Responder responder = LangChain4jResponder.builder(model.model(), "").build();
        Taken taken = new Taken();
        Thread asking = new Thread(() -> {
            try {
                responder.respond(request(new Tools(List.of()), QUESTION), taken);
            } catch (Exception broken) {
                taken.over.completeExceptionally(broken);
            }
        });
        asking.start();
        wasAsked.await();
        asking.interrupt();
        asking.join();

        assertThat(taken.over).isNotDone();
    }

    @Test
    void remembersAToolThatWasDoneAfterItsAnswerWasGivenUp() throws Exception {
        model.calls("", "hours", "{}").says("So it is.");
        ChatMemory memory = MessageWindowChatMemory.withMaxMessages(20);
        LangChain4jResponder responder = LangChain4jResponder.builder(model.model(), "")
                .chatMemory(id -> memory)
                .tools(new Hours())
                .build();
        Tools tools = new Tools(responder.tools());
        CompletableFuture<String> result = new CompletableFuture<>();
        tools.result = result;

        Responder.Reply reply = responder.respond(request(tools, QUESTION), new Taken());
        reply.cancel();
        result.complete("booked");
        assertThat(model.requests).hasSize(1);

        responder.respond(request(tools, QUESTION, new Entry(Role.CALLER, "Did it work?", false)), new Taken());
        assertThat(held(memory))
                .containsExactly(
                        "user: When are you open?", "wants hours, says null", "result: booked", "user: Did it work?");
        assertThat(model.requests).hasSize(2);
    }

    private String failure(Responder responder) throws Exception {
        Taken taken = new Taken();
        responder.respond(request(new Tools(List.of()), QUESTION), taken);
        return taken.over.get();
    }

    @Test
    void tellsFailuresApartAndNothingOfTheirText() throws Exception {
        Responder responder = LangChain4jResponder.builder(model.model(), "").build();
        model.refuses(401).refuses(404).refuses(400).refuses(429).refuses(500);

        assertThat(failure(responder)).isEqualTo("REFUSED: the key is not accepted (AuthenticationException)");
        assertThat(failure(responder)).isEqualTo("REFUSED: there is no such model (ModelNotFoundException)");
        assertThat(failure(responder)).isEqualTo("REFUSED: the request is refused (InvalidRequestException)");
        assertThat(failure(responder)).isEqualTo("BROKEN: too many requests, or no credit (RateLimitException)");
        assertThat(failure(responder)).isEqualTo("BROKEN: InternalServerException was thrown");
    }

    @Test
    void endsWithoutAWordWhenTheModelHasNone() throws Exception {
        model.says();

        assertThat(failure(LangChain4jResponder.builder(model.model(), "").build()))
                .isEmpty();
    }

    @Test
    void givesUpAModelThatCallsToolsForEver() throws Exception {
        for (int i = 0; i < 7; i++) {
            model.calls("", "hours", "{}");
        }

        assertThat(failure(LangChain4jResponder.builder(model.model(), "").build()))
                .isEqualTo("BROKEN: the model called tools 6 times without an answer");
        assertThat(model.requests).hasSize(6);
    }

    @Test
    void speaksAlsoForAModelThatDoesNotStreamAndForOneThatThrows() throws Exception {
        StreamingChatModel whole = new StreamingChatModel() {
            @Override
            public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                handler.onCompleteResponse(ChatResponse.builder()
                        .aiMessage(AiMessage.from("All at once."))
                        .build());
            }
        };
        StreamingChatModel broken = new StreamingChatModel() {
            @Override
            public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                throw new IllegalStateException("the caller said secret");
            }
        };

        assertThat(failure(LangChain4jResponder.builder(whole, "").build())).isEqualTo("All at once.");
        assertThat(failure(LangChain4jResponder.builder(broken, "").build()))
                .isEqualTo("BROKEN: IllegalStateException was thrown");
    }
}
