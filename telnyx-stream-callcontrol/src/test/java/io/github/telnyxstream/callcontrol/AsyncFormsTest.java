package io.github.telnyxstream.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.callcontrol.command.BridgeCommand;
import io.github.telnyxstream.callcontrol.command.DialCommand;
import io.github.telnyxstream.callcontrol.command.GatherCommand;
import io.github.telnyxstream.callcontrol.command.GatherUsingAudioCommand;
import io.github.telnyxstream.callcontrol.command.GatherUsingSpeakCommand;
import io.github.telnyxstream.callcontrol.command.HangupCommand;
import io.github.telnyxstream.callcontrol.command.PlaybackStartCommand;
import io.github.telnyxstream.callcontrol.command.PlaybackStopCommand;
import io.github.telnyxstream.callcontrol.command.RecordStartCommand;
import io.github.telnyxstream.callcontrol.command.RecordingChannels;
import io.github.telnyxstream.callcontrol.command.RecordingFormat;
import io.github.telnyxstream.callcontrol.command.RejectCommand;
import io.github.telnyxstream.callcontrol.command.SendDtmfCommand;
import io.github.telnyxstream.callcontrol.command.SpeakCommand;
import io.github.telnyxstream.callcontrol.command.StreamingStartCommand;
import io.github.telnyxstream.callcontrol.command.SuppressionStartCommand;
import io.github.telnyxstream.callcontrol.command.TranscriptionStartCommand;
import io.github.telnyxstream.callcontrol.command.TransferCommand;
import io.github.telnyxstream.callcontrol.wire.Json;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.testkit.Eventually;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What blocks can be had without blocking, and does the same then. */
class AsyncFormsTest {

    /** What asks nobody, and what is asynchronous by nature. */
    private static final Set<String> OTHERS =
            Set.of("callControlId", "callLegId", "callSessionId", "hangupAfter", "inAnswerTo", "call", "close");

    private static final StreamSettings STREAM = StreamSettings.of("wss://voice.example.net/media");

    private TelnyxStandIn telnyx;
    private CallControl calls;

    @BeforeEach
    void start() throws Exception {
        telnyx = new TelnyxStandIn();
        telnyx.server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder()
                        .body("{\"data\":{\"result\":\"ok\",\"call_control_id\":\"c\"}}")
                        .build();
            }
        });
        calls = telnyx.client().build();
    }

    @AfterEach
    void stop() {
        calls.close();
        telnyx.close();
    }

    private static List<Method> verbs(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class && !method.isBridge())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !OTHERS.contains(method.getName()))
                .filter(method -> !Set.of("toString", "hashCode", "equals").contains(method.getName()))
                .toList();
    }

    static Stream<Method> blockingVerbs() {
        return Stream.of(Call.class, CallControl.class)
                .flatMap(type -> verbs(type).stream())
                .filter(method -> !method.getName().endsWith("Async"));
    }

    private static Method asyncForm(Method verb) throws NoSuchMethodException {
        return verb.getDeclaringClass().getMethod(verb.getName() + "Async", verb.getParameterTypes());
    }

    @ParameterizedTest
    @MethodSource("blockingVerbs")
    void everyBlockingVerbHasAnAsyncForm(Method verb) throws Exception {
        Type stage = asyncForm(verb).getGenericReturnType();

        assertThat(stage).isInstanceOfSatisfying(ParameterizedType.class, type -> {
            assertThat(type.getRawType()).isEqualTo(CompletionStage.class);
            assertThat(type.getActualTypeArguments()).containsExactly(verb.getReturnType());
        });
    }

    @Test
    void everyAsyncFormHasABlockingVerb() {
        Set<String> blocking = blockingVerbs().map(AsyncFormsTest::signature).collect(Collectors.toSet());
        List<String> async = Stream.of(Call.class, CallControl.class)
                .flatMap(type -> verbs(type).stream())
                .filter(method -> method.getName().endsWith("Async"))
                .map(method -> signature(method).replaceFirst("Async\\[", "["))
                .toList();

        assertThat(async).isNotEmpty().allSatisfy(form -> assertThat(blocking).contains(form));
    }

    private static String signature(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }

    @ParameterizedTest
    @MethodSource("blockingVerbs")
    void bothFormsSendTheSame(Method verb) throws Exception {
        Object owner = verb.getDeclaringClass() == CallControl.class ? calls : calls.call("c");
        Object[] arguments =
                Arrays.stream(verb.getParameterTypes()).map(this::sample).toArray();

        Object blocking = verb.invoke(owner, arguments);
        List<String> sent = requests();
        Object async = Eventually.result(
                ((CompletionStage<?>) asyncForm(verb).invoke(owner, arguments)).toCompletableFuture());

        assertThat(sent).isNotEmpty();
        assertThat(requests()).isEqualTo(sent);
        assertThat(async).hasSameClassAs(blocking);
    }

    private Object sample(Class<?> type) {
        return Stream.of(
                        "1234", // a text, keys, and base64
                        calls.call("other"),
                        RejectCommand.Cause.USER_BUSY,
                        STREAM,
                        ApiRequest.get("recordings"),
                        DialCommand.of("1", "+15550100001", "+15550100002"),
                        AnswerCommand.of(),
                        BridgeCommand.with("other"),
                        GatherCommand.of(),
                        GatherUsingAudioCommand.builder().mediaName("m").build(),
                        GatherUsingSpeakCommand.of("Press one", "v"),
                        PlaybackStartCommand.ofUrl("https://voice.example.net/a.mp3"),
                        PlaybackStopCommand.of(),
                        RecordStartCommand.of(RecordingFormat.WAV, RecordingChannels.DUAL),
                        SendDtmfCommand.of("1"),
                        SpeakCommand.of("Hello", "v"),
                        StreamingStartCommand.of(STREAM),
                        SuppressionStartCommand.of(),
                        TranscriptionStartCommand.of(),
                        TransferCommand.of("+15550100003"),
                        HangupCommand.of())
                .filter(type::isInstance)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no sample of " + type));
    }

    /** Method, path and body of what has come since the last time, without the ids that differ. */
    private List<String> requests() throws IOException, InterruptedException {
        List<String> requests = new ArrayList<>();
        for (RecordedRequest next = telnyx.server.takeRequest(0, TimeUnit.SECONDS);
                next != null;
                next = telnyx.server.takeRequest(0, TimeUnit.SECONDS)) {
            JsonNode body = Json.read(TelnyxStandIn.body(next).getBytes(StandardCharsets.UTF_8));
            if (body instanceof ObjectNode members) {
                members.remove("command_id");
            }
            requests.add(next.getMethod() + " " + next.getUrl().encodedPath() + " " + body);
        }
        return requests;
    }
}
