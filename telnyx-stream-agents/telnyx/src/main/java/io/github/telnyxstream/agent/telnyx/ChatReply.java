package io.github.telnyxstream.agent.telnyx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.agent.Responder;
import io.github.telnyxstream.agent.ServiceFailure;
import io.github.telnyxstream.agent.ServiceFailure.Kind;
import io.github.telnyxstream.agent.ServiceFailure.Service;
import io.github.telnyxstream.agent.Toolbox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** One answer: a stream of events, and another one whenever tools were called in between. */
final class ChatReply implements Responder.Reply, Callback {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final int MOST_ROUNDS = 6;

    private final TelnyxSpeech.Service service;
    private final ObjectNode body;
    private final Toolbox tools;
    private final Responder.Sink sink;
    private int rounds;

    @GuardedBy("this")
    private @Nullable Call call;

    @GuardedBy("this")
    private boolean isCancelled;

    ChatReply(TelnyxSpeech.Service service, ObjectNode body, Toolbox tools, Responder.Sink sink) {
        this.service = service;
        this.body = body;
        this.tools = tools;
        this.sink = sink;
    }

    void ask() {
        if (++rounds > MOST_ROUNDS) {
            sink.failed(ServiceFailure.of(
                    Service.RESPONDER,
                    Kind.BROKEN,
                    "the model called tools " + MOST_ROUNDS + " times without an answer"));
            return;
        }
        Call next = service.client()
                .newCall(service.request(TelnyxResponder.PATH)
                        .header("Accept", "text/event-stream")
                        .post(RequestBody.create(body.toString(), JSON))
                        .build());
        synchronized (this) {
            if (isCancelled) {
                return;
            }
            call = next;
        }
        next.enqueue(this);
    }

    @Override
    public synchronized void cancel() {
        isCancelled = true;
        if (call != null) {
            call.cancel();
        }
    }

    private synchronized boolean isCancelled() {
        return isCancelled;
    }

    @Override
    public void onFailure(Call failed, IOException thrown) {
        if (!isCancelled()) {
            sink.failed(ServiceFailure.thrown(Service.RESPONDER, thrown));
        }
    }

    @Override
    public void onResponse(Call answered, Response response) {
        try (response) {
            if (!response.isSuccessful()) {
                sink.failed(Refusals.status(Service.RESPONDER, response.code(), Refusals.bodyOf(response)));
                return;
            }
            read(response.body().source());
        } catch (IOException | RuntimeException broken) {
            if (!isCancelled()) {
                sink.failed(ServiceFailure.thrown(Service.RESPONDER, broken));
            }
        }
    }

    private void read(BufferedSource source) throws IOException {
        List<Asked> asked = new ArrayList<>();
        StringBuilder said = new StringBuilder();
        boolean isComplete = false;
        for (String line = source.readUtf8Line(); line != null && !isComplete; line = source.readUtf8Line()) {
            if (!line.startsWith("data:")) {
                continue;
            }
            String data = line.substring(5).strip();
            if (data.equals("[DONE]")) {
                isComplete = true;
                break;
            }
            JsonNode event = service.json().readTree(data);
            ServiceFailure failure = Refusals.inFrame(Service.RESPONDER, event);
            if (failure != null) {
                sink.failed(failure);
                return;
            }
            JsonNode choice = event.path("choices").path(0);
            take(choice.path("delta"), said, asked);
            isComplete = choice.path("finish_reason").isTextual();
        }
        if (!isComplete) {
            sink.failed(ServiceFailure.of(Service.RESPONDER, Kind.BROKEN, "the answer broke off"));
        } else if (asked.isEmpty()) {
            sink.done();
        } else {
            callTools(said.toString(), asked);
        }
    }

    private void take(JsonNode delta, StringBuilder said, List<Asked> asked) {
        String text = delta.path("content").asText("");
        if (!text.isEmpty() && !delta.path("content").isNull()) {
            said.append(text);
            sink.text(text);
        }
        for (JsonNode part : delta.path("tool_calls")) {
            int index = part.path("index").asInt(0);
            while (asked.size() <= index && asked.size() < 16) {
                asked.add(new Asked());
            }
            if (index < asked.size()) {
                asked.get(index).add(part);
            }
        }
    }

    /** A tool that the model wants, in the making. */
    private static final class Asked {
        private String id = "";
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();

        void add(JsonNode part) {
            id = part.path("id").asText(id);
            JsonNode function = part.path("function");
            name = function.path("name").isTextual() ? function.path("name").asText() : name;
            arguments.append(function.path("arguments").asText(""));
        }

        String arguments() {
            return arguments.isEmpty() ? "{}" : arguments.toString();
        }
    }

    private void callTools(String said, List<Asked> asked) {
        ArrayNode messages = (ArrayNode) body.path("messages");
        ObjectNode own = messages.addObject().put("role", "assistant").put("content", said);
        ArrayNode calls = own.putArray("tool_calls");
        List<CompletableFuture<String>> results = new ArrayList<>();
        for (Asked tool : asked) {
            ObjectNode call = calls.addObject().put("id", tool.id).put("type", "function");
            call.putObject("function").put("name", tool.name).put("arguments", tool.arguments());
            results.add(tools.call(tool.name, tool.arguments()).toCompletableFuture());
        }
        CompletableFuture<Void> unused = CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .thenRun(() -> {
                    for (int i = 0; i < asked.size(); i++) {
                        messages.addObject()
                                .put("role", "tool")
                                .put("tool_call_id", asked.get(i).id)
                                .put("content", results.get(i).join());
                    }
                    ask();
                });
    }
}
