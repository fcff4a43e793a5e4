package io.github.telnyxstream.agent.springai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.telnyxstream.agent.AgentCall;
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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.model.ToolContext;
import org.springframework.ai.tool.annotation.Tool;

class SpringAiResponderTest {
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

    /** Calls the tools at once. */
    private record Tools(List<AgentTool> tools, List<String> called) implements Toolbox {
        Tools(List<AgentTool> tools) {
            this(tools, new CopyOnWriteArrayList<>());
        }

        @Override
        public CompletionStage<String> call(String name, String argumentsJson) {
            called.add(name + argumentsJson);
            return CompletableFuture.completedFuture("nine to five");
        }
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

    private String answer(Responder responder) throws Exception {
        Taken taken = new Taken();
        responder.respond(request(new Tools(List.of()), QUESTION), taken);
        return taken.over.get();
    }

    @Test
    void streamsAnAnswerToWhatWasHeardAndTellsItsCost() throws Exception {
        model.says("From ni", "ne ", "to five.");
        Responder responder = SpringAiResponder.builder(model.client())
                .instructions("Be brief, {name}.")
                .build();
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
                        "system: Be brief, {name}.[]",
                        "user: [The caller is on the line.][]",
                        "assistant: Miller's [interrupted by the caller][]",
                        "user: When are you open?[]",
                        "user: [pressed the keys 12][]");
    }

    /** Methods that a model may call. */
    static final class Hours {
        @Tool(description = "Tells when a shop is open.")
        String hours(String town, ToolContext context) {
            if (town.isEmpty()) {
                throw new IllegalStateException("the secret");
            }
            AgentCall call = (AgentCall) context.getContext().get("call");
            return town + " for " + call.callControlId();
        }
    }

    @Test
    void callsToolsThroughTheAgent() throws Exception {
        model.calls("", "hours", "{\"town\":\"Ulm\"}").says("Nine to five.");
        SpringAiResponder responder =
                SpringAiResponder.builder(model.client()).tools(new Hours()).build();
        List<AgentTool> all = new ArrayList<>(responder.tools());
        all.add(CallTools.transfer());
        Tools tools = new Tools(all);
        Taken taken = new Taken();

        responder.respond(request(tools, QUESTION), taken);

        assertThat(taken.over.get()).isEqualTo("Nine to five.");
        assertThat(tools.called).containsExactly("hours{\"town\":\"Ulm\"}");
        JsonNode told = model.requests.get(0).path("tools");
        assertThat(told.findValuesAsText("name")).containsExactly("hours", "transfer");
        assertThat(told.path(0).path("function").path("parameters").toString())
                .contains("\"town\":{\"type\":\"string\"}")
                .doesNotContain("context");
        assertThat(told.path(1).path("function").path("parameters").toString()).contains("\"required\":[\"to\"]");
        assertThat(sent(model.requests.get(1)))
                .containsExactly("user: When are you open?[]", "assistant: [hours]", "tool: nine to five[]");
    }

    @Test
    void runsItsToolMethods() throws Exception {
        AgentTool hours = SpringAiResponder.builder(model.client())
                .tools(new Hours())
                .build()
                .tools()
                .get(0);
        NoCall call = new NoCall("call-a");

        assertThat(hours.description()).isEqualTo("Tells when a shop is open.");
        assertThat(hours.action()
                        .run(call, "{\"town\":\"Ulm\"}")
                        .toCompletableFuture()
                        .get())
                .isEqualTo("\"Ulm for call-a\"");
        assertThatThrownBy(() -> hours.action().run(call, "{\"town\":\"\"}")).isInstanceOf(RuntimeException.class);
    }

    private void ask(Responder responder, Taken taken) {
        try {
            responder.respond(request(new Tools(List.of()), QUESTION), taken);
        } catch (Exception ended) {
            taken.ended.complete(ended);
        }
    }

    @Test
    void endsTheStreamOfAnAnswerThatIsInterrupted() throws Exception {
        model.talksForEver();
        Responder responder = SpringAiResponder.builder(model.client()).build();
        Taken taken = new Taken();
        Thread asking = new Thread(() -> ask(responder, taken));
        asking.start();
        taken.hasBegun.await();
        asking.interrupt();

        model.wentAway.await();
        assertThat(taken.ended.get()).isInstanceOf(InterruptedException.class);
        assertThat(taken.over).isNotDone();
    }

    @Test
    void waitsNoLongerForAModelThatIsSilentWhenItIsInterrupted() throws Exception {
        CountDownLatch wasAsked = new CountDownLatch(1);
        model.isSilent(wasAsked);
        Responder responder = SpringAiResponder.builder(model.client()).build();
        Taken taken = new Taken();
        Thread asking = new Thread(() -> ask(responder, taken));
        asking.start();
        wasAsked.await();
        asking.interrupt();

        assertThat(taken.ended.get()).isInstanceOf(InterruptedException.class);
        assertThat(taken.over).isNotDone();
    }

    @Test
    void tellsFailuresApartAndNothingOfTheirText() throws Exception {
        Responder responder = SpringAiResponder.builder(model.client()).build();
        model.refuses(401).refuses(404);

        assertThat(answer(responder)).isEqualTo("REFUSED: the model refuses (Unauthorized)");
        assertThat(answer(responder)).isEqualTo("REFUSED: the model refuses (NotFound)");
        model.breaksOff();
        assertThat(answer(responder)).startsWith("BROKEN: ").doesNotContain("secret");
    }

    @Test
    void endsWithoutAWordWhenTheModelHasNone() throws Exception {
        model.says();

        assertThat(answer(SpringAiResponder.builder(model.client()).build())).isEmpty();
    }
}
