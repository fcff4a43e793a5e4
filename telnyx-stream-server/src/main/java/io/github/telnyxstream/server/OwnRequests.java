package io.github.telnyxstream.server;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the application its own requests, with their whole body, on threads that serve nothing else. Thread-safe. */
final class OwnRequests extends Handler.Abstract.NonBlocking {
    private static final Logger log = LoggerFactory.getLogger(OwnRequests.class);
    private static final int MAX_BODY_BYTES = 1 << 20;
    private static final int BODY_PATIENCE_SECONDS = 5;
    private static final int FIRST_REFUSAL = 400;

    private final RequestHandler handler;
    private final Executor threads;
    private final Consumer<? super Request> onAccepted;

    /** The last argument is told of requests that the application did not refuse. */
    OwnRequests(RequestHandler handler, Executor threads, Consumer<? super Request> onAccepted) {
        this.handler = handler;
        this.threads = threads;
        this.onAccepted = onAccepted;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (request.getLength() > MAX_BODY_BYTES) {
            answer(response, callback, WebReply.of(HttpStatus.PAYLOAD_TOO_LARGE_413));
            return true;
        }
        // closing the connection fails the read
        Scheduler.Task patience = request.getComponents()
                .getScheduler()
                .schedule(
                        () -> request.getConnectionMetaData()
                                .getConnection()
                                .getEndPoint()
                                .close(),
                        BODY_PATIENCE_SECONDS,
                        TimeUnit.SECONDS);
        Content.Source.asByteArrayAsync(request, MAX_BODY_BYTES, new Promise.Invocable<>() {
            @Override
            public void succeeded(byte[] body) {
                patience.cancel();
                pass(request, body, response, callback);
            }

            @Override
            public void failed(Throwable failure) {
                patience.cancel();
                callback.failed(failure);
            }

            @Override
            public InvocationType getInvocationType() {
                return InvocationType.NON_BLOCKING;
            }
        });
        return true;
    }

    private void pass(Request request, byte[] body, Response response, Callback callback) {
        try {
            threads.execute(() -> answer(request, body, response, callback));
        } catch (RejectedExecutionException full) {
            log.warn("A request was answered 503: too many are being handled");
            answer(response, callback, WebReply.of(HttpStatus.SERVICE_UNAVAILABLE_503));
        }
    }

    @SuppressWarnings("CatchingUnchecked") // the application's code: whatever it throws, the client gets an answer
    private void answer(Request request, byte[] body, Response response, Callback callback) {
        WebReply reply;
        try {
            reply = handler.handle(read(request, body));
        } catch (Exception | Error broken) {
            if (broken instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            log.error("The handler of the application's requests failed", broken);
            reply = WebReply.of(HttpStatus.INTERNAL_SERVER_ERROR_500);
        }
        if (reply.status() < FIRST_REFUSAL) {
            onAccepted.accept(request);
        }
        answer(response, callback, reply);
    }

    private static WebRequest read(Request request, byte[] body) {
        Map<String, List<String>> headers = request.getHeaders().getFieldNamesCollection().stream()
                .collect(Collectors.toMap(name -> name, request.getHeaders()::getValuesList));
        return new WebRequest(
                request.getMethod(),
                request.getHttpURI().getPath(),
                request.getHttpURI().getQuery(),
                headers,
                body,
                Request.getRemoteAddr(request));
    }

    static void answer(Response response, Callback callback, WebReply reply) {
        response.setStatus(reply.status());
        reply.headers().forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
    }
}
