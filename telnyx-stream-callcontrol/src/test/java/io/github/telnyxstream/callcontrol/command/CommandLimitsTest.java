package io.github.telnyxstream.callcontrol.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.settings.OutboundMode;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommandLimitsTest {

    private static Arguments broken(String parameter, String limit, ThrowingCallable work) {
        return Arguments.of(parameter, limit, work);
    }

    static Stream<Arguments> brokenLimits() {
        return Stream.of(
                broken("payload", "1 to 3000", () -> SpeakCommand.of("x".repeat(3001), "v")),
                broken("payload", "1 to 3000", () -> SpeakCommand.of("", "v")),
                broken("voice", "1 to 255", () -> SpeakCommand.of("x", "")),
                broken("loop", "1 to", () -> SpeakCommand.builder("x", "v").loop(0)),
                broken(
                        "service_level",
                        "en-US",
                        () -> SpeakCommand.builder("x", "v")
                                .serviceLevel(ServiceLevel.BASIC)
                                .language("de-DE")
                                .build()),
                broken(
                        "stream_establish_before_call_originate",
                        "stream_url",
                        () -> DialCommand.builder("1", "+15550100001", "+15550100002")
                                .streamBeforeOriginate(true)
                                .build()),
                broken(
                        "service_level",
                        "plain",
                        () -> SpeakCommand.builder("x", "v")
                                .serviceLevel(ServiceLevel.BASIC)
                                .payloadType(PayloadType.SSML)
                                .build()),
                broken(
                        "audio_url",
                        "required",
                        () -> PlaybackStartCommand.builder().build()),
                broken(
                        "media_name",
                        "exclude",
                        () -> PlaybackStartCommand.builder()
                                .audioUrl("https://a.example/x.wav")
                                .mediaName("m")
                                .build()),
                broken("audio_url", "https", () -> PlaybackStartCommand.ofUrl("file:///etc/passwd")),
                broken("audio_url", "2000", () -> PlaybackStartCommand.ofUrl("https://a.example/" + "x".repeat(2000))),
                broken(
                        "overlay",
                        "self",
                        () -> PlaybackStartCommand.builder()
                                .mediaName("m")
                                .overlay(true)
                                .targetLegs(Legs.BOTH)
                                .build()),
                broken(
                        "max_length",
                        "0 to 14400",
                        () -> RecordStartCommand.builder(RecordingFormat.WAV, RecordingChannels.DUAL)
                                .maxLength(Duration.ofSeconds(14401))),
                broken(
                        "record_max_length",
                        "0 to 43200",
                        () -> CallRecording.builder().maxLength(Duration.ofSeconds(43201))),
                broken(
                        "custom_file_name",
                        "1 to 40",
                        () -> RecordStartCommand.builder(RecordingFormat.WAV, RecordingChannels.DUAL)
                                .customFileName("x".repeat(41))),
                broken(
                        "max_length",
                        "whole seconds",
                        () -> RecordStartCommand.builder(RecordingFormat.WAV, RecordingChannels.DUAL)
                                .maxLength(Duration.ofMillis(1500))),
                broken("digits", "0-9", () -> SendDtmfCommand.of("12E")),
                broken(
                        "duration_millis",
                        "100 to 500",
                        () -> SendDtmfCommand.builder("1").duration(Duration.ofMillis(99))),
                broken(
                        "maximum_digits",
                        "1 to 128",
                        () -> GatherCommand.builder().maximumDigits(129)),
                broken(
                        "minimum_digits",
                        "more than",
                        () -> GatherCommand.builder()
                                .minimumDigits(5)
                                .maximumDigits(4)
                                .build()),
                broken(
                        "initial_timeout_millis",
                        "1 to 120000",
                        () -> GatherCommand.builder().initialTimeout(Duration.ofMinutes(3))),
                broken("gather_id", "1 to 40", () -> GatherCommand.builder().gatherId("x".repeat(41))),
                broken(
                        "terminating_digit",
                        "0 to 1",
                        () -> GatherCommand.builder().terminatingDigit("##")),
                broken("valid_digits", "0-9", () -> GatherCommand.builder().validDigits("abc")),
                broken(
                        "audio_url",
                        "required",
                        () -> GatherUsingAudioCommand.builder().build()),
                broken(
                        "invalid_media_name",
                        "exclude",
                        () -> GatherUsingAudioCommand.builder()
                                .mediaName("m")
                                .invalidAudioUrl("https://a.example/x.wav")
                                .invalidMediaName("n")
                                .build()),
                broken(
                        "timeout_secs",
                        "5 to 600",
                        () -> TransferCommand.builder("+1").timeout(Duration.ofSeconds(4))),
                broken(
                        "time_limit_secs",
                        "30 to 14400",
                        () -> TransferCommand.builder("+1").timeLimit(Duration.ofDays(1))),
                broken(
                        "from_display_name",
                        "1 to 128",
                        () -> TransferCommand.builder("+1").fromDisplayName("x".repeat(129))),
                broken(
                        "send_digits_on_answer",
                        "1 to 64",
                        () -> TransferCommand.builder("+1").sendDigitsOnAnswer("1".repeat(65))),
                broken(
                        "call_control_id",
                        "required",
                        () -> BridgeCommand.builder().build()),
                broken(
                        "queue",
                        "exclude",
                        () -> BridgeCommand.builder()
                                .callControlId("c")
                                .queue("q")
                                .build()),
                broken(
                        "video_room_context",
                        "needs",
                        () -> BridgeCommand.builder()
                                .queue("q")
                                .videoRoomContext("x")
                                .build()),
                broken(
                        "bridge_on_answer",
                        "needs link_to",
                        () -> DialCommand.builder("1", "+1", "+2")
                                .bridgeOnAnswer(true)
                                .build()),
                broken(
                        "to",
                        "at least one",
                        () -> DialCommand.builder("1", "+1", "+2").toAny(List.of())),
                broken("client_state", "base64", () -> HangupCommand.builder().clientState("not base64!")),
                broken("client_state", "base64", () -> ClientStateUpdateCommand.of("{}")),
                broken("command_id", "1 to 255", () -> HangupCommand.builder().commandId("")),
                broken(
                        "webhook_retries_policies",
                        "0 to 60000 ms",
                        () -> WebhookOverrides.builder().retries("call.answered", List.of(Duration.ofSeconds(61)))),
                broken("webhook_url", "https", () -> WebhookOverrides.builder().url("ftp://x")),
                broken(
                        "attenuation_limit",
                        "0 to 100",
                        () -> NoiseSuppression.builder("DeepFilterNet").attenuationLimit(101)),
                broken(
                        "enhancement_level",
                        "0.0 to 1.0",
                        () -> NoiseSuppression.builder("AiCoustics").enhancementLevel(Double.NaN)),
                broken(
                        "parameter name",
                        "letters",
                        () -> HangupCommand.builder().parameter("a b", 1)),
                broken("x", "cannot be", () -> HangupCommand.builder().parameter("x", new Object())),
                broken(
                        "x",
                        "must be a finite number",
                        () -> HangupCommand.builder().parameter("x", List.of(Double.NaN))),
                broken(
                        "action",
                        "small letters",
                        () -> GenericCommand.builder("../x").build()),
                broken("SIP header", "line break", () -> new SipHeader("X-A", "1\r\nX-B: 2")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("brokenLimits")
    void namesTheParameterAndTheLimitBeforeAnythingIsSent(String parameter, String limit, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(parameter)
                .hasMessageContaining(limit);
    }

    @Test
    void takesValuesAtTheLimits() {
        assertThat(SpeakCommand.of("x".repeat(3000), "v")
                        .parameters()
                        .text("payload")
                        .orElseThrow())
                .hasSize(3000);
        assertThat(SpeakCommand.of("😀".repeat(3000), "v").parameters().asMap()).containsKey("payload");
        assertThat(GatherCommand.builder()
                        .terminatingDigit("")
                        .build()
                        .parameters()
                        .text("terminating_digit"))
                .contains("");
        assertThat(SpeakCommand.builder("x", "v")
                        .loopForever()
                        .build()
                        .parameters()
                        .asMap())
                .containsEntry("loop", "infinity");
    }

    @Test
    void sendsParametersThatItDoesNotKnowAsTheyAre() {
        HangupCommand command = HangupCommand.builder()
                .parameter("novel", Map.of("list", List.of(1, true, "x")))
                .build();

        assertThat(command.parameters().asMap()).containsEntry("novel", Map.of("list", List.of(1, true, "x")));
    }

    @Test
    void staysAsItWasBuilt() {
        List<Object> list = new ArrayList<>(List.of("a"));
        HangupCommand.Builder builder = HangupCommand.builder().parameter("novel", list);
        HangupCommand command = builder.build();
        list.add("b");
        builder.parameter("later", 1);

        assertThat(command.parameters().asMap()).isEqualTo(Map.of("novel", List.of("a")));
        assertThat(command)
                .isEqualTo(
                        HangupCommand.builder().parameter("novel", List.of("a")).build());
    }

    @Test
    void isEqualToOneOfTheSameKindThatSaysTheSame() {
        CallCommand enqueue = GenericCommand.builder("enqueue").build();

        assertThat(SpeakCommand.of("x", "v"))
                .isEqualTo(SpeakCommand.of("x", "v"))
                .hasSameHashCodeAs(SpeakCommand.of("x", "v"))
                .isNotEqualTo(SpeakCommand.of("y", "v"));
        assertThat(enqueue)
                .isEqualTo(GenericCommand.builder("enqueue").build())
                .isNotEqualTo(GenericCommand.builder("leave_queue").build());
        assertThat((CallCommand) GatherStopCommand.of()).isNotEqualTo(SuppressionStopCommand.of());
        assertThat(VoiceSettings.of("aws")).isEqualTo(VoiceSettings.of("aws")).isNotEqualTo(VoiceSettings.of("azure"));
        assertThat(CallRecording.of()).isEqualTo(CallRecording.of()).isNotEqualTo(null);
    }

    @Test
    void showsNamesAndNoValues() {
        assertThat(SpeakCommand.of("x", "v")).hasToString("SpeakCommand[parameters=[payload, voice]]");
        assertThat(DialCommand.builder("1", "+15550100001", "+15550100002")
                        .sipAuthPassword("secret")
                        .build()
                        .toString())
                .contains("sip_auth_password", "to")
                .doesNotContain("secret", "5550100001");
    }

    @Test
    void sendsAStreamByAnswerOnlyWhenAnswerCanCarryIt() {
        StreamSettings simple = StreamSettings.of("wss://voice.example.net/media");

        assertThat(AnswerCommand.builder().stream(simple).build().parameters().asMap())
                .containsEntry("stream_url", "wss://voice.example.net/media")
                .containsEntry("stream_track", "inbound_track")
                .containsEntry("stream_bidirectional_mode", "rtp")
                .containsEntry("stream_bidirectional_codec", "PCMU")
                .containsEntry("stream_bidirectional_target_legs", "self")
                .doesNotContainKeys("stream_bidirectional_sampling_rate", "stream_auth_token", "stream_codec");
        assertThatThrownBy(() -> AnswerCommand.builder().stream(simple.toBuilder()
                        .outboundFormat(MediaFormat.l16(16000))
                        .build()))
                .hasMessageContaining("stream_bidirectional_sampling_rate 16000")
                .hasMessageContaining("answerThenStream");
        assertThatThrownBy(() -> AnswerCommand.builder().stream(
                        simple.toBuilder().authToken("token-7").build()))
                .hasMessageContaining("stream_auth_token")
                .hasMessageNotContaining("token-7");
        assertThatThrownBy(() -> AnswerCommand.builder().stream(
                        simple.toBuilder().customParameter("a", "b").build()))
                .hasMessageContaining("custom_parameters");
    }

    @Test
    void sendsEverythingAboutAStreamByStreamingStart() {
        StreamSettings settings = StreamSettings.builder("wss://voice.example.net/media")
                .outboundFormat(MediaFormat.G722)
                .authToken("t")
                .customParameter("tenant", "acme")
                .build();

        assertThat(StreamingStartCommand.of(settings).parameters().asMap())
                .containsEntry("stream_bidirectional_codec", "G722")
                .containsEntry("stream_bidirectional_sampling_rate", 8000)
                .containsEntry("stream_auth_token", "t")
                .containsEntry("custom_parameters", List.of(Map.of("name", "tenant", "value", "acme")));
        assertThatThrownBy(() -> DialCommand.builder("1", "+1", "+2").stream(settings))
                .hasMessageContaining("custom_parameters");
        assertThatThrownBy(() -> StreamingStartCommand.of(
                        settings.toBuilder().sendSilenceWhenIdle(true).build()))
                .hasMessageContaining("send_silence_when_idle");
    }

    @Test
    void namesNoCodecForMp3() {
        StreamSettings mp3 = StreamSettings.builder("wss://voice.example.net/media")
                .outboundMode(OutboundMode.MP3)
                .build();

        assertThat(StreamingStartCommand.of(mp3).parameters().asMap())
                .containsEntry("stream_bidirectional_mode", "mp3")
                .doesNotContainKeys("stream_bidirectional_codec", "stream_bidirectional_sampling_rate");
    }

    @Test
    void nestsTheSettingsOfAnEngineBelowItsName() {
        DialCommand dial = DialCommand.builder("1", "+1", "+2")
                .machineDetection(MachineDetection.builder(MachineDetection.Mode.PREMIUM)
                        .totalAnalysisTime(Duration.ofSeconds(30))
                        .build())
                .build();

        assertThat(dial.parameters().asMap())
                .containsEntry("answering_machine_detection", "premium")
                .containsEntry("answering_machine_detection_config", Map.of("total_analysis_time_millis", 30_000L));
        assertThat(SuppressionStartCommand.builder()
                        .engine(NoiseSuppression.of("Krisp"))
                        .build()
                        .parameters()
                        .asMap())
                .isEqualTo(Map.of("noise_suppression_engine", "Krisp"));
    }

    @Test
    void speaksAsOftenAsAsked() {
        assertThat(SpeakCommand.builder("x", "v")
                        .serviceLevel(ServiceLevel.BASIC)
                        .language("en-US")
                        .loop(1000)
                        .build()
                        .parameters()
                        .asMap())
                .containsEntry("loop", 1000L);
    }
}
