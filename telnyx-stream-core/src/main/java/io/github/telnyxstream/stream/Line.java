package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.ProtocolProblem.Kind;
import io.github.telnyxstream.stream.event.DtmfEvent;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import java.util.Objects;

/**
 * One socket of a session: what it brings, whether its peer lives, and how it is left. A session has one of them at a time,
 * and beside it one that has come for the same call and not started yet.
 */
final class Line implements TransportListener {
    private final EngineSession session;
    private final StreamTransport transport;
    private final Arrivals arrivals;
    private final Inbound inbound;
    private final SignsOfLife signs;
    private final SocketExit exit;
    private volatile boolean deaf;

    Line(EngineSession session, Engine engine, Expected expected, StreamTransport transport, MediaPool pool) {
        this.session = session;
        this.transport = transport;
        this.exit = new SocketExit(transport, engine);
        this.arrivals = new Arrivals(session, this, engine, expected);
        this.inbound = new Inbound(engine.options(), pool, arrivals);
        this.signs = new SignsOfLife(engine.options());
    }

    StreamTransport transport() {
        return transport;
    }

    Inbound inbound() {
        return inbound;
    }

    SignsOfLife signs() {
        return signs;
    }

    SocketExit exit() {
        return exit;
    }

    void tellKey(DtmfEvent event) {
        arrivals.tellKey(event);
    }

    /** Whether a start event has come on it. */
    boolean hasStarted() {
        return arrivals.hasStarted();
    }

    /** Nothing that it still brings is heard; what waited for a missing frame is passed on. Takes the inbound lock. */
    void stopHearing() {
        deaf = true;
        inbound.stop();
    }

    private boolean isHeard(long nowNanos) {
        if (deaf || session.hasEnded()) {
            return false;
        }
        signs.seen(nowNanos);
        return true;
    }

    // ------------------------------------------------------------------ from the adapter

    @Override
    public void onText(String message) {
        long now = session.now();
        if (isHeard(now)) {
            arrivals.arriving(message.length());
            inbound.onText(message, now);
            arrived();
        }
    }

    @Override
    public void onText(byte[] utf8, int offset, int lengthBytes) {
        long now = session.now();
        if (isHeard(now)) {
            arrivals.arriving(lengthBytes);
            inbound.onText(utf8, offset, lengthBytes, now);
            arrived();
        }
    }

    private void arrived() {
        if (arrivals.takePumpDue()) {
            session.outbound().pump();
        }
        session.calls().deliver();
    }

    @Override
    public void onBinary(int lengthBytes) {
        if (isHeard(session.now())) {
            session.diagnosis().found(Finding.Kind.BINARY_MESSAGE, "one of " + lengthBytes + " bytes");
            session.calls()
                    .problem(new ProtocolProblem(
                            Kind.BINARY_MESSAGE,
                            null,
                            "a binary message of " + lengthBytes + " bytes",
                            -1,
                            lengthBytes));
            session.calls().deliver();
        }
    }

    @Override
    public void onSignOfLife() {
        signs.seen(session.now());
    }

    @Override
    public void onUnansweredPing(byte[] payload) {
        signs.seen(session.now());
        if (session.line().equals(this)) {
            session.pong(payload.clone());
        }
    }

    @Override
    public void onClose(int code, String reason) {
        exit.gone();
        inbound.flush();
        // some servers hand over null
        session.lines().closed(this, code, Objects.requireNonNullElse(reason, ""));
        session.calls().mailbox().go();
    }

    @Override
    public void onError(Throwable cause) {
        exit.gone();
        inbound.flush();
        session.lines().broken(this, "the socket is broken: " + cause, cause);
        session.calls().mailbox().go();
    }
}
