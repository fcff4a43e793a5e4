package io.github.telnyxstream.testkit.simulator.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;

/**
 * An authenticated request.
 *
 * @param method HTTP method
 * @param uri as it came
 * @param path decoded segments after the version
 * @param body the JSON body, empty when there was none
 */
public record RestRequest(String method, URI uri, List<String> path, ObjectNode body) {
    @Override
    public String toString() {
        return method + " " + String.join("/", path);
    }
}
