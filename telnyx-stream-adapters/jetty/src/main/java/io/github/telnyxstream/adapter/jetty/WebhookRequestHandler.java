package io.github.telnyxstream.adapter.jetty;

import io.github.telnyxstream.callcontrol.webhook.IncomingWebhook;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import java.util.Objects;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.pathmap.PathSpec;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Takes Telnyx's webhooks on a Jetty server, Javalin's too: bodies are read without a thread waiting for them, checked by a
 * {@link WebhookReceiver}, and answered with the status that it gives.
 *
 * <pre>{@code
 * WebhookReceiver webhooks = WebhookReceiver.create(WebhookVerifier.create(publicKey), event -> ...);
 * server.setHandler(new StreamHandler("/media/*", acceptor, new WebhookRequestHandler("/webhook", webhooks)));
 * }</pre>
 *
 * <p>What a stranger can make it hold is bounded by {@link IncomingWebhook}. Needs call control on the class or module path.
 *
 * <p>Life-cycle: Jetty's; the receiver is not closed with it. <b>Threads:</b> as Jetty's handlers; never blocks.
 */
@SuppressWarnings(
        "exports") // call control is optional here: a descriptor that passed it on would demand it of everybody
public final class WebhookRequestHandler extends Handler.Abstract.NonBlocking {
    private final PathSpec path;
    private final WebhookReceiver receiver;
    private final Consumer<? super Request> onGenuine;

    /**
     * Webhooks at one path; other requests are left to Jetty's next handler.
     *
     * @param path where Telnyx delivers, for example {@code /webhook}; with a slash behind it works too
     * @param receiver checks and handles
     */
    public WebhookRequestHandler(String path, WebhookReceiver receiver) {
        this(path, receiver, request -> {});
    }

    /**
     * Also tells of requests that were genuine, for a server that treats strangers' connections otherwise.
     *
     * @param path where Telnyx delivers, for example {@code /webhook}; with a slash behind it works too
     * @param receiver checks and handles
     * @param onGenuine called on Jetty's thread with a request whose signature was genuine; must not block
     */
    public WebhookRequestHandler(String path, WebhookReceiver receiver, Consumer<? super Request> onGenuine) {
        this.path = PathSpec.from(path);
        this.receiver = Objects.requireNonNull(receiver, "receiver");
        this.onGenuine = Objects.requireNonNull(onGenuine, "onGenuine");
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String at = Request.getPathInContext(request);
        if (!path.matches(at) && !(at.endsWith("/") && path.matches(at.substring(0, at.length() - 1)))) {
            return false;
        }
        IncomingWebhook webhook = receiver.begin(request.getMethod(), request.getHeaders()::get);
        webhook.status().thenAccept(status -> {
            if (status == HttpStatus.OK_200) {
                onGenuine.accept(request);
            }
            response.setStatus(status);
            if (!webhook.isWhole()) {
                response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
            }
            response.write(true, null, callback);
        });
        read(request, webhook);
        return true;
    }

    private static void read(Request request, IncomingWebhook webhook) {
        Content.Chunk chunk = request.read();
        while (chunk != null && !Content.Chunk.isFailure(chunk)) {
            webhook.take(chunk.getByteBuffer());
            if (chunk.isLast()) {
                webhook.end();
            }
            chunk.release();
            if (webhook.isDecided()) {
                return;
            }
            chunk = request.read();
        }
        if (chunk == null) {
            request.demand(() -> read(request, webhook));
        } else {
            webhook.abandon();
        }
    }
}
