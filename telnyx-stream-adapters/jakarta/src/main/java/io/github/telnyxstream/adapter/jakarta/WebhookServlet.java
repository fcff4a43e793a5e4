package io.github.telnyxstream.adapter.jakarta;

import io.github.telnyxstream.callcontrol.webhook.IncomingWebhook;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes Telnyx's webhooks on a servlet container. It must be mapped as asynchronous, and every filter before it too:
 *
 * <pre>{@code
 * ServletRegistration.Dynamic webhooks = servletContext.addServlet("webhooks", new WebhookServlet(receiver));
 * webhooks.setAsyncSupported(true);
 * webhooks.addMapping("/webhook");
 * }</pre>
 *
 * <p>Needs call control on the class or module path. What a stranger can make it hold is bounded by {@link IncomingWebhook}.
 * The receiver is not closed with it. <b>Threads:</b> thread-safe; no thread waits for a body.
 */
@SuppressWarnings("exports") // call control is optional here
public final class WebhookServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(WebhookServlet.class);
    private static final int BUFFER_BYTES = 8 << 10;

    private final transient WebhookReceiver receiver;

    /**
     * A servlet that is not mapped yet.
     *
     * @param receiver checks and handles
     */
    public WebhookServlet(WebhookReceiver receiver) {
        this.receiver = Objects.requireNonNull(receiver, "receiver");
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AsyncContext waiting = request.startAsync();
        waiting.setTimeout(0);
        IncomingWebhook webhook = receiver.begin(request.getMethod(), request::getHeader);
        webhook.status().thenAccept(status -> {
            response.setStatus(status);
            if (!webhook.isWhole()) {
                answerAtOnce(response);
            }
            waiting.complete();
        });
        if (!webhook.isDecided()) {
            read(request, webhook);
        }
    }

    /** Undertow would first wait for the rest of the body. */
    private static void answerAtOnce(HttpServletResponse response) {
        response.setHeader("Connection", "close");
        response.setContentLength(0);
        try {
            response.flushBuffer();
        } catch (IOException gone) {
            log.debug("A webhook's peer has gone", gone);
        }
    }

    private static void read(HttpServletRequest request, IncomingWebhook webhook) throws IOException {
        ServletInputStream body = request.getInputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        body.setReadListener(new ReadListener() {
            @Override
            public void onDataAvailable() throws IOException {
                int length = 0;
                while (length >= 0 && body.isReady()) {
                    length = body.read(buffer);
                    if (length > 0 && !webhook.take(ByteBuffer.wrap(buffer, 0, length))) {
                        return;
                    }
                }
            }

            @Override
            public void onAllDataRead() {
                webhook.end();
            }

            @Override
            public void onError(Throwable lost) {
                webhook.abandon();
            }
        });
    }
}
