package io.github.telnyxstream.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.telnyxstream.callcontrol.command.CallCommand;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class VerbsTest {
    /** What a test of the application's may put in a call's place. */
    private static final class SpokenTo implements AudioVerbs {
        private final List<CallCommand> sent = new ArrayList<>();

        @Override
        public CommandResult send(CallCommand command) {
            sent.add(command);
            return new CommandResult("id", "ok", null, false, java.util.Map.of());
        }

        @Override
        public CompletionStage<CommandResult> sendAsync(CallCommand command) {
            return CompletableFuture.completedFuture(send(command));
        }
    }

    @Test
    void everyVerbIsDeclaredInAPublicType() {
        assertThat(Call.class.getMethods())
                .extracting(Method::getDeclaringClass)
                .allMatch(type -> Modifier.isPublic(type.getModifiers()));
    }

    @Test
    void everyVerbCanBeInvokedByReflection() throws Exception {
        SpokenTo call = new SpokenTo();
        Method speak = call.getClass().getInterfaces()[0].getMethod("speak", String.class, String.class);
        speak.invoke(call, "hello", "AWS.Polly.Joanna");

        assertThat(call.sent).hasSize(1);
    }

    @Test
    void namesArgumentsThatAreNull() {
        assertThatNullPointerException()
                .isThrownBy(() -> CallControl.create(null))
                .withMessage("apiKey");
        assertThatNullPointerException()
                .isThrownBy(() -> CallControl.builder(null))
                .withMessage("apiKey");
        assertThatNullPointerException()
                .isThrownBy(() -> CallControl.builder("KEYx").baseUrl(null))
                .withMessage("baseUrl");
        try (CallControl calls = CallControl.create("KEYx")) {
            assertThatNullPointerException().isThrownBy(() -> calls.call(null)).withMessage("callControlId");
        }
    }
}
