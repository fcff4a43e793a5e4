package io.github.telnyxstream.agent.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.agent.Conversation;
import io.github.telnyxstream.agent.Conversation.Role;
import io.github.telnyxstream.agent.ServiceFailure;
import io.github.telnyxstream.agent.SpeechToSpeech;
import io.github.telnyxstream.agent.Toolbox;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.io.IOException;
import java.util.Base64;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The conversation of one call on a socket of OpenAI Realtime. */
final class RealtimeSocket extends WebSocketListener implements SpeechToSpeech.Talk {
    /** Begins the ids of events that end something; what they cannot end had ended. */
    static final String END = "end-";

    private static final Logger log = LoggerFactory.getLogger(RealtimeSocket.class);
    private static final String SETTINGS = "settings";
    /** About ten seconds of G.711 in base64. */
    private static final long MOST_QUEUED_BYTES = 120_000;

    private final OpenAiRealtime.Service service;
    private final SpeechToSpeech.Opening opening;
    private final SpeechToSpeech.Listener listener;
    private final WireAudio.Encoder encoder;
    private final RealtimeAnswers answers = new RealtimeAnswers(this);
    private final WebSocket socket;

    @GuardedBy("this")
    private boolean isOver;

    RealtimeSocket(
            OpenAiRealtime.Service service,
            SessionSettings settings,
            SpeechToSpeech.Opening opening,
            SpeechToSpeech.Listener listener)
            throws JsonProcessingException {
        this.service = service;
        this.opening = opening;
        this.listener = listener;
        this.encoder = new WireAudio.Encoder(opening.inbound());
        ObjectNode update = event("session.update").put("event_id", SETTINGS);
        update.set("session", settings.session(service.json(), opening));
        this.socket = service.client().newWebSocket(service.request(settings.model()), this);
        send(update);
        for (Conversation.Entry entry : opening.conversation().entries()) {
            remember(entry);
        }
    }

    RealtimeAnswers answers() {
        return answers;
    }

    ObjectNode event(String type) {
        return service.json().createObjectNode().put("type", type);
    }

    boolean send(ObjectNode event) {
        return socket.send(event.toString());
    }

    // what the agent wants

    @Override
    public void accept(MediaFrame frame) throws IOException {
        if (socket.queueSize() > MOST_QUEUED_BYTES) {
            return;
        }
        String audio = Base64.getEncoder().encodeToString(encoder.encode(frame));
        if (!audio.isEmpty() && !socket.send("{\"type\":\"input_audio_buffer.append\",\"audio\":\"" + audio + "\"}")) {
            throw new IOException("the socket is closed");
        }
    }

    @Override
    public SpeechToSpeech.Answer answer(Toolbox tools, SpeechToSpeech.AnswerSink sink) {
        ObjectNode request = service.json().createObjectNode();
        return want(new RealtimeAnswer(this, opening.outbound(), request, tools, sink, true));
    }

    @Override
    public SpeechToSpeech.Answer say(String text, boolean isPartOfConversation, SpeechToSpeech.AnswerSink sink) {
        ObjectNode request = service.json()
                .createObjectNode()
                .put(
                        "instructions",
                        "Say to the caller exactly what stands between the marks, in these words and in their"
                                + " language, and nothing else: <<<" + text + ">>>")
                .put("tool_choice", "none");
        if (!isPartOfConversation) {
            request.put("conversation", "none").putArray("input");
        }
        return want(new RealtimeAnswer(this, opening.outbound(), request, null, sink, isPartOfConversation));
    }

    private RealtimeAnswer want(RealtimeAnswer answer) {
        answers.want(answer);
        return answer;
    }

    @Override
    public void tell(String text) {
        createMessage("user", "input_text", text);
    }

    private void remember(Conversation.Entry entry) {
        boolean isOwn = entry.role() == Role.AGENT;
        createMessage(isOwn ? "assistant" : "user", isOwn ? "output_text" : "input_text", entry.text());
    }

    private void createMessage(String role, String contentType, String text) {
        ObjectNode event = event("conversation.item.create");
        ObjectNode item = event.putObject("item").put("type", "message").put("role", role);
        item.putArray("content").addObject().put("type", contentType).put("text", text);
        send(event);
    }

    void toolResult(String callId, String output) {
        ObjectNode event = event("conversation.item.create");
        event.putObject("item")
                .put("type", "function_call_output")
                .put("call_id", callId)
                .put("output", output);
        send(event);
    }

    void cancel(String response) {
        send(event("response.cancel").put("event_id", END + response).put("response_id", response));
    }

    void truncate(String item, long millis) {
        send(event("conversation.item.truncate")
                .put("event_id", END + item)
                .put("item_id", item)
                .put("content_index", 0)
                .put("audio_end_ms", millis));
    }

    void delete(String item) {
        send(event("conversation.item.delete").put("event_id", END + item).put("item_id", item));
    }

    @Override
    public void close() {
        end();
        socket.close(1000, null);
    }

    // what OpenAI tells

    @Override
    public void onMessage(WebSocket from, String text) {
        try {
            read(from, service.json().readTree(text));
        } catch (JsonProcessingException | RuntimeException garbled) {
            fail(from, RealtimeErrors.broken("a message cannot be read"));
        }
    }

    private void read(WebSocket from, JsonNode event) {
        String type = event.path("type").asText("");
        switch (type) {
            case "input_audio_buffer.speech_started" -> listener.speechBegan();
            case "input_audio_buffer.committed" ->
                listener.turnEnded(event.path("item_id").asText(""));
            case "conversation.item.input_audio_transcription.completed" ->
                listener.said(
                        event.path("item_id").asText(""),
                        event.path("transcript").asText("").strip());
            case "response.created" -> answers.created(event.path("response"));
            case "response.output_audio.delta" -> {
                RealtimeAnswer answer = answers.of(event);
                if (answer != null) {
                    answer.audio(
                            event.path("item_id").asText(""),
                            event.path("delta").asText(""));
                }
            }
            case "response.output_audio_transcript.delta" -> {
                RealtimeAnswer answer = answers.of(event);
                if (answer != null) {
                    answer.words(event.path("delta").asText(""));
                }
            }
            case "response.done" -> done(from, event.path("response"));
            case "error" -> error(from, event.path("error"));
            default -> log.trace("Event {}", type);
        }
    }

    private void done(WebSocket from, JsonNode response) {
        JsonNode error = response.path("status_details").path("error");
        answers.done(response);
        if (RealtimeErrors.isFinal(error)) {
            fail(from, RealtimeErrors.request(error));
        }
    }

    private void error(WebSocket from, JsonNode error) {
        if (error.path("event_id").asText("").equals(SETTINGS)) {
            fail(from, RealtimeErrors.settings(error));
        } else if (RealtimeErrors.isFinal(error) || RealtimeErrors.code(error).equals("session_expired")) {
            fail(from, RealtimeErrors.request(error));
        } else if (RealtimeErrors.isHarmless(error)) {
            log.debug("OpenAI could not end what had ended: {}", RealtimeErrors.clean(RealtimeErrors.code(error)));
        } else if (!answers.isRefused(error)) {
            log.warn(
                    "OpenAI reports an error: {}", RealtimeErrors.request(error).reason());
        }
    }

    @Override
    public void onClosing(WebSocket from, int code, String reason) {
        from.close(1000, null);
        fail(from, RealtimeErrors.closed(code, reason));
    }

    @Override
    public void onFailure(WebSocket from, Throwable thrown, @Nullable Response response) {
        fail(from, RealtimeErrors.connection(thrown, response));
    }

    private void fail(WebSocket from, ServiceFailure failure) {
        if (end()) {
            from.cancel();
            listener.failed(failure);
        }
    }

    /** True for whoever is first to end it. */
    private synchronized boolean end() {
        boolean wasOver = isOver;
        isOver = true;
        return !wasOver;
    }
}
