package io.github.telnyxstream.callcontrol.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sent for each choice, in Telnyx's spelling (reference of the command that takes it). */
class WireNamesTest {

    static List<Arguments> choices() {
        return List.of(
                spelled(ConferenceSettings.Beep.values(), "always", "never", "on_enter", "on_exit"),
                spelled(DtmfMuting.values(), "none", "both", "self", "opposite"),
                spelled(Legs.values(), "self", "opposite", "both"),
                spelled(
                        MachineDetection.Mode.values(),
                        "disabled",
                        "detect",
                        "detect_beep",
                        "detect_words",
                        "greeting_end",
                        "premium"),
                spelled(MediaEncryption.values(), "disabled", "SRTP", "DTLS"),
                spelled(PayloadType.values(), "text", "ssml"),
                spelled(Privacy.values(), "id", "none"),
                spelled(RecordingChannels.values(), "single", "dual"),
                spelled(RecordingFormat.values(), "wav", "mp3"),
                spelled(RecordingTrack.values(), "both", "inbound", "outbound"),
                spelled(RejectCommand.Cause.values(), "CALL_REJECTED", "USER_BUSY"),
                spelled(ServiceLevel.values(), "basic", "premium"),
                spelled(SipRegion.values(), "US", "Europe", "Canada", "Australia", "Middle East"),
                spelled(SipTransport.values(), "UDP", "TCP", "TLS"),
                spelled(Stopping.values(), "current", "all"),
                spelled(SupervisorRole.values(), "barge", "whisper", "monitor"),
                spelled(WebhookOverrides.Method.values(), "POST", "GET"));
    }

    private static Arguments spelled(WireName[] choices, String... names) {
        return Arguments.of(List.of(choices), List.of(names));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void areTelnyxs(List<WireName> choices, List<String> names) {
        assertThat(choices).extracting(WireName::wireName).isEqualTo(names);
    }
}
