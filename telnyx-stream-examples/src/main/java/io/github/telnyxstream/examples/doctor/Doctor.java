package io.github.telnyxstream.examples.doctor;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.CallControlException;
import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import io.github.telnyxstream.callcontrol.webhook.WebhookEvent;
import io.github.telnyxstream.callcontrol.webhook.WebhookObserver;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerificationException;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.server.StreamServer;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamMissingException;
import io.github.telnyxstream.stream.access.StreamTokens;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.io.IOException;
import java.util.concurrent.CompletionException;

/** Answers every call with a stream and says step by step what it sees: webhooks, commands, events, audio, and what is wrong. */
final class Doctor implements AutoCloseable {
    private final Notes notes;
    private final CallControl calls;
    private final StreamSettings settings;
    private final StreamTokens tokens = StreamTokens.create();
    private final StreamAcceptor streams;
    private final WebhookReceiver webhooks;
    private final StreamServer server;

    Doctor(Notes notes, CallControl calls, WebhookVerifier verifier, StreamSettings settings, int port)
            throws IOException {
        this.notes = notes;
        this.calls = calls;
        this.settings = settings;
        streams = StreamAcceptor.builder(() -> new CallExamination(notes))
                .authenticator(tokens)
                .build();
        webhooks = WebhookReceiver.builder(verifier, this::onEvent)
                .streamingFailures(streams::streamingFailed)
                .observer(new WebhookObserver() {
                    @Override
                    public void onRefused(WebhookVerificationException reason) {
                        notes.add("a webhook is REFUSED: " + reason.getMessage());
                        notes.add(
                                "      Is TELNYX_PUBLIC_KEY the Public Key of this account, and does a proxy change bodies?");
                    }
                })
                .build();
        server = StreamServer.builder(streams)
                .port(port)
                .streams("/media")
                .webhooks("/webhook", webhooks)
                .start();
    }

    int port() {
        return server.port();
    }

    private void onEvent(WebhookEvent event) {
        notes.add("webhook " + event.eventType());
        if (event instanceof CallInitiated call && call.direction().is(CallInitiated.Direction.INCOMING)) {
            answer(call.callControlId());
        }
    }

    private void answer(String call) {
        StreamSettings stream = tokens.forAnswer(call, settings);
        streams.expect(call, stream).whenComplete((session, missing) -> {
            Throwable cause = missing instanceof CompletionException ? missing.getCause() : missing;
            if (cause instanceof StreamMissingException reason) {
                notes.add("FOUND " + reason.finding().text());
            }
        });
        try {
            calls.call(call).answer(AnswerCommand.builder().stream(stream).build());
            notes.add("answers, and asks for a stream; Telnyx accepts it");
        } catch (CallControlException refused) {
            notes.add("answers, and Telnyx REFUSES it: " + refused.getMessage());
        }
    }

    @Override
    public void close() {
        streams.close();
        webhooks.close();
        server.close();
        calls.close();
    }
}
