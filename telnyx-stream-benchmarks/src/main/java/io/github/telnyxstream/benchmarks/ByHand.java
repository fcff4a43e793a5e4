package io.github.telnyxstream.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A command as one writes it by hand on OkHttp and Jackson: no limits, no retries, no errors. */
final class ByHand {
    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient http = new OkHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();
    private final String baseUrl;

    ByHand(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    String speak(String callControlId, String text, String voice) throws IOException {
        Map<String, String> body = Map.of(
                "payload", text, "voice", voice, "command_id", UUID.randomUUID().toString());
        Request request = new Request.Builder()
                .url(baseUrl + "/calls/" + URLEncoder.encode(callControlId, StandardCharsets.UTF_8) + "/actions/speak")
                .header("Authorization", "Bearer KEYbenchmark")
                .post(RequestBody.create(mapper.writeValueAsBytes(body), JSON))
                .build();
        try (Response response = http.newCall(request).execute()) {
            JsonNode answer = mapper.readTree(response.body().bytes());
            if (!response.isSuccessful()) {
                throw new IOException("refused");
            }
            return answer.at("/data/result").asText();
        }
    }

    void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
