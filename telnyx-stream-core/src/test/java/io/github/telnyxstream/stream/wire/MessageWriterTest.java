package io.github.telnyxstream.stream.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.event.MarkEvent;
import io.github.telnyxstream.stream.event.MediaEvent;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageWriterTest {
    private final EventReader reader = new EventReader();

    @Test
    void writesMediaExactlyAsDocumented() {
        byte[] payload = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF};

        assertThat(MessageWriter.media(payload, 0, 4).text())
                .isEqualTo("{\"event\":\"media\",\"media\":{\"payload\":\"/////w==\"}}");
    }

    @Test
    void writesOnlyTheRangeOfThePayload() {
        byte[] payload = {9, 0, 0, 0, 9};

        assertThat(MessageWriter.media(payload, 1, 3).text())
                .isEqualTo("{\"event\":\"media\",\"media\":{\"payload\":\"AAAA\"}}");
    }

    @Test
    void writesEveryByteSoThatItIsReadBack() {
        byte[] payload = new byte[1920];
        new Random(1).nextBytes(payload);

        MediaEvent back = (MediaEvent) WhatWasRead.of(
                        reader, MessageWriter.media(payload, 0, payload.length).text())
                .onlyEvent();

        assertThat(back.payload()).isEqualTo(payload);
    }

    @Test
    void writesMarkExactlyAsDocumented() {
        assertThat(MessageWriter.mark("greeting-end").text())
                .isEqualTo("{\"event\":\"mark\",\"mark\":{\"name\":\"greeting-end\"}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\"b", "a\\b", "\"}}", "line\nbreak\t\u0000\u001f", "né ☎ \uD83D\uDCDE", "</script>"})
    void escapesMarkNamesSoThatTheyComeBackTheSame(String name) {
        OutgoingMessage message = MessageWriter.mark(name);

        assertThat(WhatWasRead.of(reader, message.text()).onlyEvent()).isEqualTo(new MarkEvent(null, -1, name));
        assertThat(message.lengthBytes()).isEqualTo(message.utf8().remaining());
    }

    @Test
    void writesClearExactlyAsDocumented() {
        assertThat(MessageWriter.clear().text()).isEqualTo("{\"event\":\"clear\"}");
    }

    @Test
    void showsNothingOfAMessageInText() {
        assertThat(MessageWriter.mark("SECRET").toString()).doesNotContain("SECRET");
    }
}
