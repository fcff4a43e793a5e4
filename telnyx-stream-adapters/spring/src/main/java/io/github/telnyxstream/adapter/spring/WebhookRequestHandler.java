package io.github.telnyxstream.adapter.spring;

import io.github.telnyxstream.adapter.jakarta.WebhookServlet;
import io.github.telnyxstream.callcontrol.webhook.IncomingWebhook;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.HttpRequestHandler;

/**
 * Takes Telnyx's webhooks in Spring MVC, with the bytes as they came: no message converter sees them.
 *
 * <pre>{@code
 * @Bean
 * HandlerMapping webhooks(WebhookReceiver receiver) {
 *     return new SimpleUrlHandlerMapping(Map.of("/webhook", new WebhookRequestHandler(receiver)), -1);
 * }
 * }</pre>
 *
 * <p>Needs call control on the class or module path. What a stranger can make it hold is bounded by {@link IncomingWebhook}.
 * The receiver is not closed with it. <b>Threads:</b> thread-safe; no thread waits for a body.
 */
@SuppressWarnings("exports") // call control is optional here
public final class WebhookRequestHandler implements HttpRequestHandler {
    private final WebhookServlet webhooks;

    /**
     * A handler that is not mapped yet.
     *
     * @param receiver checks and handles
     */
    public WebhookRequestHandler(WebhookReceiver receiver) {
        webhooks = new WebhookServlet(receiver);
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        webhooks.service(request, response);
    }
}
