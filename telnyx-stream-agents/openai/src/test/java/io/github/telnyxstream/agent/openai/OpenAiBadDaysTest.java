package io.github.telnyxstream.agent.openai;

import static io.github.telnyxstream.agent.openai.OpenAiRealtimeTest.frame;
import static io.github.telnyxstream.agent.openai.OpenAiRealtimeTest.opening;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.agent.SpeechToSpeech.Answer;
import io.github.telnyxstream.agent.SpeechToSpeech.Talk;
import io.github.telnyxstream.codec.MediaFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenAI does when it does not do what was asked. */
class OpenAiBadDaysTest {
    private final Told told = new Told();

    private static OpenAiRealtime.Builder openAi(URI url) {
        return OpenAiRealtime.builder("sk-simulator", "Be brief.").baseUrl(url);
    }

    /** A session that was opened, its settings read. */
    private interface OnASession {
        void run(Talk talk, StandInOpenAi.Line line) throws Exception;
    }

    private void session(OnASession test) throws Exception {
        try (StandInOpenAi server = new StandInOpenAi();
                OpenAiRealtime openAi = openAi(server.baseUrl()).build()) {
            Talk talk = openAi.open(opening(MediaFormat.PCMU), told);
            StandInOpenAi.Line line = server.lines.take();
            line.next("session.update");
            test.run(talk, line);
        }
    }

    @Test
    void takesNoBlankKey() {
        assertThatThrownBy(() -> OpenAiRealtime.builder(" \n", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("apiKey is blank");
    }

    @ParameterizedTest
    @CsvSource({
        "401, REFUSED, HTTP 401: the key is not accepted",
        "404, REFUSED, 'HTTP 404: there is no such model, or not for this account'",
        "429, BROKEN, HTTP 429",
        "503, BROKEN, HTTP 503"
    })
    void saysWhetherItHelpsToTryAgain(int status, String kind, String reason) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try (OpenAiRealtime openAi = openAi(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/"))
                .build()) {
            openAi.open(opening(MediaFormat.PCMU), told);
            assertThat(told.next()).isEqualTo("failed " + kind + " " + reason);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void saysThatAVoiceIsRefused() throws Exception {
        try (StandInOpenAi server = new StandInOpenAi();
                OpenAiRealtime openAi = openAi(server.baseUrl()).voice("nobody").build()) {
            openAi.open(opening(MediaFormat.PCMU), told);
            assertThat(told.next())
                    .isEqualTo("failed REFUSED the settings are refused: Invalid value: nobody. Supported: marin.");
            server.lines.take().next("session.update");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1011, internal error, BROKEN",
        "1001, Your session hit the maximum duration of 60 minutes., BROKEN",
        "4000, invalid_request_error.beta_api_shape_disabled, REFUSED",
        "3000, invalid_request_error, REFUSED"
    })
    void saysWhyTheSocketWasClosed(int code, String reason, String kind) throws Exception {
        session((talk, line) -> {
            line.socket.close(code, reason);
            assertThat(told.next())
                    .isEqualTo("failed " + kind + " OpenAI has closed the socket, code " + code + ": " + reason);
            line.next("closed");
            assertThat(told.isQuiet()).isTrue();
        });
    }

    @Test
    void endsWithASocketThatDiesHalfWayThroughAnAnswer() throws Exception {
        session((talk, line) -> {
            Told sink = new Told();
            Answer answer = talk.answer(sink, sink);
            line.next("response.create");
            line.audio("item_1", new byte[80]);
            assertThat(sink.next()).isEqualTo("audio 80");
            line.socket.closeConnection(1006, "gone");
            assertThat(told.next()).startsWith("failed BROKEN");
            // all of this is asked of what is over
            answer.cut(Duration.ofMillis(5));
            talk.close();
            assertThatThrownBy(() -> talk.accept(frame(MediaFormat.PCMU, new byte[160], new short[160])))
                    .isInstanceOf(IOException.class);
            assertThat(told.isQuiet()).isTrue();
        });
    }

    @Test
    void endsASessionThatHasExpiredAndOneWhoseMoneyIsSpent() throws Exception {
        session((talk, line) -> {
            line.send("{'type':'error','error':{'type':'invalid_request_error','code':'session_expired',"
                    + "'message':'Your session hit the maximum duration of 60 minutes.','event_id':null}}");
            assertThat(told.next()).isEqualTo("failed BROKEN error session_expired invalid_request_error");
        });
        session((talk, line) -> {
            Told sink = new Told();
            talk.answer(sink, sink);
            line.next("response.create");
            line.done("'status':'failed','status_details':{'type':'failed','error':{'type':'insufficient_quota',"
                    + "'code':'insufficient_quota'}},'output':[]");
            assertThat(sink.next()).startsWith("failed REFUSED");
            assertThat(told.next()).isEqualTo("failed REFUSED error insufficient_quota insufficient_quota");
        });
    }

    @Test
    void failsTheAnswerAndNotTheTalkWhenOneResponseFails() throws Exception {
        session((talk, line) -> {
            Told sink = new Told();
            talk.answer(sink, sink);
            line.next("response.create");
            line.done(
                    "'status':'failed','status_details':{'error':{'type':'server_error','code':'rate_limit_exceeded'}},"
                            + "'output':[]");
            assertThat(sink.next()).isEqualTo("failed BROKEN error rate_limit_exceeded server_error");
            talk.answer(sink, sink);
            line.next("response.create");
            line.done("'status':'incomplete','status_details':{'reason':'content_filter'},'output':[]");
            assertThat(sink.next()).isEqualTo("failed BROKEN the answer was incomplete: content_filter");
            talk.answer(sink, sink);
            line.next("response.create");
            assertThat(told.isQuiet()).isTrue();
        });
    }

    @Test
    void failsAnAnswerWhoseRequestIsRefused() throws Exception {
        session((talk, line) -> {
            Told sink = new Told();
            line.refusal = "invalid_value";
            talk.answer(sink, sink);
            line.next("response.create");
            assertThat(sink.next()).isEqualTo("failed BROKEN error invalid_value invalid_request_error");
            line.refusal = "";
            talk.answer(sink, sink);
            line.next("response.create");
            line.audio("item_1", new byte[8]);
            assertThat(sink.next()).isEqualTo("audio 8");
            assertThat(told.isQuiet()).isTrue();
        });
    }

    @Test
    void bearsErrorsAboutWhatHadEnded() throws Exception {
        session((talk, line) -> {
            Told sink = new Told();
            Answer answer = talk.answer(sink, sink);
            line.next("response.create");
            line.audio("item_1", new byte[800]);
            assertThat(sink.next()).isEqualTo("audio 800");
            line.send("{'type':'error','error':{'type':'invalid_request_error','code':'response_cancel_not_active',"
                    + "'message':'Cancellation failed','event_id':null}}");
            line.send("{'type':'error','error':{'type':'invalid_request_error','code':'invalid_value','message':"
                    + "'Audio content of 90ms is already shorter than 100ms','event_id':'end-item_1'}}");
            line.done();
            assertThat(sink.next()).isEqualTo("cost 120.0");
            assertThat(sink.next()).isEqualTo("done");
            answer.cut(Duration.ofMillis(40));
            line.next("conversation.item.truncate");
            assertThat(told.isQuiet()).isTrue();
        });
    }

    @Test
    void givesUpAServiceThatTalksNonsense() throws Exception {
        session((talk, line) -> {
            line.socket.send("<html>");
            assertThat(told.next()).isEqualTo("failed BROKEN a message cannot be read");
        });
    }

    @Test
    void endsToolsThatAreCalledForEver() throws Exception {
        session((talk, line) -> {
            Told sink = new Told();
            sink.result.complete("no");
            talk.answer(sink, sink);
            for (int i = 0; i < 7; i++) {
                line.next("response.create");
                line.done("'status':'completed','output':[{'type':'function_call','name':'look_up','call_id':'c',"
                        + "'arguments':''}]");
                if (i < 6) {
                    line.next("conversation.item.create");
                    assertThat(sink.next()).isEqualTo("pause");
                }
            }
            assertThat(sink.next()).startsWith("failed BROKEN tools were called 6 times");
        });
    }

    @Test
    void tellsNothingAfterItWasClosed() throws Exception {
        session((talk, line) -> {
            talk.close();
            line.next("closed");
            assertThat(told.isQuiet()).isTrue();
        });
    }

    @Test
    void knowsItsAnswersAlsoWhereAGatewayDropsTheirNames() throws Exception {
        session((talk, line) -> {
            line.dropsMetadata = true;
            Told first = new Told();
            Answer cut = talk.answer(first, first);
            line.next("response.create");
            line.audio("item_1", new byte[80]);
            assertThat(first.next()).isEqualTo("audio 80");
            cut.cut(Duration.ZERO);
            line.next("response.cancel");
            line.next("conversation.item.delete");

            Told second = new Told();
            talk.answer(second, second);
            line.next("response.create");
            line.audio("item_2", new byte[160]);
            assertThat(second.next()).isEqualTo("audio 160");
            line.done();
            assertThat(second.next()).isEqualTo("cost 120.0");
            assertThat(second.next()).isEqualTo("done");
            assertThat(first.isQuiet()).isTrue();
        });
    }

    @Test
    void givesBackAResponseThatItHasTakenForItsOwn() throws Exception {
        session((talk, line) -> {
            Told sink = new Told();
            line.ignores = true;
            talk.answer(sink, sink);
            String ask = line.next("response.create").path("event_id").asText();
            line.beginUnasked("resp_x");
            line.send("{'type':'error','error':{'type':'invalid_request_error',"
                    + "'code':'conversation_already_has_active_response','message':'x','event_id':'" + ask + "'}}");
            line.ignores = false;
            line.audio("item_x", new byte[8]);
            line.done();
            line.next("response.create");
            line.audio("item_1", new byte[16]);
            assertThat(sink.next()).isEqualTo("audio 16");
        });
    }
}
