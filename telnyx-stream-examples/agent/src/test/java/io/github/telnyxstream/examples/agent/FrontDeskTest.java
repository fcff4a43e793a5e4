package io.github.telnyxstream.examples.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.agent.AgentTool;
import io.github.telnyxstream.agent.Conversation;
import io.github.telnyxstream.agent.Conversation.Entry;
import io.github.telnyxstream.agent.Conversation.Role;
import io.github.telnyxstream.agent.ReplyRequest;
import io.github.telnyxstream.agent.Responder;
import io.github.telnyxstream.agent.ServiceFailure;
import io.github.telnyxstream.agent.Toolbox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrontDeskTest {
    private final List<String> called = new ArrayList<>();
    private final FrontDesk desk = new FrontDesk("+15550100009");

    private String answer(FrontDesk asked, Entry... entries) {
        StringBuilder answer = new StringBuilder();
        Toolbox tools = new Toolbox() {
            @Override
            public List<AgentTool> tools() {
                return List.of();
            }

            @Override
            public CompletionStage<String> call(String name, String argumentsJson) {
                called.add(name + " " + argumentsJson);
                return CompletableFuture.completedFuture("done");
            }
        };
        asked.respond(new ReplyRequest("call", new Conversation(List.of(entries)), tools), new Responder.Sink() {
            @Override
            public void text(String piece) {
                answer.append(piece);
            }

            @Override
            public void done() {
                answer.append('|');
            }

            @Override
            public void failed(ServiceFailure failure) {
                throw new AssertionError(failure.reason());
            }
        });
        return answer.toString();
    }

    private static Entry says(String text) {
        return new Entry(Role.CALLER, text, false);
    }

    private static Entry keys(String keys) {
        return new Entry(Role.KEYS, keys, false);
    }

    private static Entry agent(String text) {
        return new Entry(Role.AGENT, text, false);
    }

    @ParameterizedTest
    @CsvSource({
        "when are you open, We are open",
        "can i leave a message, Please enter your telephone number",
        "no thank you goodbye, Thank you for calling",
        "when do you close i want to leave a message, Please enter your telephone number",
        "seven, Press one"
    })
    void answersAPhrase(String said, String begins) {
        assertThat(answer(desk, says(said))).startsWith(begins).endsWith("|");
    }

    @Test
    void hangsUpAfterGoodbyeAndTransfersToThePersonOnly() {
        answer(desk, says("goodbye"));
        answer(desk, says("speak to a person"));

        assertThat(called).containsExactly("hang_up {}", "transfer {\"to\":\"+15550100009\"}");
    }

    @Test
    void offersAMessageWhereThereIsNobody() {
        assertThat(answer(new FrontDesk(null), says("speak to a person"))).startsWith("I am sorry, nobody");
        assertThat(called).isEmpty();
    }

    @Test
    void takesKeysForAChoiceUntilANumberIsAskedFor() {
        assertThat(answer(desk, keys("1"))).startsWith("We are open");
        assertThat(answer(desk, keys("9"))).startsWith("Press one");
        assertThat(answer(desk, keys("2"))).startsWith("Please enter");
        assertThat(answer(desk, keys("2"), agent("Please"), keys("5550123#"))).startsWith("Thank you");
        assertThat(answer(desk, says("leave a message"), agent("Pl"), keys("555#")))
                .startsWith("That was too short");
        assertThat(answer(desk, says("leave a message"), agent("Pl"), keys("555#"), agent("That"), keys("5550123#")))
                .startsWith("Thank you");
        assertThat(answer(desk, says("leave a message"), agent("Pl"), keys("5550123#"), agent("Thank"), keys("1")))
                .startsWith("We are open");
    }

    /** One caller's number is nothing to the next. */
    @Test
    void remembersNothing() {
        answer(desk, says("leave a message"));

        assertThat(answer(desk, keys("5550123#"))).startsWith("Press one");
    }
}
