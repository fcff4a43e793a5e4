package io.github.telnyxstream.examples.springbootagent;

import io.github.telnyxstream.agent.Responder;
import io.github.telnyxstream.agent.springai.SpringAiResponder;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A bakery whose telephone a model answers. */
@SpringBootApplication
public class Bakery {

    public static void main(String[] args) {
        SpringApplication.run(Bakery.class, args);
    }

    @Bean
    Responder responder(ChatClient.Builder client) {
        return SpringAiResponder.builder(client.build())
                .instructions("You answer the telephone of Miller's bakery. Be brief.")
                .tools(new Hours())
                .build();
    }

    /** What the model may look up. */
    static class Hours {
        @Tool(description = "Tells when the bakery is open on a day of the week.")
        String hours(String day) {
            return day.equals("Sunday") ? "closed" : "from nine to five";
        }
    }
}
