package io.github.telnyxstream.examples.springbootagent;

import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.agent.AgentPatience;
import io.github.telnyxstream.agent.SpeechRecognizer;
import io.github.telnyxstream.agent.SpeechSynthesizer;
import io.github.telnyxstream.spring.boot.VoiceAgentCustomizer;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.testkit.caller.Murmur;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Speech services that know from the test what is said, and a model that asks for a tool and says what it was told. */
@TestConfiguration(proxyBeanMethods = false)
class StandIns {
    static final List<String> SPOKEN = new CopyOnWriteArrayList<>();
    static final List<String> REQUESTS = new CopyOnWriteArrayList<>();

    @Bean
    SpeechRecognizer recognizer() {
        return (language, listener) -> new SpeechRecognizer.Recognition() {
            @Override
            public void accept(MediaFrame frame) {
                // what is said stands in finish()
            }

            @Override
            public void finish() {
                listener.finalText("When are you open on Sunday?", null);
            }

            @Override
            public void close() {
                // there is nothing to close
            }
        };
    }

    @Bean
    SpeechSynthesizer synthesizer() {
        return (text, language, listener) -> {
            SPOKEN.add(text);
            short[] voice = Murmur.lasting(400);
            listener.audio(voice, 0, voice.length, 8000);
            listener.done();
            return () -> {};
        };
    }

    /** However slow the machine is, nothing is said to bridge it. */
    @Bean
    VoiceAgentCustomizer patience() {
        Duration hour = Duration.ofHours(1);
        return agents -> agents.patience(new AgentPatience(hour, hour, hour, hour, hour, hour, hour, hour));
    }

    /** Chat completions as a stream of events. */
    static HttpServer model() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            REQUESTS.add(request);
            boolean isToolDone = request.contains("\"tool\"");
            String answer = isToolDone
                    ? delta("{\"role\":\"assistant\",\"content\":\"On Sunday \"}", null) + delta("{\"content\":\"we are closed.\"}", null) + delta("{}", "stop")
                    : delta("{\"role\":\"assistant\",\"tool_calls\":[{\"index\":0,\"id\":\"call-1\",\"type\":\"function\",\"function\":"
                                    + "{\"name\":\"hours\",\"arguments\":\"{\\\"day\\\":\\\"Sunday\\\"}\"}}]}", null)
                            + delta("{}", "tool_calls");
            byte[] body = (answer + "data: [DONE]\n\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String delta(String delta, String reason) {
        return "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":"
                + delta + ",\"finish_reason\":" + (reason == null ? "null" : "\"" + reason + "\"") + "}]}\n\n";
    }
}
