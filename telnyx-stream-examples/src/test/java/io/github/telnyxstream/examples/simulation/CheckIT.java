package io.github.telnyxstream.examples.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.examples.simulation.WrongApplication.Weakness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What {@code check} says of applications that do one thing wrong each; to each scenario there is one that it shows. */
class CheckIT {
    private static final Path SCENARIOS = Path.of("src/main/resources/io/github/telnyxstream/examples/scenarios");

    private static final String HEARD = "caller:\n  - await-greeting\n  - hang-up\nexpect: [answered]\n";
    /** The application hangs up. */
    private static final String ENDED = "caller:\n  - pause: 50s\n  - hang-up\nexpect: [answered]\n";

    private static final String AT_ONCE = "caller:\n  - hang-up\nexpect: [answered]\n";

    private static final String FORGED = "faults: webhooks-forged\n" + AT_ONCE;

    /** They take their time in real time, and few of them leave a busy machine enough of it. */
    private static final Semaphore FEW = new Semaphore(4);

    @TempDir
    Path folder;

    private String told = "";

    private int check(Weakness weakness, String... options) throws Exception {
        FEW.acquire();
        try {
            return checkNow(weakness, options);
        } finally {
            FEW.release();
        }
    }

    private int checkNow(Weakness weakness, String... options) throws Exception {
        int api;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            api = socket.getLocalPort();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        WrongApplication application = new WrongApplication(weakness, api);
        try {
            List<String> arguments = new ArrayList<>(List.of("--webhook", application.webhook(), "--port", "" + api));
            arguments.addAll(List.of(options));
            return new CommandLine(new CheckCommand(new PrintStream(bytes, true, StandardCharsets.UTF_8)))
                    .execute(arguments.toArray(String[]::new));
        } finally {
            application.end();
            told = bytes.toString(StandardCharsets.UTF_8);
        }
    }

    private String own(String name, String yaml) throws Exception {
        return Files.writeString(folder.resolve(name + ".yaml"), "name: " + name + "\n" + yaml)
                .toString();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(Weakness.SENDS_10_MS_AT_ONCE, HEARD, "message of 10.0 ms, less than 20"),
                Arguments.of(Weakness.SENDS_A_FILE_HEADER, HEARD, "a file header (RIFF) in the payload"),
                Arguments.of(
                        Weakness.SENDS_ANOTHER_CODEC,
                        HEARD,
                        "audio that looks like PCMA on a stream that was asked for as PCMU"),
                Arguments.of(
                        Weakness.SENDS_FAR_AHEAD,
                        "caller:\n  - interrupt-after: 200ms\n  - hang-up\n",
                        "20 s ahead and never cleared"),
                Arguments.of(Weakness.SENDS_TOO_SLOWLY, HEARD, "audio is sent too slowly: it ran dry"),
                Arguments.of(
                        Weakness.CLOSES_WITH_AN_ERROR_CODE,
                        "caller:\n  - pause: 1s\n  - hang-up\n",
                        "the application broke the media stream: closed by the application with 1011"),
                Arguments.of(Weakness.BELIEVES_STRANGERS, FORGED, "it answered 200 to a webhook that is not signed"),
                Arguments.of(
                        Weakness.BELIEVES_OLD_WEBHOOKS,
                        FORGED,
                        "it answered 200 to a webhook that was signed ten minutes ago"),
                Arguments.of(Weakness.SENDS_BINARY_MESSAGES, HEARD, "malformed_frame: binary message"),
                Arguments.of(Weakness.NAMES_NO_MARK, HEARD, "malformed_frame: mark without a name"),
                Arguments.of(Weakness.MISSPELLS_CLEAR, HEARD, "malformed_frame: unknown event"),
                Arguments.of(
                        Weakness.TALKS_ON_WHEN_INTERRUPTED,
                        "caller:\n  - interrupt-after: 200ms\n  - say: Wait a moment please\n  - pause: 4s\n  - hang-up\n"
                                + "silent-within: 700ms\n",
                        "interrupted, the application talked on for"),
                Arguments.of(
                        Weakness.LEAVES_A_WEBHOOK_UNANSWERED,
                        AT_ONCE,
                        "webhook call.answered was not answered, no answer in time"),
                Arguments.of(
                        Weakness.ANSWERS_A_WEBHOOK_WITH_404,
                        AT_ONCE,
                        "webhook call.answered was answered 404, not 2xx"),
                Arguments.of(
                        Weakness.FAILS_WHEN_THE_CALL_IS_OVER, AT_ONCE, "webhook call.hangup was answered 500, not 2xx"),
                Arguments.of(
                        Weakness.SENDS_A_COMMAND_THAT_TELNYX_REFUSES,
                        ENDED,
                        "the command send_dtmf was refused with 422"),
                Arguments.of(
                        Weakness.LEAVES_THE_STREAM_OPEN, HEARD, "the close frame of the media stream was not answered"),
                Arguments.of(
                        Weakness.ANSWERS_AND_NO_MORE,
                        "caller:\n  - pause: 1s\n  - hang-up\nexpect: [answered, took-part]\n",
                        "the call was answered and no more"),
                Arguments.of(Weakness.READS_FLAT_WEBHOOKS, "rings-for: 1s\nexpect: [answered]\n", "was not answered"),
                Arguments.of(Weakness.ANSWERS_NOT_AT_ALL, "rings-for: 1s\nexpect: [answered]\n", "was not answered"));
    }

    /** In a scenario where nothing goes wrong but what the application does. */
    @ParameterizedTest
    @MethodSource
    void wrong(Weakness weakness, String scenario, String words) throws Exception {
        int exit = check(weakness, "--scenario", own("own", scenario));

        assertThat(told).contains("WRONG own", words);
        assertThat(exit).isEqualTo(1);
    }

    static Stream<Arguments> shown() {
        return Stream.of(
                Arguments.of("greeting", Weakness.SENDS_10_MS_AT_ONCE, "less than 20"),
                Arguments.of(
                        "hang-up-while-ringing", Weakness.FAILS_WHEN_THE_CALL_IS_OVER, "call.hangup was answered 500"),
                Arguments.of("hang-up-at-once", Weakness.FAILS_WHEN_THE_CALL_IS_OVER, "call.hangup was answered 500"),
                Arguments.of(
                        "hang-up-in-the-greeting",
                        Weakness.FAILS_WHEN_THE_CALL_IS_OVER,
                        "call.hangup was answered 500"),
                Arguments.of("hang-up-while-speaking", Weakness.LEAVES_THE_STREAM_OPEN, "close frame"),
                Arguments.of(
                        "hang-up-in-the-answer", Weakness.FAILS_WHEN_THE_CALL_IS_OVER, "call.hangup was answered 500"),
                Arguments.of("interruption", Weakness.MISSPELLS_CLEAR, "malformed_frame: unknown event"),
                Arguments.of("keys", Weakness.BREAKS_AT_A_KEY, "the application broke the media stream"),
                Arguments.of("bad-line", Weakness.SENDS_A_FILE_HEADER, "a file header"),
                Arguments.of(
                        "future-events", Weakness.BREAKS_AT_AN_UNKNOWN_EVENT, "the application broke the media stream"),
                Arguments.of(
                        "future-events",
                        Weakness.HANGS_UP_AT_AN_UNKNOWN_EVENT,
                        "which it does not do when all goes well"),
                Arguments.of("odd-shapes", Weakness.HANGS_UP_AT_ODD_SHAPES, "which it does not do when all goes well"),
                Arguments.of("reconnect", Weakness.TAKES_NO_SECOND_STREAM, "the application broke the media stream"),
                Arguments.of(
                        "two-sentences",
                        Weakness.STUMBLES_AT_THE_SECOND_SENTENCE,
                        "the application broke the media stream"),
                Arguments.of("webhooks-forged", Weakness.BELIEVES_STRANGERS, "your program believes strangers"),
                Arguments.of(
                        "webhooks-twice-and-swapped",
                        Weakness.ANSWERS_A_CALL_TWICE,
                        "the command answer was refused with 422: it had been carried out before"),
                Arguments.of("greeting", Weakness.MARKS_BEFORE_IT_SPEAKS, "mark greeting was sent before any audio"),
                Arguments.of("greeting", Weakness.USES_A_NAME_TWICE, "mark said was sent again before it was back"),
                Arguments.of("greeting", Weakness.MARKS_EVERY_FRAME, "21 marks for 420 ms of audio"),
                Arguments.of("greeting", Weakness.CLEARS_BEFORE_EVERY_FRAME, "6 times within a second"),
                Arguments.of("interruption", Weakness.CLEARS_AND_TALKS_ON, "audio went on all the same"),
                Arguments.of("close-late", Weakness.SENDS_ON_AFTER_STOP, "messages after stop"),
                Arguments.of("pings", Weakness.READS_TOO_SLOWLY, "the socket is read too slowly"),
                Arguments.of("no-stop", Weakness.FAILS_WHEN_THE_CALL_IS_OVER, "call.hangup was answered 500"));
    }

    @ParameterizedTest(name = "{0} shows an application that {1}")
    @Tag("thorough")
    @MethodSource
    void shown(String scenario, Weakness weakness, String words) throws Exception {
        int exit = check(weakness, "--scenario", scenario);

        assertThat(told).contains("WRONG " + scenario + ": ", words);
        assertThat(exit).isEqualTo(1);
    }

    static Set<String> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(SCENARIOS)) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void hasAnApplicationForEachScenarioAndEachWeakness() throws Exception {
        assertThat(shown().map(one -> one.get()[0]).collect(Collectors.toSet())).isEqualTo(scenarios());
        assertThat(Scenario.BUNDLED).containsExactlyInAnyOrderElementsOf(scenarios());
        assertThat(Stream.concat(wrong().map(one -> one.get()[0]), shown().map(one -> one.get()[1])))
                .containsAll(EnumSet.range(Weakness.SENDS_10_MS_AT_ONCE, Weakness.ANSWERS_NOT_AT_ALL));
    }

    /** Or each red above would say nothing. */
    @ParameterizedTest
    @Tag("thorough")
    @MethodSource("scenarios")
    void findsNothingWrongWithAnApplicationThatDoesNothingWrong(String scenario) throws Exception {
        int exit = check(Weakness.NOTHING, "--scenario", scenario);

        assertThat(told)
                .contains("ok    " + scenario + ": ", "Nothing is wrong.")
                .doesNotContain("WRONG");
        assertThat(exit).isZero();
    }

    @Test
    @Tag("thorough")
    void wantsNobodyToSaySomething() throws Exception {
        int exit = check(Weakness.SAYS_NOTHING, "--scenario", "interruption");

        assertThat(told).contains("Nothing is wrong.");
        assertThat(exit).isZero();
    }

    /** A check may fail a run and never rescues it: what was wrong once is told, however the other rounds went. */
    @Test
    void playsAScenarioSoOftenAndTellsHowOftenItWentWrong() throws Exception {
        int exit = check(Weakness.FAILS_IN_THE_FIRST_CALL, "--repeat", "2", "--scenario", own("own", AT_ONCE));

        assertThat(told).contains("WRONG own (1 of 2 rounds)", "call.hangup was answered 404");
        assertThat(exit).isEqualTo(1);
    }

    /** Programs copied from a widely read guide look for the fields where Telnyx has none. */
    @Test
    void copiesFieldsToWhereAGuideExpectsThemWhenToldTo() throws Exception {
        int exit = check(Weakness.READS_FLAT_WEBHOOKS, "--flat-webhooks", "--scenario", "hang-up-at-once");

        assertThat(told).contains("Nothing is wrong.");
        assertThat(exit).isZero();
    }
}
