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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
    private final EventReader reader = new EventReader();

    private StreamEvent read(String message) throws MalformedMessageException {
        return reader.read(message.replace('\'', '"'));
    }

    @Test
    void readsConnectedWithToken() throws Exception {
        assertThat(read("{'event':'connected','version':'1.0.0','connected':{'x-telnyx-streaming-auth-token':'tok'}}"))
                .isEqualTo(new ConnectedEvent("1.0.0", "tok"));
    }

    @Test
    void readsConnectedWithNothingElse() throws Exception {
        assertThat(read("{'event':'connected','connected':null}")).isEqualTo(new ConnectedEvent(null, null));
    }

    @Test
    void readsStartWithEverything() throws Exception {
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
    void readsStartWithFieldsInAnyOrderAndNumbersAsStrings() throws Exception {
        StartEvent event = (StartEvent) read("{'start':{'media_format':{'channels':'1','sample_rate':'16000',"
                + "'encoding':'L16'},'call_control_id':'c'},'stream_id':'s','sequence_number':1,'event':'start'}");

        assertThat(event.format()).isEqualTo(new AnnouncedFormat("L16", 16000, 1));
        assertThat(event.callControlId()).isEqualTo("c");
        assertThat(event.sequenceNumber()).isEqualTo(1);
    }

    @Test
    void readsStartWithNullsAndMissingFields() throws Exception {
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
    void readsCustomParametersInBothShapes(String parameters) throws Exception {
        StartEvent event = (StartEvent) read("{'event':'start','start':{'custom_parameters':" + parameters
                + ",'media_format':{'encoding':'PCMU'}}}");

        assertThat(event.customParameters()).containsOnly(Map.entry("tenant", "acme"), Map.entry("n", "7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'event':'media','sequence_number':'4','stream_id':'s','media':{'track':'inbound','chunk':'2','timestamp':'40','payload':'/////w=='}}",
                "{'media':{'payload':'/////w==','timestamp':40,'chunk':2,'track':'inbound'},'stream_id':'s','sequence_number':4,'event':'media'}",
                "{'event':'media','sequence_number':4.0,'stream_id':'s','media':{'track':'inbound','chunk':2e0,'timestamp':' 40 ','payload':'\\/\\/\\/\\/\\/w=='},'more':{'x':[1,{}]}}",
                "{'event':'media','sequence_number':'4','stream_id':'s','media':{'unknown':[[]],'track':'inbound_track','chunk':'2','timestamp':'40','payload':'/////w'}}"
            })
    void readsMediaInEveryShape(String message) throws Exception {
        MediaEvent event = (MediaEvent) read(message);

        assertThat(event.streamId()).isEqualTo("s");
        assertThat(event.sequenceNumber()).isEqualTo(4);
        assertThat(event.track()).isEqualTo(Track.INBOUND);
        assertThat(event.chunk()).isEqualTo(2);
        assertThat(event.timestampMillis()).isEqualTo(40);
        assertThat(event.payload()).containsExactly(0xFF, 0xFF, 0xFF, 0xFF);
    }

    @Test
    void readsMediaWithNothingButPayload() throws Exception {
        MediaEvent event = (MediaEvent) read("{'event':'media','media':{'track':null,'chunk':null,'payload':''}}");

        assertThat(event.track()).isEqualTo(Track.INBOUND);
        assertThat(event.chunk()).isEqualTo(-1);
        assertThat(event.timestampMillis()).isEqualTo(-1);
        assertThat(event.payload()).isEmpty();
    }

    @Test
    void readsTheOutboundTrack() throws Exception {
        MediaEvent event = (MediaEvent) read("{'event':'media','media':{'track':'outbound','payload':'AA=='}}");

        assertThat(event.track()).isEqualTo(Track.OUTBOUND);
    }

    @Test
    void readsDtmf() throws Exception {
        assertThat(read("{'event':'dtmf','stream_id':'s','occurred_at':'2026-03-01T09:30:11.402113Z',"
                        + "'sequence_number':'118','dtmf':{'digit':'#'}}"))
                .isEqualTo(new DtmfEvent("s", 118, '#', Instant.parse("2026-03-01T09:30:11.402113Z")));
    }

    @Test
    void keepsADigitWhoseTimeCannotBeRead() throws Exception {
        assertThat(read("{'event':'dtmf','occurred_at':'yesterday','dtmf':{'digit':'a'}}"))
                .isEqualTo(new DtmfEvent(null, -1, 'A', null));
    }

    @Test
    void readsMark() throws Exception {
        assertThat(read("{'event':'mark','stream_id':'s','sequence_number':'231','mark':{'name':'greeting \\u00e9'}}"))
                .isEqualTo(new MarkEvent("s", 231, "greeting é"));
    }

    @Test
    void readsError() throws Exception {
        assertThat(read("{'event':'error','stream_id':'s','payload':{'code':100005,'title':'t','detail':'d'}}"))
                .isEqualTo(new ErrorEvent("s", 100005, "t", "d"));
    }

    @Test
    void readsErrorWithoutPayload() throws Exception {
        assertThat(read("{'event':'error'}")).isEqualTo(new ErrorEvent(null, -1, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'stop':{'user_id':'u','call_control_id':'c'}", "'stop':null", "'other':1"})
    void readsStopWithAndWithoutItsObject(String object) throws Exception {
        StopEvent event = (StopEvent) read("{'event':'stop','sequence_number':'9','stream_id':'s'," + object + "}");

        assertThat(event.streamId()).isEqualTo("s");
        assertThat(event.sequenceNumber()).isEqualTo(9);
        assertThat(event.callControlId()).isEqualTo(object.contains("user_id") ? "c" : null);
    }

    @Test
    void keepsAnUnknownEventWhole() throws Exception {
        String message = "{'event':'transcript','text':{'deep':[1,2,{'x':null}]}}".replace('\'', '"');

        assertThat(reader.read(message)).isEqualTo(new UnknownEvent("transcript", message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'event':null}", "{'a':'b'}", "{'event':{'event':'media'}}"})
    void takesAnObjectWithoutEventForUnknown(String message) throws Exception {
        assertThat(read(message))
                .isInstanceOfSatisfying(
                        UnknownEvent.class,
                        event -> assertThat(event.eventName()).isEmpty());
    }

    @Test
    void readsLongMessages() throws Exception {
        String value = "x".repeat(64 << 10);

        StartEvent event = (StartEvent) read("{'event':'start','start':{'custom_parameters':{'long':'" + value
                + "'},'media_format':{'encoding':'PCMU'}}}");

        assertThat(event.customParameters()).containsEntry("long", value);
    }

    @Test
    void readsUpToTheLimit() throws Exception {
        String message = "{'event':'later','x':'" + "y".repeat(EventReader.MAX_MESSAGE_CHARS - 24) + "'}";
        assertThat(message).hasSize(EventReader.MAX_MESSAGE_CHARS);

        assertThat(read(message)).isInstanceOf(UnknownEvent.class);
    }

    @Test
    void readsSixteenLevels() throws Exception {
        assertThat(read("{'event':'later','x':" + "[".repeat(15) + "]".repeat(15) + "}"))
                .isInstanceOf(UnknownEvent.class);
    }

    @Test
    void showsNeitherTokensNorAudioNorNumbersNorDigitsInText() throws Exception {
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
}
