package io.github.telnyxstream.agent.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.internal.JsonSchemaElementUtils;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import io.github.telnyxstream.agent.AgentTool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Arguments of tools: as JSON, which agents know, and as LangChain4j's elements. */
final class ToolSchemas {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ToolSchemas() {}

    static String json(@Nullable JsonObjectSchema parameters) {
        if (parameters == null) {
            return AgentTool.NO_PARAMETERS;
        }
        try {
            return JSON.writeValueAsString(JsonSchemaElementUtils.toMap(parameters));
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("a tool's parameters cannot be written as JSON", impossible);
        }
    }

    static ToolSpecification specification(AgentTool tool) {
        JsonNode schema;
        try {
            schema = JSON.readTree(tool.parametersJson());
        } catch (JsonProcessingException garbled) {
            throw new IllegalArgumentException("the parameters of " + tool.name() + " are no JSON", garbled);
        }
        JsonObjectSchema.Builder parameters = JsonObjectSchema.builder()
                .addProperties(elements(schema.path("properties")))
                .required(texts(schema.path("required")));
        if (schema.path("additionalProperties").isBoolean()) {
            parameters.additionalProperties(schema.path("additionalProperties").asBoolean());
        }
        if (schema.path("$defs").isObject()) {
            parameters.definitions(elements(schema.path("$defs")));
        }
        return ToolSpecification.builder()
                .name(tool.name())
                .description(tool.description())
                .parameters(parameters.build())
                .build();
    }

    private static Map<String, JsonSchemaElement> elements(JsonNode properties) {
        Map<String, JsonSchemaElement> elements = new LinkedHashMap<>();
        properties.properties().forEach(property -> elements.put(property.getKey(), element(property.getValue())));
        return elements;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** What every model understands where that says it all, else as it stands. */
    private static JsonSchemaElement element(JsonNode schema) {
        String description = schema.path("description").isTextual()
                ? schema.path("description").asText()
                : null;
        boolean isPlain = schema.size() == (description == null ? 1 : 2);
        return switch (isPlain ? schema.path("type").asText() : "") {
            case "string" -> JsonStringSchema.builder().description(description).build();
            case "integer" ->
                JsonIntegerSchema.builder().description(description).build();
            case "number" -> JsonNumberSchema.builder().description(description).build();
            case "boolean" ->
                JsonBooleanSchema.builder().description(description).build();
            default -> JsonRawSchema.from(schema.toString());
        };
    }
}
