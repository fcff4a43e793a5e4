package io.github.telnyxstream.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.examples.answeringmachine.AnsweringMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The commands that call somebody's program, with the answering machine for a program. */
class SimulateIT extends CommandCase {

    @Test
    void callsAProgramThatAnswersListensAndSpeaks() throws Exception {
        int api = freePort();
        try (AnsweringMachine machine = machine(api)) {
            int exit = run(
                    "simulate",
                    "--webhook",
                    webhook(machine),
                    "--port",
                    "" + api,
                    "--say-after",
                    "beep",
                    "--press",
                    "#",
                    "--expect",
                    "answered,heard,greeted",
                    "--save",
                    folder.resolve("saved").toString(),
                    "--report",
                    folder.resolve("report").toString());

            assertThat(exit).as(told).isZero();
            assertThat(told).contains("TELNYX_PUBLIC_KEY=", "The call was as expected.");
            assertThat(folder.resolve("saved/call-001-heard.wav")).isNotEmptyFile();
            assertThat(Files.readString(folder.resolve("report/report.html"))).contains("<svg");
        }
    }

    @Test
    void saysWhyACallWasNotAsExpected() throws Exception {
        int api = freePort();
        try (AnsweringMachine machine = machine(api)) {
            int exit = run(
                    "simulate",
                    "--webhook",
                    webhook(machine),
                    "--port",
                    "" + api,
                    "--say-after",
                    "1s",
                    "--hangup-after",
                    "100ms",
                    "--expect",
                    "saved");

            assertThat(exit).as(told).isEqualTo(1);
            assertThat(told).contains("Failed: call 1 left no recording at Telnyx");
        }
    }

    @Test
    void saysThatNobodyListensAndDoesNotRingOn() throws Exception {
        int nobody = freePort();
        assertThat(run("simulator", "--webhook-url", "http://127.0.0.1:" + nobody + "/webhook"))
                .isEqualTo(1);
        assertThat(told).contains("was not answered", "nobody listens at 127.0.0.1 port " + nobody);
        assertThat(told.strip().lines().reduce((first, last) -> last).orElse(""))
                .as("the reason is the last line")
                .startsWith("Failed: call 1");
    }

    @Test
    void checksAProgramAgainstAScenarioOfOnesOwn() throws Exception {
        int api = freePort();
        Path good = Files.writeString(
                folder.resolve("good.yaml"),
                "name: hangs up\ncaller:\n  - pause: 500ms\n  - hang-up\nexpect: [answered]\n");
        Path bad = Files.writeString(
                folder.resolve("bad.yaml"),
                "name: wants a recording\ncaller:\n  - pause: 500ms\n  - hang-up\nexpect: [saved]\n");
        try (AnsweringMachine machine = machine(api)) {
            int exit = run(
                    "check",
                    "--webhook",
                    webhook(machine),
                    "--port",
                    "" + api,
                    "--scenario",
                    good.toString(),
                    "--scenario",
                    bad.toString());

            assertThat(exit).as(told).isEqualTo(1);
            assertThat(told)
                    .contains("ok    hangs up", "WRONG wants a recording", "left no recording", "1 of 2 scenarios");
        }
    }

    @Test
    void refusesWrongUsageWithOneSentence() throws Exception {
        Path odd = Files.writeString(folder.resolve("odd.yaml"), "caller:\n  - dance\n");
        assertThat(run("simulate", "--webhook", "foo")).isEqualTo(2);
        assertThat(told).contains("--webhook is foo, must be an http or https URL");
        assertThat(run("simulate", "--webhook", "http://127.0.0.1:1/w", "--faults", "rain"))
                .isEqualTo(2);
        assertThat(told).contains("there is no fault called rain");
        assertThat(run("simulate", "--webhook", "http://127.0.0.1:1/w", "--expect", "joy"))
                .isEqualTo(2);
        assertThat(run("simulate", "--webhook", "http://127.0.0.1:1/w", "--say-after", "soon"))
                .isEqualTo(2);
        assertThat(run("check", "--webhook", "http://127.0.0.1:1/w", "--scenario", odd.toString()))
                .isEqualTo(2);
        assertThat(told).contains("the caller cannot dance");
        assertThat(run("simulate", "--webhook", "http://127.0.0.1:1/w", "--codec", "L16", "--rate", "12345"))
                .isEqualTo(2);
        assertThat(told).contains("--rate: ");
        assertThat(run("simulate", "--webhook", "http://127.0.0.1:1/w", "--from", ""))
                .isEqualTo(2);
        assertThat(told).contains("--from must not be empty");
        assertThat(run("simulate", "--webhook", "http://127.0.0.1:1/w", "--caller", odd.toString()))
                .isEqualTo(2);
        assertThat(told).contains("--caller: ").doesNotContain("--from");
        assertThat(run("load", "--webhook", "http://127.0.0.1:1/w", "--pid", "2147483647"))
                .isEqualTo(2);
        assertThat(told).contains("there is no such process");
        assertThat(run("check")).isEqualTo(2);
        assertThat(told).startsWith("--webhook is missing");
        assertThat(run("load", "--webhook", "http://127.0.0.1:1/w", "--overload", "-1"))
                .isEqualTo(2);
        assertThat(run("simulate", "--faults", "list")).isZero();
        assertThat(told).contains("slow-reader");
        assertThat(run("check", "--webhook", "http://127.0.0.1:1/w", "--list")).isZero();
        assertThat(told).contains("a bad line");
    }

    @Test
    void saysWhichScenarioCannotBeReadAndWhy() throws Exception {
        Map<String, String> wrong = Map.of(
                "name: [1", "is no YAML",
                "- a", "must be a list of fields",
                "weather: fine", "weather is no field",
                "name: [a, b]", "name must be a text",
                "expect: answered", "expect must be a list",
                "goes-on: perhaps", "goes-on is perhaps",
                "caller: hang-up", "caller must be a list",
                "caller:\n  - pause: soon", "pause is soon",
                "caller:\n  - press: 12x", "digit is x",
                "faults: rain", "there is no fault called rain");
        for (Map.Entry<String, String> one : wrong.entrySet()) {
            Path file = Files.writeString(folder.resolve("odd.yaml"), one.getKey());
            assertThat(run("check", "--webhook", "http://127.0.0.1:1/w", "--scenario", file.toString()))
                    .as(one.getKey())
                    .isEqualTo(2);
            assertThat(told).contains("odd.yaml", one.getValue());
        }
        Path binary = Files.write(folder.resolve("odd.yaml"), new byte[] {(byte) 0xFE, (byte) 0xFF, 0});
        assertThat(run("check", "--webhook", "http://127.0.0.1:1/w", "--scenario", binary.toString()))
                .isEqualTo(2);
        assertThat(told).contains("odd.yaml is no text");
        assertThat(run("check", "--webhook", "http://127.0.0.1:1/w", "--scenario", folder.toString()))
                .isEqualTo(2);
        assertThat(told).contains("--scenario " + folder);
    }

    /** Twelve scenarios against a program that is not there would take minutes. */
    @Test
    void playsOneScenarioOnlyWhereNobodyListens() throws Exception {
        int nobody = freePort();
        assertThat(run("check", "--webhook", "http://127.0.0.1:" + nobody + "/webhook"))
                .isEqualTo(1);
        assertThat(told)
                .containsOnlyOnce("WRONG ")
                .contains("The other scenarios are not played: nobody listens at http://127.0.0.1:" + nobody
                        + "/webhook");
    }

    @Test
    void saysBeforeItRingsThatItCannotSaveWhatItWasAskedTo() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        String[] unsavable = {"--save", "--report"};
        for (String option : unsavable) {
            assertThat(run(
                            "simulate",
                            "--webhook",
                            "http://127.0.0.1:1/w",
                            option,
                            file.resolve("in").toString()))
                    .isEqualTo(2);
            assertThat(told).startsWith(option + " ").doesNotContain("TELNYX_BASE_URL");
        }
        assertThat(run(
                        "load",
                        "--webhook",
                        "http://127.0.0.1:1/w",
                        "--json",
                        folder.resolve("nowhere/x.json").toString()))
                .isEqualTo(2);
        assertThat(told).startsWith("--json ").contains("there is no such folder");
    }

    @Test
    void saysWhyNobodyAnsweredUnderLoad() throws Exception {
        int nobody = freePort();
        assertThat(run("load", "--webhook", "http://127.0.0.1:" + nobody + "/w", "--calls", "1", "--hold", "100ms"))
                .isEqualTo(1);
        assertThat(told).contains("nobody heard anything", "Failed: a call was not answered; webhook call.initiated");
    }

    @Test
    void loadsAProgramAndTellsWhatACallCosts() throws Exception {
        int api = freePort();
        Path json = folder.resolve("figures.json");
        try (AnsweringMachine machine = machine(api)) {
            int exit = run(
                    "load",
                    "--webhook",
                    webhook(machine),
                    "--port",
                    "" + api,
                    "--calls",
                    "3",
                    "--hold",
                    "3s",
                    "--pid",
                    "" + ProcessHandle.current().pid(),
                    "--json",
                    json.toString());

            assertThat(exit).as(told).isZero();
            assertThat(told).contains("3 of 3 calls were answered", "% a call");
            assertThat(Files.readString(json))
                    .contains("\"calls\":3,\"answered\":3,\"lost\":0", "\"percent_of_core_per_call\"");
        }
    }

    @Test
    void ringsMoreThanAProgramTakesAndSeesThemRefusedAndTheOthersSpared() throws Exception {
        int api = freePort();
        try (AnsweringMachine machine = machine(api, 3)) {
            int exit = run(
                    "load",
                    "--webhook",
                    webhook(machine),
                    "--port",
                    "" + api,
                    "--calls",
                    "3",
                    "--hold",
                    "5s",
                    "--overload",
                    "4");

            assertThat(told).contains("3 of 3 calls were answered, 0 of them were lost");
            assertThat(told).contains("overload: of 4 more calls 0 were answered, 4 refused, 0 left waiting");
            assertThat(exit).as(told).isZero();
        }
    }
}
