package io.github.telnyxstream.examples.ktor

import io.github.telnyxstream.stream.transport.Admission
import io.github.telnyxstream.stream.transport.Admissions
import io.github.telnyxstream.stream.transport.Handshake
import io.github.telnyxstream.stream.transport.OutgoingMessage
import io.github.telnyxstream.stream.transport.SendCallback
import io.github.telnyxstream.stream.transport.StreamTransport
import io.ktor.http.HttpStatusCode
import io.ktor.server.application.ApplicationCall
import io.ktor.server.application.createRouteScopedPlugin
import io.ktor.server.application.install
import io.ktor.server.plugins.origin
import io.ktor.server.request.path
import io.ktor.server.request.queryString
import io.ktor.server.response.respond
import io.ktor.server.routing.Route
import io.ktor.server.routing.route
import io.ktor.server.websocket.DefaultWebSocketServerSession
import io.ktor.server.websocket.webSocket
import io.ktor.util.AttributeKey
import io.ktor.util.toMap
import io.ktor.websocket.CloseReason
import io.ktor.websocket.Frame
import io.ktor.websocket.close
import io.ktor.websocket.readReason
import java.nio.ByteBuffer
import kotlinx.coroutines.cancel
import kotlinx.coroutines.future.await
import kotlinx.coroutines.launch

private val ADMISSION = AttributeKey<Admission>("telnyx-stream")

/** Takes Telnyx's streams at this path and below; who comes in is decided before the upgrade. */
fun Route.telnyxStreams(path: String, admissions: Admissions) = route("$path/{rest...}") {
    install(createRouteScopedPlugin("telnyx-stream") {
        onCall { call ->
            val admission = admissions.authorise(handshake(call)).await()
            if (admission.isAccepted) call.attributes.put(ADMISSION, admission)
            else call.respond(HttpStatusCode.fromValue(admission.httpStatus()))
        }
    })
    webSocket {
        val listener = call.attributes[ADMISSION].open(KtorTransport(this))
        for (frame in incoming) {
            if (frame is Frame.Text) listener.onText(frame.data, 0, frame.data.size) else listener.onBinary(frame.data.size)
        }
        val reason = closeReason.await()
        listener.onClose(reason?.code?.toInt() ?: 1006, reason?.message ?: "")
    }
}

private fun handshake(call: ApplicationCall) = Handshake(
    call.request.path(), call.request.queryString(), call.request.headers.toMap(), call.request.origin.remoteAddress,
)

private class KtorTransport(private val session: DefaultWebSocketServerSession) : StreamTransport {
    override fun isSendBlocking() = false

    override fun sendText(message: OutgoingMessage, callback: SendCallback) {
        val text = ByteArray(message.lengthBytes())
        message.copyTo(ByteBuffer.wrap(text))
        send(Frame.Text(true, text), callback)
    }

    override fun sendPing(callback: SendCallback) = send(Frame.Ping(ByteArray(0)), callback)

    private fun send(frame: Frame, callback: SendCallback) {
        session.launch { session.send(frame); session.flush() }
            .invokeOnCompletion { failure -> if (failure == null) callback.sent() else callback.failed(failure) }
    }

    override fun close(code: Int, reason: String) {
        session.launch { session.close(CloseReason(code.toShort(), reason)) }
    }

    override fun abort() = session.cancel()
}
