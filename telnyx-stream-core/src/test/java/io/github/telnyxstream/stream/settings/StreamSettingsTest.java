package io.github.telnyxstream.stream.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import java.nio.ByteOrder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamSettingsTest {
    private static StreamSettings.Builder builder() {
        return StreamSettings.builder("wss://voice.example.net/media");
    }

    @Test
    void defaultsToWhatALoneCallerHears() {
        StreamSettings settings = builder().build();

        assertThat(settings.url()).isEqualTo("wss://voice.example.net/media");
        assertThat(settings.track()).isEqualTo(StreamTrack.INBOUND);
        assertThat(settings.inboundEncoding()).isNull();
        assertThat(settings.inboundByteOrder()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThat(settings.outboundMode()).isEqualTo(OutboundMode.RTP);
        assertThat(settings.outboundFormat()).isEqualTo(MediaFormat.PCMU);
        assertThat(settings.targetLegs()).isEqualTo(TargetLegs.SELF);
        assertThat(settings.authToken()).isNull();
        assertThat(settings.customParameters()).isEmpty();
        assertThat(settings.isSilenceSentWhenIdle()).isFalse();
        assertThat(settings.isCarriedByAnswer()).isTrue();
    }

    @Test
    void keepsEverythingThroughACopy() {
        StreamSettings settings = builder()
                .track(StreamTrack.BOTH)
                .inboundEncoding(Encoding.L16)
                .inboundByteOrder(ByteOrder.BIG_ENDIAN)
                .outboundFormat(MediaFormat.l16(16000))
                .targetLegs(TargetLegs.BOTH)
                .authToken("tok")
                .customParameter("b", "2")
                .customParameter("a", "1")
                .sendSilenceWhenIdle(true)
                .build();

        StreamSettings copy = settings.toBuilder().build();

        assertThat(copy).isEqualTo(settings).hasSameHashCodeAs(settings);
        assertThat(copy.customParameters()).containsExactly(Map.entry("b", "2"), Map.entry("a", "1"));
        assertThat(copy.isSilenceSentWhenIdle()).isTrue();
    }

    @Test
    void differsWhenAnyPartDiffers() {
        StreamSettings settings = builder().build();

        assertThat(settings)
                .isNotEqualTo(builder().url("wss://other/").build())
                .isNotEqualTo(builder().track(StreamTrack.OUTBOUND).build())
                .isNotEqualTo(builder().inboundEncoding(Encoding.PCMU).build())
                .isNotEqualTo(builder().inboundByteOrder(ByteOrder.BIG_ENDIAN).build())
                .isNotEqualTo(builder().outboundMode(OutboundMode.MP3).build())
                .isNotEqualTo(builder().outboundFormat(MediaFormat.PCMA).build())
                .isNotEqualTo(builder().targetLegs(TargetLegs.OPPOSITE).build())
                .isNotEqualTo(builder().authToken("t").build())
                .isNotEqualTo(builder().customParameter("a", "").build())
                .isNotEqualTo(builder().sendSilenceWhenIdle(true).build());
    }

    @Test
    void knowsWhatAnswerCannotCarry() {
        assertThat(builder().authToken("t").build().isCarriedByAnswer()).isFalse();
        assertThat(builder().customParameter("a", "b").build().isCarriedByAnswer())
                .isFalse();
        assertThat(builder().outboundFormat(MediaFormat.l16(16000)).build().isCarriedByAnswer())
                .isFalse();
        assertThat(builder().outboundFormat(MediaFormat.G722).build().isCarriedByAnswer())
                .isTrue();
    }

    @Test
    void letsAnswerCarryMp3WhateverTheFormatOfTheRtpModeWouldBe() {
        assertThat(builder()
                        .outboundMode(OutboundMode.MP3)
                        .outboundFormat(MediaFormat.l16(16000))
                        .build()
                        .isCarriedByAnswer())
                .isTrue();
    }

    @Test
    void countsG722AsTelnyxDoes() {
        assertThat(builder().outboundFormat(MediaFormat.G722).build().outboundWireRateHz())
                .isEqualTo(8000);
        assertThat(builder().outboundFormat(MediaFormat.l16(24000)).build().outboundWireRateHz())
                .isEqualTo(24000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://h/SECRET",
                "wss:///SECRET",
                "/SECRET",
                "wss://h/ SECRET",
                "mailto:SECRET",
                "wss://u:SECRET@h/",
                "wss://h/x#SECRET",
                "wss://h:99999/SECRET",
                "wss://h:/SECRET",
                "wss://h:8a/SECRET",
                "wss:/h/SECRET",
                "wss://[::1/SECRET",
                "wss://h%2fSECRET/",
                "wss://h/ünSECRET",
                "wss://h/a\nSECRET"
            })
    void refusesUrlsThatTelnyxCannotOpenWithoutRepeatingThem(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StreamSettings.of(url))
                .withMessageStartingWith("url")
                .withMessageNotContaining("SECRET")
                .withNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "wss://voice_bot.example.com/media,wss://voice_bot.example.com/media",
        "WSS://Voice.example.com/media,wss://Voice.example.com/media",
        "wss://bücher.example/media,wss://xn--bcher-kva.example/media",
        "wss://例え.テスト/media?x=1,wss://xn--r8jz45g.xn--zckzah/media?x=1",
        "ws://[2001:db8::1]:8443/media,ws://[2001:db8::1]:8443/media",
        "wss://192.0.2.1:8443,wss://192.0.2.1:8443",
        "wss://h?q=%20a,wss://h?q=%20a"
    })
    void takesUrlsOfRealLife(String given, String asTelnyxGetsIt) {
        StreamSettings settings = StreamSettings.of(given);

        assertThat(settings.url()).isEqualTo(asTelnyxGetsIt);
        assertThat(settings.toString()).doesNotContain("media", "q=");
        assertThat(settings.toBuilder().build()).isEqualTo(settings);
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/,ws:// or wss://",
        "wss:///x,no host",
        "wss://h/a b,U+0020 at index 9",
        "wss://h/#x,fragment",
        "wss://u@h/,a user",
        "wss://h:0/,port",
        "wss://a b/,U+0020 in its host"
    })
    void namesTheTrueReasonOfARefusal(String url, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StreamSettings.of(url))
                .withMessageContaining(reason);
    }

    @Test
    void warnsOfWhatCannotWork() {
        assertThat(builder().build().warnings()).isEmpty();
        assertThat(builder()
                        .outboundFormat(MediaFormat.l16(16000))
                        .inboundEncoding(Encoding.L16)
                        .build()
                        .warnings())
                .isEmpty();
        assertThat(builder().targetLegs(TargetLegs.OPPOSITE).build().warnings())
                .singleElement()
                .asString()
                .contains("OPPOSITE", "SELF");
        assertThat(builder().outboundFormat(MediaFormat.l16(12000)).build().warnings())
                .singleElement()
                .asString()
                .contains("L16 at 12000 Hz");
        assertThat(builder().inboundEncoding(Encoding.L16).build().warnings())
                .singleElement()
                .asString()
                .contains("no field asks for the rate of inbound L16");
        assertThat(builder()
                        .inboundEncoding(Encoding.L16)
                        .outboundMode(OutboundMode.MP3)
                        .build()
                        .warnings())
                .singleElement()
                .asString()
                .startsWith("inboundEncoding L16 with outboundMode MP3: no field asks for the rate");
        assertThat(builder()
                        .outboundMode(OutboundMode.MP3)
                        .outboundFormat(MediaFormat.G722)
                        .build()
                        .warnings())
                .hasSize(1);
        assertThat(builder().track(StreamTrack.BOTH).build().warnings()).hasSize(1);
        assertThat(builder()
                        .outboundFormat(MediaFormat.of(Encoding.OPUS, 48000))
                        .build()
                        .warnings())
                .hasSize(1);
        assertThat(builder().outboundFormat(MediaFormat.G722).build().warnings())
                .isEmpty();
    }

    @Test
    void refusesAUrlThatIsTooLong() {
        String longest = "wss://h/" + "a".repeat(1992);

        assertThat(StreamSettings.of(longest).url()).hasSize(2000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StreamSettings.of(longest + "a"))
                .withMessageContaining("2001");
    }

    @Test
    void refusesTokensThatNoHeaderCanCarry() {
        assertThat(builder().authToken("a".repeat(4000)).build().authToken()).hasSize(4000);
        assertThatIllegalArgumentException().isThrownBy(() -> builder().authToken("a".repeat(4001)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().authToken(""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().authToken("SECRET\r\n"))
                .withMessageNotContaining("SECRET");
    }

    @Test
    void refusesMp3WhereItHasNoMeaning() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder().inboundEncoding(Encoding.MP3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().outboundFormat(MediaFormat.of(Encoding.MP3, 48000)));
    }

    @Test
    void refusesAParameterWithoutAName() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder().customParameter("", "v"));
    }

    @Test
    void showsNeitherPathNorQueryNorTokenNorParametersInText() {
        StreamSettings settings = StreamSettings.builder("wss://voice.example.net/SECRET?t=SECRET")
                .authToken("SECRET")
                .customParameter("a", "SECRET")
                .build();

        assertThat(settings.toString()).contains("wss://voice.example.net").doesNotContain("SECRET");
    }
}
