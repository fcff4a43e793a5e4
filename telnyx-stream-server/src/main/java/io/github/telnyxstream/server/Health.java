package io.github.telnyxstream.server;

import io.github.telnyxstream.stream.StreamAcceptor;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Says whether new streams are let in. Thread-safe. */
final class Health extends Handler.Abstract.NonBlocking {
    private final String path;
    private final StreamAcceptor streams;
    private final BooleanSupplier ready;

    Health(String path, StreamAcceptor streams, BooleanSupplier ready) {
        this.path = path;
        this.streams = streams;
        this.ready = ready;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!Request.getPathInContext(request).equals(path)) {
            return false;
        }
        WebReply reply = streams.isReady() && ready.getAsBoolean()
                ? WebReply.text(HttpStatus.OK_200, "ok " + streams.openSessions() + " calls\n")
                : WebReply.text(HttpStatus.SERVICE_UNAVAILABLE_503, "stopping\n");
        OwnRequests.answer(response, callback, reply);
        return true;
    }
}
