/** OpenAI Realtime, speech to speech, for voice agents. */
module io.github.telnyxstream.agent.openai {
    requires transitive io.github.telnyxstream.agent;
    requires com.fasterxml.jackson.databind;
    requires okhttp3;
    requires org.slf4j;
    requires static com.google.errorprone.annotations;
    requires static transitive org.jspecify;

    exports io.github.telnyxstream.agent.openai;
}
