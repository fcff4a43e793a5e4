package io.github.telnyxstream.stream.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.event.AnnouncedFormat;
import io.github.telnyxstream.stream.event.ConnectedEvent;
import io.github.telnyxstream.stream.event.DtmfEvent;
import io.github.telnyxstream.stream.event.ErrorEvent;
import io.github.telnyxstream.stream.event.MarkEvent;
import io.github.telnyxstream.stream.event.MediaEvent;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.event.StopEvent;
import io.github.telnyxstream.stream.event.StreamEvent;
import io.github.telnyxstream.stream.event.Track;
import io.github.telnyxstream.stream.event.UnknownEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
    private final EventReader reader = new EventReader();

    private StreamEvent read(String message) {
        StreamEvent event = WhatWasRead.of(reader, message.replace('\'', '"')).onlyEvent();
        // every message comes in both forms
        assertThat(WhatWasRead.of(reader, WhatWasRead.utf8(message.replace('\'', '"')))
                        .onlyEvent())
                .hasToString(event.toString());
        return event;
    }

    private List<String> odditiesOf(String message) {
        return WhatWasRead.of(reader, message.replace('\'', '"')).oddities;
    }

    @Test
    void readsConnectedWithToken() {
        assertThat(read("{'event':'connected','version':'1.0.0','connected':{'x-telnyx-streaming-auth-token':'tok'}}"))
                .isEqualTo(new ConnectedEvent("1.0.0", "tok"));
    }

    @Test
    void readsConnectedWithNothingElse() {
        assertThat(read("{'event':'connected','connected':null}")).isEqualTo(new ConnectedEvent(null, null));
    }

    @Test
    void readsStartWithEverything() {
        StreamEvent event = read("{'event':'start','sequence_number':'1','stream_id':'s','start':{'user_id':'u',"
                + "'call_control_id':'v3:c','call_session_id':'cs','call_leg_id':'leg','from':'+15550100001',"
                + "'to':'+15550100002','tags':['a','b'],'client_state':'eA==','custom_parameters':{'tenant':'acme'},"
                + "'media_format':{'encoding':'PCMU','sample_rate':8000,'channels':1}}}");

        assertThat(event)
                .isEqualTo(new StartEvent(
                        "s",
                        1,
                        "u",
                        "v3:c",
                        "cs",
                        "leg",
                        "+15550100001",
                        "+15550100002",
                        List.of("a", "b"),
                        "eA==",
                        Map.of("tenant", "acme"),
                        new AnnouncedFormat("PCMU", 8000, 1)));
    }

    @Test
    void readsStartWithFieldsInAnyOrderAndNumbersAsStrings() {
        StartEvent event = (StartEvent) read("{'start':{'media_format':{'channels':'1','sample_rate':'16000',"
                + "'encoding':'L16'},'call_control_id':'c'},'stream_id':'s','sequence_number':1,'event':'start'}");

        assertThat(event.format()).isEqualTo(new AnnouncedFormat("L16", 16000, 1));
        assertThat(event.callControlId()).isEqualTo("c");
        assertThat(event.sequenceNumber()).isEqualTo(1);
    }

    @Test
    void readsStartWithNullsAndMissingFields() {
        StartEvent event = (StartEvent) read("{'event':'start','start':{'from':null,'to':null,'tags':null,"
                + "'client_state':null,'custom_parameters':null,'media_format':{'encoding':'PCMA'}}}");

        assertThat(event.from()).isNull();
        assertThat(event.tags()).isEmpty();
        assertThat(event.customParameters()).isEmpty();
        assertThat(event.streamId()).isNull();
        assertThat(event.sequenceNumber()).isEqualTo(-1);
        assertThat(event.format()).isEqualTo(new AnnouncedFormat("PCMA", -1, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'tenant':'acme','n':'7'}",
                "{'tenant':'acme','n':7,'nested':{'a':1},'none':null}",
                "[{'name':'tenant','value':'acme'},{'name':'n','value':'7'}]",
                "[{'value':'acme','name':'tenant'},{'name':'n','value':7},{'name':'alone'},'text',[1],null]"
            })
    void readsCustomParametersInBothShapes(String parameters) {
        StartEvent event = (StartEvent) read("{'event':'start','start':{'custom_parameters':" + parameters
                + ",'media_format':{'encoding':'PCMU'}}}");

        assertThat(event.customParameters()).containsOnly(Map.entry("tenant", "acme"), Map.entry("n", "7"));
    }

    @Test
    void keepsCustomParametersInTheirOrder() {
        List<String> names = IntStream.range(0, 200).mapToObj(n -> "p" + n).toList();
        String parameters = names.stream().map(name -> "'" + name + "':'v'").collect(Collectors.joining(","));
        StartEvent event = (StartEvent) read("{'event':'start','start':{'custom_parameters':{" + parameters + "}}}");

        assertThat(event.customParameters().keySet()).containsExactlyElementsOf(names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'event':'media','sequence_number':'4','stream_id':'s','media':{'track':'inbound','chunk':'2','timestamp':'40','payload':'/////w=='}}",
                "{'media':{'payload':'/////w==','timestamp':40,'chunk':2,'track':'inbound'},'stream_id':'s','sequence_number':4,'event':'media'}",
                "{'event':'media','sequence_number':4.0,'stream_id':'s','media':{'track':'inbound','chunk':2e0,'timestamp':' 40 ','payload':'\\/\\/\\/\\/\\/w=='},'more':{'x':[1,{}]}}",
                "{'event':'media','sequence_number':'4','stream_id':'s','media':{'unknown':[[]],'track':'inbound_track','chunk':'2','timestamp':'40','payload':'/////w'}}"
            })
    void readsMediaInEveryShape(String message) {
        MediaEvent event = (MediaEvent) read(message);

        assertThat(event.streamId()).isEqualTo("s");
        assertThat(event.sequenceNumber()).isEqualTo(4);
        assertThat(event.track()).isEqualTo(Track.INBOUND);
        assertThat(event.chunk()).isEqualTo(2);
        assertThat(event.timestamp()).isEqualTo(40);
        assertThat(event.payload()).containsExactly(0xFF, 0xFF, 0xFF, 0xFF);
    }

    @Test
    void readsMediaWithNothingButPayload() {
        MediaEvent event = (MediaEvent) read("{'event':'media','media':{'track':null,'chunk':null,'payload':''}}");

        assertThat(event.track()).isEqualTo(Track.INBOUND);
        assertThat(event.chunk()).isEqualTo(-1);
        assertThat(event.timestamp()).isEqualTo(-1);
        assertThat(event.payload()).isEmpty();
    }

    @Test
    void readsTheOutboundTrack() {
        MediaEvent event = (MediaEvent) read("{'event':'media','media':{'track':'outbound','payload':'AA=='}}");

        assertThat(event.track()).isEqualTo(Track.OUTBOUND);
    }

    @Test
    void readsDtmf() {
        assertThat(read("{'event':'dtmf','stream_id':'s','occurred_at':'2026-03-01T09:30:11.402113Z',"
                        + "'sequence_number':'118','dtmf':{'digit':'#'}}"))
                .isEqualTo(new DtmfEvent("s", 118, '#', Instant.parse("2026-03-01T09:30:11.402113Z")));
    }

    @Test
    void keepsADigitWhoseTimeCannotBeRead() {
        assertThat(read("{'event':'dtmf','occurred_at':'yesterday','dtmf':{'digit':'a'}}"))
                .isEqualTo(new DtmfEvent(null, -1, 'A', null));
    }

    @Test
    void readsMark() {
        assertThat(read("{'event':'mark','stream_id':'s','sequence_number':'231','mark':{'name':'greeting \\u00e9'}}"))
                .isEqualTo(new MarkEvent("s", 231, "greeting é"));
    }

    @Test
    void readsError() {
        assertThat(read("{'event':'error','stream_id':'s','payload':{'code':100005,'title':'t','detail':'d'}}"))
                .isEqualTo(new ErrorEvent("s", 100005, "t", "d"));
    }

    @Test
    void readsErrorWithoutPayload() {
        assertThat(read("{'event':'error'}")).isEqualTo(new ErrorEvent(null, -1, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'stop':{'user_id':'u','call_control_id':'c'}", "'stop':null", "'other':1"})
    void readsStopWithAndWithoutItsObject(String object) {
        StopEvent event = (StopEvent) read("{'event':'stop','sequence_number':'9','stream_id':'s'," + object + "}");

        assertThat(event.streamId()).isEqualTo("s");
        assertThat(event.sequenceNumber()).isEqualTo(9);
        assertThat(event.callControlId()).isEqualTo(object.contains("user_id") ? "c" : null);
    }

    @Test
    void keepsAnUnknownEventWhole() {
        String message = "{'event':'transcript','text':{'deep':[1,2,{'x':null}]}}".replace('\'', '"');

        assertThat(read(message)).isEqualTo(new UnknownEvent("transcript", message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'event':null}", "{'a':'b'}", "{'event':{'event':'media'}}"})
    void takesAnObjectWithoutEventForUnknown(String message) {
        assertThat(read(message))
                .isInstanceOfSatisfying(
                        UnknownEvent.class,
                        event -> assertThat(event.eventName()).isEmpty());
    }

    @Test
    void readsLongMessages() {
        String value = "x".repeat(64 << 10);

        StartEvent event = (StartEvent) read("{'event':'start','start':{'custom_parameters':{'long':'" + value
                + "'},'media_format':{'encoding':'PCMU'}}}");

        assertThat(event.customParameters()).containsEntry("long", value);
    }

    @Test
    void readsUpToTheLimit() {
        String message = "{'event':'later','x':'" + "y".repeat(EventReader.MAX_MESSAGE_BYTES - 24) + "'}";
        assertThat(message).hasSize(EventReader.MAX_MESSAGE_BYTES);

        assertThat(read(message)).isInstanceOf(UnknownEvent.class);
    }

    @Test
    void readsSixteenLevels() {
        assertThat(read("{'event':'later','x':" + "[".repeat(15) + "]".repeat(15) + "}"))
                .isInstanceOf(UnknownEvent.class);
    }

    @Test
    void showsNeitherTokensNorAudioNorNumbersNorDigitsInText() {
        assertThat(List.of(
                                read("{'event':'connected','connected':{'x-telnyx-streaming-auth-token':'SECRET'}}"),
                                read("{'event':'media','media':{'payload':'SECRETSE'}}"),
                                read("{'event':'dtmf','dtmf':{'digit':'7'}}"),
                                read("{'event':'unheard','x':'SECRET'}"),
                                read("{'event':'start','start':{'from':'+15550100001','to':'sip:SECRET@x',"
                                        + "'client_state':'SECRET','custom_parameters':{'a':'SECRET'},"
                                        + "'media_format':{'encoding':'PCMU'}}}"))
                        .toString())
                .doesNotContain("SECRET", "+1555", "7")
                .contains("…01");
    }

    /** The token stood there on live sockets. */
    @Test
    void readsTheTokenOfConnectedAtTheTopLevelToo() {
        assertThat(read("{'event':'connected','version':'1','x-telnyx-streaming-auth-token':'tok'}"))
                .isEqualTo(new ConnectedEvent("1", "tok"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'20ms'",
                "12.5",
                "'2026-03-01T09:30:11Z'",
                "'NaN'",
                "'Infinity'",
                "'0x1p4'",
                "'007'",
                "-1",
                "{}",
                "[1]",
                "true",
                "'9223372036854775808'",
                "1e400",
                "1e-3",
                "'+5'",
                "'٣'"
            })
    void leavesAnOddOptionalFieldOutAndKeepsTheFrame(String value) {
        String message =
                "{'event':'media','media':{'track':'inbound','chunk':'2','timestamp':" + value + ",'payload':'AAAA'}}";
        MediaEvent event = (MediaEvent) read(message);

        assertThat(event.timestamp()).isEqualTo(-1);
        assertThat(event.chunk()).isEqualTo(2);
        assertThat(event.payload()).hasSize(3);
        assertThat(odditiesOf(message)).singleElement().asString().startsWith("media.timestamp is not a ");
    }

    @Test
    void leavesOddOptionalFieldsOutOfEveryKind() {
        assertThat(read("{'event':'stop','sequence_number':'x'}")).isInstanceOf(StopEvent.class);
        assertThat(read("{'event':'dtmf','sequence_number':'x','dtmf':{'digit':'5'}}"))
                .isInstanceOf(DtmfEvent.class);
        StartEvent start = (StartEvent) read(
                "{'event':'start','start':{'media_format':{'encoding':'PCMU','sample_rate':'8k','channels':'mono'}}}");
        assertThat(start.format()).isEqualTo(new AnnouncedFormat("PCMU", -1, 1));
        assertThat(read("{'event':'error','payload':{'code':'x'}}")).isEqualTo(new ErrorEvent(null, -1, null, null));
        assertThat(odditiesOf("{'event':'dtmf','occurred_at':'yesterday','dtmf':{'digit':'5'}}"))
                .containsExactly("occurred_at is not a time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9007199254740993", "'9007199254740993'", "9007199254740993.0", "9.007199254740993e15"})
    void readsNumbersToTheLastDigit(String value) {
        MediaEvent event = (MediaEvent) read("{'event':'media','media':{'chunk':" + value + ",'payload':''}}");

        assertThat(event.chunk()).isEqualTo(9007199254740993L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'event':'start'}",
                "{'event':'start','start':'x'}",
                "{'event':'start','start':{'media_format':null}}"
            })
    void readsAStartThatAnnouncesNothing(String message) {
        assertThat(((StartEvent) read(message)).format()).isEqualTo(AnnouncedFormat.ABSENT);
    }

    @Test
    void readsEveryObjectOfAMessage() {
        WhatWasRead read = WhatWasRead.of(
                reader,
                "{\"event\":\"mark\",\"mark\":{\"name\":\"é\"}} {\"event\":\"new\",\"x\":1}\n{\"event\":\"stop\"}");

        assertThat(read.events)
                .containsExactly(
                        new MarkEvent(null, -1, "é"),
                        new UnknownEvent("new", "{\"event\":\"new\",\"x\":1}"),
                        new StopEvent(null, -1, null, null));
        assertThat(read.oddities).hasSize(2).containsOnly("more than one JSON object in one message");
        assertThat(read.refusals).isEmpty();
    }

    @Test
    void keepsTheEventInFrontOfWhatIsNoJson() {
        WhatWasRead read = WhatWasRead.of(reader, "{\"event\":\"stop\"} and so on");

        assertThat(read.events).hasSize(1);
        assertThat(read.refusals).extracting(WhatWasRead.Refusal::reason).containsExactly("not valid JSON");
    }

    @Test
    void readsNoMoreThanSixteenObjectsOfAMessage() {
        WhatWasRead read = WhatWasRead.of(reader, "{\"event\":\"stop\"}".repeat(17));

        assertThat(read.events).hasSize(16);
        assertThat(read.refusals).hasSize(1);
    }

    /** As many as fit a message, with names of one hash: 8 s before there was a limit. */
    @Test
    void keepsOfCustomParametersAndTagsWhatFitsTheLimits() {
        StringBuilder names = new StringBuilder();
        int count = 0;
        for (String name : collidingNames(50_000)) {
            names.append(count++ == 0 ? "" : ",").append('"').append(name).append("\":\"v\"");
        }
        String message = "{\"event\":\"start\",\"start\":{\"custom_parameters\":{" + names + "},\"tags\":[\"a\""
                + ",\"a\"".repeat(5_000) + "],\"call_control_id\":\"c\",\"media_format\":{\"encoding\":\"PCMU\"}}}";
        WhatWasRead read = WhatWasRead.of(reader, message);
        StartEvent event = (StartEvent) read.onlyEvent();

        assertThat(event.customParameters()).hasSize(KeptTexts.MAX_COUNT);
        assertThat(event.tags()).hasSize(KeptTexts.MAX_COUNT);
        assertThat(event.callControlId()).isEqualTo("c");
        assertThat(read.oddities).hasSize(2);
    }

    @Test
    void keepsOfLongCustomParametersWhatFitsTheLimits() {
        String value = "x".repeat(100_000);
        String message = "{'event':'start','start':{'custom_parameters':{'a':'" + value + "','b':'" + value + "','c':'"
                + value + "','d':'short'},'media_format':{'encoding':'PCMU'}}}";

        assertThat(((StartEvent) read(message)).customParameters()).containsOnlyKeys("a", "b", "d");
        assertThat(odditiesOf(message)).hasSize(1);
    }

    /** Three letters with the same hash as three others, ten times. */
    private static List<String> collidingNames(int count) {
        String[] parts = {"Aaa", "BBa", "AbB"};
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(k -> {
                    StringBuilder name = new StringBuilder();
                    for (int digits = k, d = 0; d < 10; d++, digits /= 3) {
                        name.append(parts[digits % 3]);
                    }
                    return name.toString();
                })
                .toList();
    }
}
