package io.github.telnyxstream.spring.boot;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.CallControlException;
import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.access.CallTokens;
import io.github.telnyxstream.stream.access.StreamTokens;
import io.github.telnyxstream.stream.remote.RemoteStreams;
import io.github.telnyxstream.stream.router.RouterReply;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a call and streams it to this application. It does so by itself for every incoming call, unless the application has a
 * {@link io.github.telnyxstream.callcontrol.webhook.WebhookHandler} bean, which then decides:
 *
 * <pre>{@code
 * @Bean
 * WebhookHandler calls(IncomingCalls calls) {
 *     return event -> {
 *         if (event instanceof CallInitiated call && isWelcome(call.from())) {
 *             calls.answer(call);
 *         }
 *     };
 * }
 * }</pre>
 *
 * <p><b>Threads:</b> thread-safe; blocks while Telnyx answers.
 */
public final class IncomingCalls {
    private static final Logger log = LoggerFactory.getLogger(IncomingCalls.class);

    private final CallControl calls;
    private final CallTokens tokens;
    private final StreamAcceptor acceptor;
    private final TelnyxProperties properties;
    private final Set<String> paths;
    private final @Nullable RemoteStreams otherNodes;
    private final Executor later;

    IncomingCalls(
            CallControl calls,
            CallTokens tokens,
            StreamAcceptor acceptor,
            TelnyxProperties properties,
            Set<String> paths,
            @Nullable RemoteStreams otherNodes,
            Executor later) {
        this.calls = calls;
        this.tokens = tokens;
        this.acceptor = acceptor;
        this.properties = properties;
        this.paths = paths;
        this.otherNodes = otherNodes;
        this.later = later;
    }

    /**
     * Answers a call and streams it to the application's only listener.
     *
     * @param call the event that told of it
     * @throws IllegalStateException if there are several listeners: then name the path
     * @throws CallControlException if Telnyx refuses
     */
    public void answer(CallInitiated call) {
        if (paths.size() != 1) {
            throw new IllegalStateException(
                    "there are StreamListeners at " + paths
                            + ": decide in a WebhookHandler bean which of them a call is for, IncomingCalls.answer(call, path)");
        }
        answer(call, paths.iterator().next());
    }

    /**
     * Answers a call and streams it to the listener of a path.
     *
     * @param call the event that told of it
     * @param path that of a {@link TelnyxStream}
     * @throws CallControlException if Telnyx refuses
     */
    public void answer(CallInitiated call, String path) {
        String id = call.callControlId();
        StreamSettings stream =
                tokens.forAnswer(id, StreamSettings.of(url(call.details().deliveredTo(), path)));
        watch(id, stream);
        calls.call(id)
                .inAnswerTo(call.id())
                .answer(AnswerCommand.builder().stream(stream).build());
    }

    /** Better no call than a silent one; but a stream that any node may take may speak on another. */
    private void watch(String callControlId, StreamSettings stream) {
        RemoteStreams others = otherNodes;
        if (tokens instanceof StreamTokens) {
            acceptor.expect(callControlId, stream).whenComplete((session, missing) -> {
                if (missing != null) {
                    hangUp(callControlId);
                }
            });
        } else if (others != null) {
            later.execute(() -> others.call(callControlId).statistics().thenAccept(reply -> {
                if (reply instanceof RouterReply.NotOwned) {
                    log.warn("No node has a stream of a call, which is hung up: {}", callControlId);
                    hangUp(callControlId);
                }
            }));
        }
    }

    private void hangUp(String callControlId) {
        calls.call(callControlId).hangupAsync().whenComplete((accepted, refused) -> {
            if (refused != null) {
                log.warn("A call without a stream could not be hung up: {}", refused.getMessage());
            }
        });
    }

    /** Where the webhook has come in, which is genuine, a stream comes in too. */
    private String url(@Nullable String deliveredTo, String path) {
        String configured = properties.stream().url();
        if (configured != null) {
            return configured.replaceAll("/+$", "") + path;
        }
        URI here = URI.create(deliveredTo == null ? "" : deliveredTo);
        String webhookPath = properties.webhook().path();
        if (here.getScheme() == null
                || here.getRawPath() == null
                || !here.getRawPath().endsWith(webhookPath)) {
            throw new IllegalStateException("the webhook does not tell where this application is reached:"
                    + " set telnyx.stream.url, for example wss://voice.example.com");
        }
        String before = here.getRawPath().substring(0, here.getRawPath().length() - webhookPath.length());
        return (here.getScheme().equals("https") ? "wss" : "ws") + "://" + here.getRawAuthority() + before + path;
    }
}
