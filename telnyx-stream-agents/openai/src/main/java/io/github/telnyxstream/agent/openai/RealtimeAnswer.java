package io.github.telnyxstream.agent.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.agent.ServiceFailure;
import io.github.telnyxstream.agent.SpeechToSpeech;
import io.github.telnyxstream.agent.Toolbox;
import io.github.telnyxstream.codec.MediaFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One answer: a response of OpenAI's, and another one whenever tools were called in between. Knows which items it consists of
 * and how long they are, so that exactly what was not heard can be taken out of the conversation. Thread-safe; what it tells
 * is told under its lock, one after the other.
 */
final class RealtimeAnswer implements SpeechToSpeech.Answer {
    private static final int MOST_ROUNDS = 6;

    private final RealtimeSocket socket;
    private final ObjectNode request;
    private final @Nullable Toolbox tools;
    private final SpeechToSpeech.AnswerSink sink;
    private final boolean isRemembered;
    private final WireAudio.Decoder decoder;

    /** The spoken items and their bytes, in order. */
    @GuardedBy("this")
    private final Map<String, Long> items = new LinkedHashMap<>();

    /** The items of which nothing unheard is left. */
    @GuardedBy("this")
    private final Set<String> settled = new HashSet<>();

    @GuardedBy("this")
    private @Nullable String response;

    @GuardedBy("this")
    private @Nullable Duration heard;

    @GuardedBy("this")
    private int rounds;

    @GuardedBy("this")
    private boolean isOver;

    /**
     * An answer to be asked for.
     *
     * @param request what stands in {@code response.create}
     * @param tools what may be called, or null for none
     * @param isRemembered whether its items become part of the conversation
     */
    RealtimeAnswer(
            RealtimeSocket socket,
            MediaFormat outbound,
            ObjectNode request,
            @Nullable Toolbox tools,
            SpeechToSpeech.AnswerSink sink,
            boolean isRemembered) {
        this.socket = socket;
        this.request = request;
        this.tools = tools;
        this.sink = sink;
        this.isRemembered = isRemembered;
        this.decoder = new WireAudio.Decoder(outbound);
    }

    ObjectNode request() {
        return request;
    }

    /** Whether nothing has to be asked for any more. */
    synchronized boolean isOver() {
        return isOver || heard != null;
    }

    /** OpenAI makes it. */
    void created(String id) {
        boolean isUnwanted;
        synchronized (this) {
            response = id;
            isUnwanted = heard != null;
        }
        if (isUnwanted) {
            socket.cancel(id);
        }
    }

    void audio(String item, String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        synchronized (this) {
            if (!settled.contains(item)) {
                items.merge(item, (long) bytes.length, Long::sum);
            }
            if (heard == null && !isOver) {
                short[] pcm = decoder.decode(bytes);
                sink.audio(pcm, 0, pcm.length, decoder.rateHz());
            }
        }
    }

    synchronized void words(String piece) {
        if (heard == null && !isOver) {
            sink.words(piece);
        }
    }

    @Override
    public void cut(Duration atMost) {
        synchronized (this) {
            if (heard != null) {
                return;
            }
            heard = atMost;
            if (response != null) {
                socket.cancel(response);
            }
            takeOutUnheard();
        }
        socket.answers().next();
    }

    /** Leaves of the spoken items in the conversation what was heard. */
    private synchronized void takeOutUnheard() {
        if (heard == null || !isRemembered) {
            return;
        }
        long left = heard.toMillis();
        // what still comes of it was not heard at all
        heard = Duration.ZERO;
        for (Map.Entry<String, Long> item : items.entrySet()) {
            long length = decoder.millis(item.getValue());
            if (left <= 0) {
                socket.delete(item.getKey());
            } else if (left < length) {
                socket.truncate(item.getKey(), left);
            }
            left -= length;
        }
        settled.addAll(items.keySet());
        items.clear();
    }

    /** A response has ended, and with it the answer unless tools are called. */
    void done(JsonNode ended) {
        takeOutUnheard();
        List<JsonNode> calls = new ArrayList<>();
        for (JsonNode item : ended.path("output")) {
            if (item.path("type").asText("").equals("function_call")) {
                calls.add(item);
            }
        }
        double tokens = ended.path("usage").path("total_tokens").asDouble(0);
        boolean mayGoOn;
        synchronized (this) {
            response = null;
            if (tokens > 0) {
                sink.cost(tokens);
            }
            mayGoOn = heard == null && !isOver;
        }
        if (!calls.isEmpty() && tools != null) {
            call(tools, calls, mayGoOn);
        } else if (mayGoOn) {
            end(ended);
        }
    }

    private synchronized void end(JsonNode ended) {
        isOver = true;
        String status = ended.path("status").asText("completed");
        JsonNode details = ended.path("status_details");
        if (status.equals("completed") || (status.equals("incomplete") && !items.isEmpty())) {
            sink.done();
        } else if (status.equals("failed")) {
            sink.failed(RealtimeErrors.request(details.path("error")));
        } else {
            sink.failed(RealtimeErrors.broken("the answer was " + RealtimeErrors.clean(status) + ": "
                    + RealtimeErrors.clean(details.path("reason").asText(""))));
        }
    }

    synchronized void fail(ServiceFailure failure) {
        if (heard == null && !isOver) {
            isOver = true;
            sink.failed(failure);
        }
    }

    /** Calls tools; a result is told also when the answer was cut, since no call may stay without one. */
    private void call(Toolbox toolbox, List<JsonNode> calls, boolean mayGoOn) {
        synchronized (this) {
            if (mayGoOn && ++rounds > MOST_ROUNDS) {
                fail(RealtimeErrors.broken("tools were called " + MOST_ROUNDS + " times without an answer"));
                return;
            }
            if (mayGoOn) {
                sink.pause();
            }
        }
        List<CompletableFuture<String>> results = new ArrayList<>();
        for (JsonNode call : calls) {
            String arguments = call.path("arguments").asText("");
            results.add(toolbox.call(call.path("name").asText(""), arguments.isBlank() ? "{}" : arguments)
                    .toCompletableFuture());
        }
        CompletableFuture<Void> unused = CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .thenRun(() -> {
                    for (int i = 0; i < results.size(); i++) {
                        socket.toolResult(
                                calls.get(i).path("call_id").asText(""),
                                results.get(i).join());
                    }
                    if (!isOver()) {
                        socket.answers().want(this);
                    }
                });
    }
}
