package io.github.telnyxstream.examples.ktor

import io.github.telnyxstream.callcontrol.CallControl
import io.github.telnyxstream.callcontrol.command.AnswerCommand
import io.github.telnyxstream.callcontrol.webhook.CallInitiated
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier
import io.github.telnyxstream.stream.StreamAcceptor
import io.github.telnyxstream.stream.StreamListener
import io.github.telnyxstream.stream.StreamSession
import io.github.telnyxstream.stream.access.StreamTokens
import io.github.telnyxstream.stream.audio.MediaFrame
import io.github.telnyxstream.stream.settings.StreamSettings
import io.ktor.http.HttpStatusCode
import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationStopped
import io.ktor.server.application.install
import io.ktor.server.engine.embeddedServer
import io.ktor.server.netty.Netty
import io.ktor.server.request.receiveChannel
import io.ktor.server.response.respond
import io.ktor.server.routing.post
import io.ktor.server.routing.routing
import io.ktor.server.websocket.WebSockets
import io.ktor.utils.io.readRemaining
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import kotlinx.io.readByteArray

/** Answers every call; whoever calls hears themselves. The host is where Telnyx reaches port 8080, such as `name.example`. */
fun main(arguments: Array<String>) {
    val (key, publicKey, host) = arguments
    embeddedServer(Netty, port = 8080) {
        echo(CallControl.create(key), WebhookVerifier.create(publicKey), StreamSettings.of("wss://$host/media"))
    }.start(wait = true)
}

fun Application.echo(calls: CallControl, verifier: WebhookVerifier, settings: StreamSettings) {
    val tokens = StreamTokens.create()
    val streams = StreamAcceptor.builder(::EchoListener).authenticator(tokens).build()
    val webhooks = WebhookReceiver.create(verifier) { event ->
        if (event is CallInitiated && event.direction().`is`(CallInitiated.Direction.INCOMING)) {
            val stream = tokens.forAnswer(event.callControlId(), settings)
            calls.call(event.callControlId()).answer(AnswerCommand.builder().stream(stream).build())
        }
    }
    install(WebSockets)
    routing {
        telnyxStreams("/media", streams)
        post("/webhook") {
            val body = call.receiveChannel().readRemaining(WebhookReceiver.MAX_BODY_BYTES + 1L).readByteArray()
            val status = withContext(Dispatchers.IO) { webhooks.receive("POST", { call.request.headers[it] }, body) }
            call.respond(HttpStatusCode.fromValue(status))
        }
    }
    monitor.subscribe(ApplicationStopped) {
        streams.close()
        webhooks.close()
    }
}

/** Says back what it hears. */
class EchoListener : StreamListener.NonBlocking {
    override fun onMedia(session: StreamSession, frame: MediaFrame) {
        session.send(frame)
    }
}
