package io.github.telnyxstream.adapter.quarkus;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import io.netty.channel.ChannelHandlerContext;
import io.quarkus.arc.All;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.WebSocket;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;

/** Lets in, before the upgrade, whom the acceptor lets in. */
@Singleton
final class StreamUpgradeCheck implements HttpUpgradeCheck {
    private final Instance<Admissions> acceptor;
    private final List<InstanceHandle<StreamEndpoint>> endpoints;

    StreamUpgradeCheck(Instance<Admissions> acceptor, @All List<InstanceHandle<StreamEndpoint>> endpoints) {
        this.acceptor = acceptor;
        this.endpoints = endpoints;
    }

    /** So that an application that lacks a bean does not start, instead of refusing its first call. */
    void lookForAcceptor(@Observes StartupEvent started) {
        if (!endpoints.isEmpty()) {
            acceptor.get();
        }
    }

    private static String id(Class<?> endpoint) {
        WebSocket socket = endpoint.getAnnotation(WebSocket.class);
        boolean isNamed = socket != null && !socket.endpointId().equals(WebSocket.FCQN_NAME);
        return isNamed ? socket.endpointId() : endpoint.getName();
    }

    @Override
    public boolean appliesTo(String endpointId) {
        return endpoints.stream()
                .anyMatch(endpoint -> endpointId.equals(id(endpoint.getBean().getBeanClass())));
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext upgrade) {
        HttpServerRequest request = upgrade.httpRequest();
        MultiMap headers = request.headers();
        Handshake handshake = Handshake.of(request.uri(), headers.names(), headers::getAll, request.remoteAddress());
        Context context = Vertx.currentContext();
        return Uni.createFrom()
                .completionStage(acceptor.get().decide(request.method().name(), handshake))
                .emitOn(task -> context.runOnContext(now -> task.run()))
                .chain(admission -> decided(upgrade, admission));
    }

    private static Uni<CheckResult> decided(HttpUpgradeContext upgrade, Admission admission) {
        HttpServerRequest request = upgrade.httpRequest();
        if (!admission.isAccepted()) {
            admission.headers().forEach(request.response()::putHeader);
            request.response().endHandler(answered -> request.connection().close());
            return CheckResult.rejectUpgrade(admission.httpStatus());
        }
        ChannelHandlerContext vertx = ((ConnectionBase) request.connection()).channelHandlerContext();
        if (vertx.isRemoved()) {
            admission.abandon(); // nobody waited for the decision
            return CheckResult.rejectUpgrade(503);
        }
        StreamOpening opening = new StreamOpening(vertx, admission);
        vertx.pipeline().addBefore(vertx.name(), null, opening);
        upgrade.userData().put(StreamEndpoint.OPENING, opening);
        return CheckResult.permitUpgrade();
    }
}
