package io.github.telnyxstream.agent.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.telnyxstream.agent.AgentTool;
import io.github.telnyxstream.agent.SpeechToSpeech;
import java.util.Locale;

/**
 * What an application wants of its sessions. Immutable.
 *
 * @param instructions the system prompt
 * @param eagerness of the semantic detection of turns, or "" for the one by silence
 * @param silenceMillis that ends a turn, for the one by silence
 */
record SessionSettings(
        String model,
        String instructions,
        String voice,
        String transcriptionModel,
        String eagerness,
        int silenceMillis) {

    /** The session of a call. Voice activity is told, and nothing is answered or interrupted by itself. */
    ObjectNode session(ObjectMapper json, SpeechToSpeech.Opening opening) throws JsonProcessingException {
        ObjectNode session = json.createObjectNode().put("type", "realtime").put("instructions", instructions);
        session.putArray("output_modalities").add("audio");
        ObjectNode input = session.putObject("audio").putObject("input");
        WireAudio.describe(opening.inbound(), input.putObject("format"));
        ObjectNode turns = input.putObject("turn_detection");
        if (eagerness.isEmpty()) {
            turns.put("type", "server_vad").put("silence_duration_ms", silenceMillis);
        } else {
            turns.put("type", "semantic_vad").put("eagerness", eagerness);
        }
        turns.put("create_response", false).put("interrupt_response", false);
        input.putObject("transcription")
                .put("model", transcriptionModel)
                .put("language", Locale.forLanguageTag(opening.language()).getLanguage());
        ObjectNode output = ((ObjectNode) session.path("audio")).putObject("output");
        WireAudio.describe(opening.outbound(), output.putObject("format"));
        output.put("voice", voice);
        if (!opening.tools().isEmpty()) {
            ArrayNode tools = session.put("tool_choice", "auto").putArray("tools");
            for (AgentTool tool : opening.tools()) {
                ObjectNode function = tools.addObject().put("type", "function");
                function.put("name", tool.name()).put("description", tool.description());
                function.set("parameters", json.readTree(tool.parametersJson()));
            }
        }
        return session;
    }
}
