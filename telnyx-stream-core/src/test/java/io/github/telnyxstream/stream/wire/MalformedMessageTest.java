package io.github.telnyxstream.stream.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.wire.WhatWasRead.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedMessageTest {
    /** More with {@code -Pthorough}. */
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 100_000);

    private final EventReader reader = new EventReader();

    private Refusal refusalOf(String message) {
        return WhatWasRead.of(reader, message.replace('\'', '"')).onlyRefusal();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "media | {'event':'media'} | media.payload is missing",
                "media | {'event':'media','media':[]} | media.payload is missing",
                "media | {'event':'media','media':{'payload':null}} | media.payload is not a string",
                "media | {'event':'media','media':{'payload':17}} | media.payload is not a string",
                "media | {'event':'media','media':{'payload':'SECRET-_'}} | media.payload is not base64",
                "media | {'event':'media','media':{'payload':'SECRE'}} | media.payload is not base64",
                "media | {'event':'media','media':{'payload':'AA==AAAA'}} | media.payload is not base64",
                "media | {'event':'media','media':{'payload':'AA==','chunk':'1','payload':'AA=A'}} | media.payload is not base64",
                "media | {'event':'media','media':{'payload':'AA\\u00FFA'}} | media.payload is not base64",
                "media | {'event':'media','media':{'track':'SECRET','payload':'AA=='}} | media.track is neither inbound nor outbound",
                "dtmf | {'event':'dtmf'} | dtmf.digit is not a key of a telephone",
                "dtmf | {'event':'dtmf','dtmf':{'digit':'12'}} | dtmf.digit is not a key of a telephone",
                "dtmf | {'event':'dtmf','dtmf':{'digit':'X'}} | dtmf.digit is not a key of a telephone",
                "mark | {'event':'mark','mark':{}} | mark.name is missing",
                "mark | {'event':'mark'} | mark.name is missing"
            })
    void namesTheFieldButNotTheValue(String kind, String message, String reason) {
        Refusal refusal = refusalOf(message);

        assertThat(refusal.eventName()).isEqualTo(kind);
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.lengthBytes()).isEqualTo(message.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "SECRET", "[]", "17", "null", "'SECRET'", "\u0000"})
    void refusesWhatIsNoObject(String message) {
        Refusal refusal = refusalOf(message);

        assertThat(refusal.eventName()).isNull();
        assertThat(refusal.toString()).doesNotContain("SECRET");
        assertThat(refusal.lengthBytes()).isEqualTo(message.length());
    }

    @Test
    void tellsWhereBrokenJsonStopsWithoutQuotingIt() {
        Refusal refusal = refusalOf("{'event':'mark','mark':{'name':SECRET}}");

        assertThat(refusal.eventName()).isEqualTo("mark");
        assertThat(refusal.reason()).isEqualTo("not valid JSON");
        assertThat(refusal.offset()).isBetween(30L, 37L);
        assertThat(refusal.toString()).doesNotContain("SECRET");
    }

    /** The parser takes the second name for the first, which it has met. */
    @Test
    void refusesANameThatIsNoUtf8AlsoBehindAnotherThatLooksTheSameToTheParser() {
        assertThat(WhatWasRead.of(reader, "{\"event\":\"other\",\"o\":1}").refusals)
                .isEmpty();

        byte[] broken = "{\"event\":\"other\",\"\u00FFo\":1}".getBytes(StandardCharsets.ISO_8859_1);
        Refusal refusal = WhatWasRead.of(reader, broken).onlyRefusal();

        assertThat(refusal.reason()).isEqualTo("not UTF-8");
        assertThat(refusal.offset()).isEqualTo(18);
    }

    @Test
    void refusesAKnownMessageThatIsCutOff() {
        assertThat(refusalOf("{'event':'mark','mark':{'name':'a'}").reason()).isEqualTo("not valid JSON");
        assertThat(refusalOf("{'event':'start','start':{'tags':['a'").reason()).isEqualTo("not valid JSON");
        assertThat(refusalOf("{'event':'start','start':{'custom_parameters':[{'name':'a'")
                        .reason())
                .isEqualTo("not valid JSON");
    }

    @Test
    void refusesASeventeenthLevel() {
        assertThat(refusalOf("{'event':'later','x':" + "[".repeat(16) + "]".repeat(16) + "}")
                        .reason())
                .isEqualTo("beyond a limit of reading");
        assertThat(refusalOf("{'event':'mark','mark':{'x':" + "{'a':".repeat(100_000))
                        .reason())
                .isEqualTo("beyond a limit of reading");
    }

    @Test
    void refusesMoreThanTheLimit() {
        Refusal refusal = refusalOf("{'event':'later','x':'" + "y".repeat(EventReader.MAX_MESSAGE_BYTES) + "'}");

        assertThat(refusal.reason()).contains("longer than 2097152");
        assertThat(refusal.eventName()).isNull();
    }

    @Test
    void refusesANumberOfAThousandDigits() {
        assertThat(refusalOf("{'event':'media','sequence_number':" + "9".repeat(5000) + "}"))
                .isNotNull();
    }

    /** Whatever arrives: an event, or this one exception, which quotes nothing. */
    @Test
    void throwsNothingElseForMutatedMessages() {
        Random random = new Random(20261122);
        List<String> real = List.of(
                "{'event':'connected','version':'1.0.0','connected':{'x-telnyx-streaming-auth-token':'tok'}}",
                "{'event':'start','sequence_number':'1','stream_id':'s','start':{'call_control_id':'c','tags':['a'],"
                        + "'custom_parameters':[{'name':'a','value':'b'}],'media_format':{'encoding':'PCMU',"
                        + "'sample_rate':8000,'channels':1}}}",
                "{'event':'media','sequence_number':'4','media':{'track':'inbound','chunk':'2','timestamp':'40',"
                        + "'payload':'/////w=='}}",
                "{'event':'dtmf','occurred_at':'2026-03-01T09:30:11.402113Z','dtmf':{'digit':'5'}}",
                "{'event':'mark','mark':{'name':'greeting-end'}}",
                "{'event':'error','payload':{'code':100005,'title':'t','detail':'d'}}",
                "{'event':'stop','stop':{'user_id':'u'}}",
                "{'event':'other','x':[1,2.5e3,true,null]}");
        List<String> strange = new ArrayList<>();
        int understood = 0;
        for (int k = 0; k < ROUNDS; k++) {
            String message = mutate(real.get(random.nextInt(real.size())).replace('\'', '"'), random);
            try {
                WhatWasRead read = WhatWasRead.of(reader, message);
                understood += read.events.size();
                if (read.events.size() + read.refusals.size() == 0) {
                    strange.add(message + " -> " + read);
                }
            } catch (RuntimeException | Error unexpected) {
                strange.add(message + " -> " + unexpected);
            }
        }
        assertThat(strange).isEmpty();
        assertThat(understood).isBetween(1, ROUNDS - 1);
    }

    private static String mutate(String message, Random random) {
        StringBuilder text = new StringBuilder(message);
        for (int changes = 1 + random.nextInt(4); changes > 0 && text.length() > 0; changes--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(6)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.setCharAt(at, (char) random.nextInt(0x10000));
                case 2 -> text.insert(at, "{}[]\",:0-e\\\u0000".charAt(random.nextInt(12)));
                case 3 -> text.setLength(at);
                case 4 -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(20))));
                default -> text.insert(at, "[".repeat(random.nextInt(30)));
            }
        }
        return text.toString();
    }
}
