package io.github.telnyxstream.callcontrol.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.callcontrol.webhook.ClientStateCodec;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits that several commands share: states, numbers to call, durations, and what belongs together. */
class StatedLimitsTest {

    private static final String LONG_STATE = "A".repeat(ClientStateCodec.MAX_BASE64_CHARS + 4);

    private static Arguments broken(String parameter, String limit, ThrowingCallable work) {
        return Arguments.of(parameter, limit, work);
    }

    private static DialCommand.Builder dial() {
        return DialCommand.builder("1", "+15550100001", "+15550100002");
    }

    private static RecordStartCommand.Builder record() {
        return RecordStartCommand.builder(RecordingFormat.MP3, RecordingChannels.SINGLE);
    }

    static Stream<Arguments> brokenStates() {
        return Stream.of("not base64!", "eA", LONG_STATE).flatMap(state -> {
            String limit = state.equals(LONG_STATE) ? "at most 4096" : "base64";
            return Stream.of(
                    broken("client_state", limit, () -> AnswerCommand.builder().clientState(state)),
                    broken("client_state", limit, () -> dial().clientState(state)),
                    broken("client_state", limit, () -> ClientStateUpdateCommand.of(state)),
                    broken(
                            "client_state",
                            limit,
                            () -> TranscriptionSettings.builder().clientState(state)),
                    broken(
                            "target_leg_client_state",
                            limit,
                            () -> TransferCommand.builder("+15550100003").targetLegClientState(state)));
        });
    }

    static Stream<Arguments> brokenTexts() {
        return Stream.of(
                broken("to", "blank", () -> DialCommand.of("1", " ", "+15550100002")),
                broken("to", "1 to 255", () -> DialCommand.of("1", "", "+15550100002")),
                broken("from", "blank", () -> DialCommand.of("1", "+15550100001", "\t")),
                broken("connection_id", "blank", () -> DialCommand.of(" ", "+15550100001", "+15550100002")),
                broken("to", "at least one", () -> dial().toAny(List.of())),
                broken("to", "blank", () -> dial().toAny(List.of("+15550100001", " "))),
                broken("to", "1 to 255", () -> dial().toAny(List.of("x".repeat(256)))),
                broken("to", "blank", () -> TransferCommand.of(" ")),
                broken(
                        "from",
                        "blank",
                        () -> TransferCommand.builder("+15550100003").from(" ")),
                broken("call_control_id", "blank", () -> BridgeCommand.with(" ")),
                broken("payload", "blank", () -> SpeakCommand.of(" \n", "v")),
                broken("payload", "1 to 3000", () -> GatherUsingSpeakCommand.of("x".repeat(3001), "v")),
                broken(
                        "invalid_payload",
                        "1 to 3000",
                        () -> GatherUsingSpeakCommand.builder("x", "v").invalidPayload("x".repeat(3001))),
                broken("send_digits_on_answer", "0-9 A-D", () -> dial().sendDigitsOnAnswer("12x")),
                broken(
                        "terminating_digit",
                        "0-9 A-D",
                        () -> GatherCommand.builder().terminatingDigit("x")),
                broken("preferred_codecs", "commas", () -> dial().preferredCodecs("PCMU, G722")),
                broken(
                        "sip_headers",
                        "User-to-User or Diversion",
                        () -> dial().sipHeaders(List.of(new SipHeader("X-Mine", "1")))),
                broken(
                        "track",
                        "inbound, outbound or both",
                        () -> SoundModifications.builder().track("left")),
                broken(
                        "playback_content",
                        "empty",
                        () -> PlaybackStartCommand.builder().content(new byte[0])),
                broken(
                        "whisper_call_control_ids",
                        "at least one",
                        () -> ConferenceSettings.builder().whisperTo(List.of())),
                broken(
                        "webhook_url",
                        "2000",
                        () -> WebhookOverrides.builder().url("https://a.example/" + "x".repeat(2000))),
                broken(
                        "webhook_urls",
                        "at least one address",
                        () -> WebhookOverrides.builder().urls(Map.of("call.answered", List.of()))),
                broken(
                        "webhook_urls",
                        "event type",
                        () -> WebhookOverrides.builder().urls(Map.of(" ", List.of("https://a.example")))),
                broken(
                        "webhook_urls",
                        "http or https",
                        () -> WebhookOverrides.builder().urls(Map.of("call.answered", List.of("ws://a.example")))));
    }

    static Stream<Arguments> brokenDurations() {
        Duration negative = Duration.ofNanos(-1);
        Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
        MachineDetection.Builder detection = MachineDetection.builder(MachineDetection.Mode.DETECT);
        return Stream.of(negative, endless)
                .flatMap(wrong -> Stream.of(
                        broken(
                                "timeout_millis",
                                "1 to 600000",
                                () -> GatherCommand.builder().timeout(wrong)),
                        broken(
                                "inter_digit_timeout_millis",
                                "1 to 600000",
                                () -> GatherCommand.builder().interDigitTimeout(wrong)),
                        broken(
                                "initial_timeout_millis",
                                "1 to 120000",
                                () -> GatherCommand.builder().initialTimeout(wrong)),
                        broken(
                                "duration_millis",
                                "100 to 500",
                                () -> SendDtmfCommand.builder("1").duration(wrong)),
                        broken("total_analysis_time_millis", "0 to", () -> detection.totalAnalysisTime(wrong)),
                        broken("after_greeting_silence_millis", "0 to", () -> detection.afterGreetingSilence(wrong)),
                        broken("between_words_silence_millis", "0 to", () -> detection.betweenWordsSilence(wrong)),
                        broken("greeting_duration_millis", "0 to", () -> detection.greetingDuration(wrong)),
                        broken("initial_silence_millis", "0 to", () -> detection.initialSilence(wrong)),
                        broken("maximum_word_length_millis", "0 to", () -> detection.maximumWordLength(wrong)),
                        broken(
                                "greeting_total_analysis_time_millis",
                                "0 to",
                                () -> detection.greetingTotalAnalysisTime(wrong)),
                        broken(
                                "greeting_silence_duration_millis",
                                "0 to",
                                () -> detection.greetingSilenceDuration(wrong)),
                        broken(
                                "webhook_retries_policies",
                                "0 to 60000",
                                () -> WebhookOverrides.builder().retries("call.answered", List.of(wrong)))));
    }

    static Stream<Arguments> brokenSeconds() {
        return Stream.of(Duration.ofSeconds(-1), Duration.ofSeconds(Long.MAX_VALUE))
                .flatMap(wrong -> Stream.of(
                        broken("timeout_secs", "5 to 600", () -> dial().timeout(wrong)),
                        broken("time_limit_secs", "30 to 14400", () -> dial().timeLimit(wrong)),
                        broken("max_length", "0 to 14400", () -> record().maxLength(wrong)),
                        broken("timeout_secs", "0 to", () -> record().silenceTimeout(wrong)),
                        broken(
                                "record_max_length",
                                "0 to 43200",
                                () -> CallRecording.builder().maxLength(wrong)),
                        broken(
                                "record_timeout_secs",
                                "0 to",
                                () -> CallRecording.builder().silenceTimeout(wrong))));
    }

    static Stream<Arguments> brokenCombinations() {
        Duration pause = Duration.ofSeconds(13);
        return Stream.of(
                broken(
                        "service_level",
                        "ssml",
                        () -> GatherUsingSpeakCommand.builder("x", "v")
                                .serviceLevel(ServiceLevel.BASIC)
                                .payloadType(PayloadType.SSML)
                                .build()),
                broken(
                        "service_level",
                        "en-US",
                        () -> GatherUsingSpeakCommand.builder("x", "v")
                                .serviceLevel(ServiceLevel.BASIC)
                                .language("fr-FR")
                                .build()),
                broken(
                        "transcription_min_speaker_count",
                        "more than",
                        () -> record().minSpeakerCount(3).maxSpeakerCount(2).build()),
                broken(
                        "minimum_digits",
                        "more than",
                        () -> GatherUsingAudioCommand.builder()
                                .mediaName("m")
                                .minimumDigits(2)
                                .maximumDigits(1)
                                .build()),
                broken(
                        "media_name",
                        "exclude",
                        () -> dial().audioUrl("https://a.example/x.mp3")
                                .mediaName("m")
                                .build()),
                broken(
                        "supervisor_role",
                        "needs",
                        () -> dial().supervisorRole(SupervisorRole.WHISPER).build()),
                broken(
                        "webhook_retries_policies",
                        "60 s",
                        () -> WebhookOverrides.builder().retries("call.answered", Collections.nCopies(5, pause))),
                broken(
                        "webhook_retries_policies",
                        "1 to 5",
                        () -> WebhookOverrides.builder()
                                .retries("call.answered", Collections.nCopies(6, Duration.ZERO))),
                broken(
                        "webhook_retries_policies",
                        "1 to 5",
                        () -> WebhookOverrides.builder().retries("call.answered", List.of())),
                broken(
                        "webhook_retries_policies",
                        "event type",
                        () -> WebhookOverrides.builder().retries("", List.of(pause))),
                broken(
                        "duration_millis",
                        "whole milliseconds",
                        () -> SendDtmfCommand.builder("1").duration(Duration.ofNanos(250_500_000))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"brokenStates", "brokenTexts", "brokenDurations", "brokenSeconds", "brokenCombinations"})
    void namesTheParameterAndTheLimitBeforeAnythingIsSent(String parameter, String limit, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(parameter)
                .hasMessageContaining(limit);
    }

    @Test
    void takesWhatIsJustWithinTheLimits() {
        String longest = "A".repeat(ClientStateCodec.MAX_BASE64_CHARS);
        assertThat(TransferCommand.builder("sip:a@b.example")
                        .targetLegClientState(longest)
                        .clientState("")
                        .build()
                        .parameters()
                        .asMap())
                .containsEntry("target_leg_client_state", longest)
                .containsEntry("client_state", "");
        assertThat(WebhookOverrides.builder()
                        .retries("call.answered", Collections.nCopies(5, Duration.ofSeconds(12)))
                        .build()
                        .parameters()
                        .asMap())
                .isEqualTo(Map.of(
                        "webhook_retries_policies",
                        Map.of("call.answered", Map.of("retries_ms", Collections.nCopies(5, 12_000L)))));
        assertThat(dial().toAny(List.of("+15550100001", "sip:a@b.example"))
                        .sipHeaders(List.of(new SipHeader("user-to-user", "1"), new SipHeader("Diversion", "2")))
                        .build()
                        .parameters()
                        .asMap())
                .containsEntry("to", List.of("+15550100001", "sip:a@b.example"));
    }

    @Test
    void leavesABuilderAsItWasWhenASetterRefuses() {
        DialCommand.Builder builder = dial();
        assertThatThrownBy(() -> builder.toAny(List.of("+15550100003", " "))).isNotNull();

        assertThat(builder.build()).isEqualTo(dial().build());
    }
}
