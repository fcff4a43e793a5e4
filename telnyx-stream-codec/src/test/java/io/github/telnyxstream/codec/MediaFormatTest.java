package io.github.telnyxstream.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaFormatTest {

    /** The frame sizes of 20 ms that Telnyx's codecs have; -1 is "varies". */
    @ParameterizedTest
    @CsvSource({
        "PCMU,   8000,  8000,  160,  160,  255",
        "PCMA,   8000,  8000,  160,  160,  213",
        "G722,   16000, 8000,  320,  160,  253",
        "L16,    8000,  8000,  160,  320,  0",
        "L16,    16000, 16000, 320,  640,  0",
        "L16,    22050, 22050, 441,  882,  0",
        "L16,    24000, 24000, 480,  960,  0",
        "L16,    48000, 48000, 960,  1920, 0",
        "OPUS,   48000, 48000, 960,  -1,   -1",
        "OPUS,   16000, 48000, 320,  -1,   -1",
        "OPUS,   8000,  48000, 160,  -1,   -1",
        "AMR_WB, 16000, 16000, 320,  -1,   -1",
        "MP3,    24000, 90000, 480,  -1,   -1",
        "MP3,    12000, 90000, 240,  -1,   -1",
        "MP3,    44100, 90000, 882,  -1,   -1"
    })
    void knowsTheSizeOfAFrame(Encoding encoding, int rateHz, int clockHz, int samples, int bytes, int silence) {
        MediaFormat format = MediaFormat.of(encoding, rateHz);

        assertThat(format.rtpClockRateHz()).isEqualTo(clockHz);
        assertThat(format.samplesPerFrame()).isEqualTo(samples);
        assertThat(format.bytesPerFrame()).isEqualTo(bytes);
        assertThat(format.isVariableSize()).isEqualTo(bytes < 0);
        assertThat(format.silenceByte()).isEqualTo(silence);
    }

    @ParameterizedTest
    @CsvSource({
        "PCMU, 16000",
        "PCMA, 0",
        "G722, 8000",
        "L16, 7999",
        "L16, 96000",
        "L16, 11025",
        "MP3, 9000",
        "MP3, 11025",
        "MP3, 8050",
        "OPUS, 22050",
        "AMR_WB, 8000"
    })
    void refusesRatesThatAnEncodingCannotHave(Encoding encoding, int rateHz) {
        assertThatThrownBy(() -> MediaFormat.of(encoding, rateHz))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sampleRateHz is " + rateHz)
                .hasMessageContaining(encoding.wireName());
    }

    @Test
    void hasAByteOrderForLinearAudioOnly() {
        MediaFormat big = new MediaFormat(Encoding.L16, 16000, ByteOrder.BIG_ENDIAN);

        assertThat(big).isNotEqualTo(MediaFormat.l16(16000));
        assertThat(MediaFormat.l16(16000).byteOrder()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThatThrownBy(() -> new MediaFormat(Encoding.PCMU, 8000, ByteOrder.BIG_ENDIAN))
                .hasMessageContaining("L16 only, not to PCMU");
    }

    @Test
    void findsAnEncodingByItsWireNameInAnyCase() {
        for (Encoding encoding : Encoding.values()) {
            assertThat(Encoding.ofWireName(encoding.wireName())).isEqualTo(encoding);
        }
        assertThat(Encoding.ofWireName(" amr-wb ")).isEqualTo(Encoding.AMR_WB);
        assertThat(Encoding.ofWireName("G729")).isNull();
        assertThat(Encoding.ofWireName(null)).isNull();
    }
}
