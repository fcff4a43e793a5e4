package io.github.telnyxstream.stream.remote;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A word and its argument, as JSON with a version: nodes of different versions meet during a rolling restart.
 *
 * @param word what to do, or what has happened
 * @param argument a text, may be empty
 */
record RemoteMessage(String word, String argument) {
    private static final int VERSION = 1;
    private static final JsonFactory JSON = new JsonFactory();

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("v", VERSION);
            json.writeStringField("do", word);
            json.writeStringField("with", argument);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static String text(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw new IllegalArgumentException("the command cannot be read");
        }
        return json.getText();
    }

    /** Refuses what this version cannot read: the sender is told. */
    static RemoteMessage of(byte[] bytes) {
        String word = "";
        String argument = "";
        int version = 0;
        try (JsonParser json = JSON.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("the command is no JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "v" -> version = json.getIntValue();
                    case "do" -> word = text(json);
                    case "with" -> argument = text(json);
                    default -> json.skipChildren();
                }
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("the command cannot be read");
        }
        if (version != VERSION) {
            throw new IllegalArgumentException("the command is of version " + version + ", this node knows " + VERSION);
        }
        return new RemoteMessage(word, argument);
    }
}
