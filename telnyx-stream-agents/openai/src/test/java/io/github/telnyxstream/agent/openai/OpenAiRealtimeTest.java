package io.github.telnyxstream.agent.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.telnyxstream.agent.AgentTool;
import io.github.telnyxstream.agent.Conversation;
import io.github.telnyxstream.agent.Conversation.Entry;
import io.github.telnyxstream.agent.Conversation.Role;
import io.github.telnyxstream.agent.SpeechToSpeech.Answer;
import io.github.telnyxstream.agent.SpeechToSpeech.Opening;
import io.github.telnyxstream.agent.SpeechToSpeech.Talk;
import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.MediaEvent;
import io.github.telnyxstream.stream.event.Track;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenAiRealtimeTest {
    private static final AgentTool TOOL = new AgentTool(
            "look_up", "Looks up.", AgentTool.NO_PARAMETERS, (call, arguments) -> new CompletableFuture<>());

    private StandInOpenAi server;
    private OpenAiRealtime openAi;
    private final Told told = new Told();

    @BeforeEach
    void start() throws InterruptedException {
        server = new StandInOpenAi();
        openAi = OpenAiRealtime.builder(" sk-simulator\n", "Be brief.")
                .baseUrl(server.baseUrl())
                .build();
    }

    @AfterEach
    void stop() {
        openAi.close();
        server.close();
    }

    static Opening opening(MediaFormat format, Entry... entries) {
        return new Opening("v3:call", format, format, "en-US", new Conversation(List.of(entries)), List.of(TOOL));
    }

    static MediaFrame frame(MediaFormat format, byte[] payload, short[] pcm) {
        return MediaFrame.of(new MediaEvent(null, 1, Track.INBOUND, 1, 0, payload), format, pcm, 0);
    }

    private StandInOpenAi.Line line() throws InterruptedException {
        StandInOpenAi.Line line = server.lines.take();
        line.next("session.update");
        return line;
    }

    private static byte[] allCodes() {
        byte[] codes = new byte[256];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) i;
        }
        return codes;
    }

    @Test
    void opensASessionWithTheNamesThatAreValidNow() throws Exception {
        openAi.open(opening(MediaFormat.PCMU), told);
        JsonNode session = server.lines.take().next("session.update").path("session");

        assertThat(session.path("type").asText()).isEqualTo("realtime");
        assertThat(session.path("instructions").asText()).isEqualTo("Be brief.");
        assertThat(session.path("output_modalities").toString()).isEqualTo("[\"audio\"]");
        assertThat(session.at("/audio/input/format").toString()).isEqualTo("{\"type\":\"audio/pcmu\"}");
        assertThat(session.at("/audio/output/format").toString()).isEqualTo("{\"type\":\"audio/pcmu\"}");
        assertThat(session.at("/audio/output/voice").asText()).isEqualTo("marin");
        assertThat(session.at("/audio/input/turn_detection").toString())
                .isEqualTo("{\"type\":\"server_vad\",\"silence_duration_ms\":500,"
                        + "\"create_response\":false,\"interrupt_response\":false}");
        assertThat(session.at("/audio/input/transcription").toString())
                .isEqualTo("{\"model\":\"gpt-4o-mini-transcribe\",\"language\":\"en\"}");
        assertThat(session.at("/tools/0").toString())
                .isEqualTo("{\"type\":\"function\",\"name\":\"look_up\",\"description\":\"Looks up.\","
                        + "\"parameters\":{\"type\":\"object\",\"properties\":{}}}");
        assertThat(server.handshakes.get(0).getResourceDescriptor()).isEqualTo("/v1/realtime?model=gpt-realtime");
        assertThat(server.handshakes.get(0).getFieldValue("Authorization")).isEqualTo("Bearer sk-simulator");
        assertThat(server.handshakes.get(0).getFieldValue("OpenAI-Beta")).isEmpty();
    }

    @Test
    void passesG711ThroughInBothDirections() throws Exception {
        for (MediaFormat format : List.of(MediaFormat.PCMU, MediaFormat.PCMA)) {
            Told sink = new Told();
            Talk talk = openAi.open(opening(format), told);
            StandInOpenAi.Line line = line();
            talk.accept(frame(format, allCodes(), new short[256]));
            assertThat(line.audio.take()).isEqualTo(allCodes());

            talk.answer(sink, sink);
            line.next("response.create");
            line.audio("item_1", allCodes());
            assertThat(sink.next()).isEqualTo("audio 256");
            assertThat(sink.rateHz).isEqualTo(8000);
            // what the engine makes of these samples is what came, but for the two zeros of the mu-law
            byte[] sent = new byte[256];
            short[] pcm = new short[256];
            for (int i = 0; i < pcm.length; i++) {
                pcm[i] = sink.samples.get(i);
            }
            AudioCodec.of(format).encode(pcm, 0, 256, sent, 0);
            byte[] expected = allCodes();
            if (format.equals(MediaFormat.PCMU)) {
                expected[0x7F] = (byte) 0xFF;
            }
            assertThat(sent).isEqualTo(expected);
            talk.close();
        }
    }

    @Test
    void encodesAFrameThatWasMadeUp() throws Exception {
        Talk talk = openAi.open(opening(MediaFormat.PCMU), told);
        StandInOpenAi.Line line = line();
        talk.accept(frame(MediaFormat.PCMU, new byte[0], new short[160]));
        byte[] silence = new byte[160];
        Arrays.fill(silence, (byte) 0xFF);
        assertThat(line.audio.take()).isEqualTo(silence);
    }

    @Test
    void convertsOtherFormatsTo24Kilohertz() throws Exception {
        Talk talk = openAi.open(opening(MediaFormat.l16(16000)), told);
        StandInOpenAi.Line line = server.lines.take();
        JsonNode session = line.next("session.update").path("session");
        assertThat(session.at("/audio/input/format").toString()).isEqualTo("{\"type\":\"audio/pcm\",\"rate\":24000}");
        for (int i = 0; i < 50; i++) {
            talk.accept(frame(MediaFormat.l16(16000), new byte[640], new short[320]));
        }
        int bytes = 0;
        for (int i = 0; i < 50; i++) {
            bytes += line.audio.take().length;
        }
        // a second, but for the delay of the filter
        assertThat(bytes).isBetween(47_000, 48_000);

        talk.answer(told, told);
        line.next("response.create");
        line.audio("item_1", new byte[] {1, 2, 3});
        line.audio("item_1", new byte[] {4, 5});
        assertThat(told.next()).isEqualTo("audio 1");
        assertThat(told.next()).isEqualTo("audio 1");
        assertThat(told.rateHz).isEqualTo(24000);
        assertThat(told.samples).containsExactly((short) 0x0201, (short) 0x0403);
    }

    @Test
    void tellsTurnsAndTheirWords() throws Exception {
        openAi.open(opening(MediaFormat.PCMU), told);
        StandInOpenAi.Line line = line();
        line.send("{'type':'input_audio_buffer.speech_started','item_id':'item_7','audio_start_ms':10}");
        line.send("{'type':'input_audio_buffer.speech_stopped','item_id':'item_7','audio_end_ms':900}");
        line.send("{'type':'input_audio_buffer.committed','item_id':'item_7','previous_item_id':null}");
        line.send("{'type':'an.event.of.tomorrow','item_id':'item_7'}");
        line.send("{'type':'conversation.item.input_audio_transcription.completed','item_id':'item_7',"
                + "'transcript':' When are you open?\\n'}");

        assertThat(told.next()).isEqualTo("speech began");
        assertThat(told.next()).isEqualTo("turn item_7");
        assertThat(told.next()).isEqualTo("said item_7 When are you open?");
        assertThat(told.isQuiet()).isTrue();
    }

    @Test
    void makesOneAnswerAfterTheOther() throws Exception {
        Talk talk = openAi.open(opening(MediaFormat.PCMU), told);
        StandInOpenAi.Line line = line();
        Told second = new Told();
        talk.answer(told, told);
        talk.say("One moment.", false, second);
        line.next("response.create");
        line.words("Every ");
        line.audio("item_1", new byte[80]);
        line.words("day.");
        assertThat(line.events).isEmpty();
        line.done();

        assertThat(told.next()).isEqualTo("words Every ");
        assertThat(told.next()).isEqualTo("audio 80");
        assertThat(told.next()).isEqualTo("words day.");
        assertThat(told.next()).isEqualTo("cost 120.0");
        assertThat(told.next()).isEqualTo("done");
        JsonNode said = line.next("response.create").path("response");
        assertThat(said.path("instructions").asText()).contains("<<<One moment.>>>");
        assertThat(said.path("conversation").asText()).isEqualTo("none");
        assertThat(said.path("input").toString()).isEqualTo("[]");
        assertThat(said.path("tool_choice").asText()).isEqualTo("none");
        line.audio("item_2", new byte[8]);
        assertThat(second.next()).isEqualTo("audio 8");
        assertThat(told.isQuiet()).isTrue();
    }

    @Test
    void cutsAnAnswerInTheMakingWhereHearingStopped() throws Exception {
        Talk talk = openAi.open(opening(MediaFormat.PCMU), told);
        StandInOpenAi.Line line = line();
        Answer answer = talk.answer(told, told);
        line.next("response.create");
        line.audio("item_1", new byte[8000]);
        assertThat(told.next()).isEqualTo("audio 8000");

        answer.cut(Duration.ofMillis(420));
        answer.cut(Duration.ofMillis(999));
        Told next = new Told();
        talk.answer(next, next);

        assertThat(line.next("response.cancel").path("response_id").asText()).isEqualTo("resp_1");
        JsonNode truncate = line.next("conversation.item.truncate");
        assertThat(truncate.path("item_id").asText()).isEqualTo("item_1");
        assertThat(truncate.path("content_index").asInt(-1)).isZero();
        assertThat(truncate.path("audio_end_ms").asInt()).isEqualTo(420);
        // the next one only when OpenAI has ended the first
        line.next("response.create");
        line.audio("item_2", new byte[16]);
        assertThat(next.next()).isEqualTo("audio 16");
        assertThat(told.isQuiet()).isTrue();
    }

    @Test
    void letsStayWhatWasHeardWhenMoreComesAfterTheCut() throws Exception {
        Talk talk = openAi.open(opening(MediaFormat.PCMU), told);
        StandInOpenAi.Line line = line();
        line.isSlow = true;
        Answer answer = talk.answer(told, told);
        line.next("response.create");
        line.audio("item_1", new byte[800]);
        assertThat(told.next()).isEqualTo("audio 800");
        answer.cut(Duration.ofMillis(60));
        line.next("response.cancel");
        line.next("conversation.item.truncate");
        line.audio("item_1", new byte[800]);
        line.audio("item_2", new byte[800]);
        line.done("'status':'cancelled','output':[]");

        assertThat(line.next("conversation.item.delete").path("item_id").asText())
                .isEqualTo("item_2");
        talk.tell("a sign that nothing else was sent");
        line.next("conversation.item.create");
        assertThat(told.isQuiet()).isTrue();
    }

    @Test
    void neverTruncatesBeyondWhatThereIsAndForgetsWhatNobodyHeard() throws Exception {
        Talk talk = openAi.open(opening(MediaFormat.PCMU), told);
        StandInOpenAi.Line line = line();
        Answer answer = talk.answer(told, told);
        line.next("response.create");
        line.audio("item_1", new byte[800]);
        line.audio("item_2", new byte[800]);
        line.audio("item_3", new byte[800]);
        line.done();
        String news = told.next();
        while (!news.equals("done")) {
            news = told.next();
        }
        answer.cut(Duration.ofMillis(150));

        JsonNode truncate = line.next("conversation.item.truncate");
        assertThat(truncate.path("item_id").asText()).isEqualTo("item_2");
        assertThat(truncate.path("audio_end_ms").asInt()).isEqualTo(50);
        assertThat(line.next("conversation.item.delete").path("item_id").asText())
                .isEqualTo("item_3");
        talk.tell("a sign that nothing else was sent");
        line.next("conversation.item.create");
    }

    @Test
    void neverAsksForAnAnswerThatWasCutWhileItWaited() throws Exception {
        Talk talk = openAi.open(opening(MediaFormat.PCMU), told);
        StandInOpenAi.Line line = line();
        talk.answer(told, told);
        Answer waiting = talk.answer(told, told);
        Told third = new Told();
        talk.answer(third, third);
        line.next("response.create");
        waiting.cut(Duration.ZERO);
        line.done();
        line.next("response.create");
        line.audio("item_3", new byte[24]);
        assertThat(third.next()).isEqualTo("audio 24");
    }

    private static final String FUNCTION_CALL =
            "'status':'completed','output':[{'type':'function_call','name':'look_up',"
                    + "'call_id':'call_1','arguments':'{}'}]";

    @Test
    void callsToolsAndAsksAgainWithTheirResults() throws Exception {
        Talk talk = openAi.open(opening(MediaFormat.PCMU), told);
        StandInOpenAi.Line line = line();
        talk.answer(told, told);
        line.next("response.create");
        line.done(FUNCTION_CALL);
        assertThat(told.next()).isEqualTo("pause");
        told.result.complete("seven");

        JsonNode item = line.next("conversation.item.create").path("item");
        assertThat(item.toString())
                .isEqualTo("{\"type\":\"function_call_output\",\"call_id\":\"call_1\",\"output\":\"seven\"}");
        line.next("response.create");
        line.audio("item_2", new byte[8]);
        assertThat(told.next()).isEqualTo("audio 8");
        assertThat(told.calls).containsExactly("look_up{}");
    }

    @Test
    void tellsTheResultOfAToolAlsoWhenTheCallerHasInterrupted() throws Exception {
        Talk talk = openAi.open(opening(MediaFormat.PCMU), told);
        StandInOpenAi.Line line = line();
        Answer answer = talk.answer(told, told);
        line.next("response.create");
        line.done(FUNCTION_CALL);
        assertThat(told.next()).isEqualTo("pause");
        answer.cut(Duration.ZERO);
        told.result.complete("cancelled");

        assertThat(line.next("conversation.item.create").at("/item/output").asText())
                .isEqualTo("cancelled");
        talk.tell("a sign that no answer was asked for");
        line.next("conversation.item.create");
    }

    @Test
    void waitsForAResponseOfWhichItKnowsNothing() throws Exception {
        Talk talk = openAi.open(opening(MediaFormat.PCMU), told);
        StandInOpenAi.Line line = line();
        line.beginUnasked("resp_x");
        talk.answer(told, told);
        line.next("response.create");
        line.audio("item_x", new byte[8]);
        line.done();
        line.next("response.create");
        line.audio("item_1", new byte[16]);

        assertThat(told.next()).isEqualTo("audio 16");
    }

    @Test
    void remembersAConversationThatBeganOnAnotherSocket() throws Exception {
        openAi.open(
                opening(
                        MediaFormat.PCMU,
                        new Entry(Role.AGENT, "Hello.", false),
                        new Entry(Role.CALLER, "One \"please\".", false)),
                told);
        StandInOpenAi.Line line = line();
        assertThat(line.next("conversation.item.create").path("item").toString())
                .isEqualTo("{\"type\":\"message\",\"role\":\"assistant\",\"content\":"
                        + "[{\"type\":\"output_text\",\"text\":\"Hello.\"}]}");
        assertThat(line.next("conversation.item.create").path("item").toString())
                .isEqualTo("{\"type\":\"message\",\"role\":\"user\",\"content\":"
                        + "[{\"type\":\"input_text\",\"text\":\"One \\\"please\\\".\"}]}");
    }

    @Test
    void keepsTwoCallersApart() throws Exception {
        Told other = new Told();
        Talk first = openAi.open(opening(MediaFormat.PCMU), told);
        StandInOpenAi.Line firstLine = line();
        Talk second = openAi.open(opening(MediaFormat.PCMU), other);
        StandInOpenAi.Line secondLine = line();
        first.answer(told, told);
        second.answer(other, other);
        firstLine.next("response.create");
        secondLine.next("response.create");
        secondLine.audio("item_1", new byte[16]);
        firstLine.audio("item_1", new byte[8]);

        assertThat(told.next()).isEqualTo("audio 8");
        assertThat(other.next()).isEqualTo("audio 16");
        first.close();
        firstLine.next("closed");
        secondLine.audio("item_1", new byte[24]);
        assertThat(other.next()).isEqualTo("audio 24");
        assertThat(told.isQuiet()).isTrue();
    }
}
