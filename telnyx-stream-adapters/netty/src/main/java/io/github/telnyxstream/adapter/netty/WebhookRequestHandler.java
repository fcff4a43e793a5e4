package io.github.telnyxstream.adapter.netty;

import io.github.telnyxstream.callcontrol.webhook.IncomingWebhook;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes Telnyx's webhooks at one path; every other request goes on to the handlers behind. Put a new one into each pipeline,
 * before anything that puts bodies together:
 *
 * <pre>{@code
 * pipeline.addLast(new HttpServerCodec());
 * pipeline.addLast(new StreamUpgradeHandler("/media/", acceptor));
 * pipeline.addLast(new WebhookRequestHandler("/webhook", receiver));
 * }</pre>
 *
 * <p>Needs call control on the class or module path. What a stranger can make it hold is bounded by {@link IncomingWebhook}.
 * The receiver is not closed with it. <b>Threads:</b> as Netty's handlers, one pipeline each; never blocks.
 */
@SuppressWarnings("exports") // call control is optional here
public final class WebhookRequestHandler extends ChannelInboundHandlerAdapter {
    private final String path;
    private final WebhookReceiver receiver;
    private @Nullable IncomingWebhook current;

    /**
     * A handler for one pipeline.
     *
     * @param path where Telnyx delivers, for example {@code /webhook}
     * @param receiver checks and handles
     */
    public WebhookRequestHandler(String path, WebhookReceiver receiver) {
        this.path = Objects.requireNonNull(path, "path");
        this.receiver = Objects.requireNonNull(receiver, "receiver");
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            current = request.uri().split("\\?", 2)[0].equals(path) ? begin(context, request) : null;
        }
        IncomingWebhook webhook = current;
        if (webhook == null) {
            context.fireChannelRead(message);
            return;
        }
        if (message instanceof HttpContent content) {
            webhook.take(content.content().nioBuffer());
        }
        if (message instanceof LastHttpContent) {
            webhook.end();
        }
        ReferenceCountUtil.release(message);
    }

    private IncomingWebhook begin(ChannelHandlerContext context, HttpRequest request) {
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        IncomingWebhook webhook = receiver.begin(request.method().name(), request.headers()::get);
        webhook.status()
                .thenAccept(status -> context.executor().execute(() -> {
                    FullHttpResponse answer =
                            new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
                    boolean goesOn = keepAlive && webhook.isWhole();
                    HttpUtil.setKeepAlive(answer, goesOn);
                    answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
                    context.writeAndFlush(answer)
                            .addListener(goesOn ? ChannelFutureListener.CLOSE_ON_FAILURE : ChannelFutureListener.CLOSE);
                }));
        return webhook;
    }

    /** A connection that is lost amid a webhook is nothing that the handlers behind must look at. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (current == null || current.isDecided()) {
            context.fireExceptionCaught(cause);
            return;
        }
        current.abandon();
        ChannelFuture ignored = context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (current != null) {
            current.abandon();
        }
        context.fireChannelInactive();
    }
}
