package io.github.telnyxstream.adapter.javawebsocket;

/**
 * What a request gets that is no stream: a health check, a page of figures. Immutable.
 *
 * @param httpStatus the status, for example 200
 * @param text the body, sent as plain text in UTF-8; may be empty
 */
public record PlainAnswer(int httpStatus, String text) {}
