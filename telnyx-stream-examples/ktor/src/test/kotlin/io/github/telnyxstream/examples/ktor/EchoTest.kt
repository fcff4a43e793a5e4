package io.github.telnyxstream.examples.ktor

import io.github.telnyxstream.callcontrol.CallControl
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier
import io.github.telnyxstream.stream.settings.StreamSettings
import io.github.telnyxstream.testkit.caller.Caller
import io.github.telnyxstream.testkit.fault.Forgery
import io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment
import io.github.telnyxstream.testkit.junit.TelnyxTest
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator
import io.ktor.server.engine.EmbeddedServer
import io.ktor.server.engine.embeddedServer
import io.ktor.server.netty.Netty
import java.time.Duration
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** A simulated Telnyx rings the application. */
@TelnyxTest
class EchoTest {
    @Test
    fun saysBackWhatTheCallerSaid(telnyx: TelnyxSimulator, environment: TelnyxEnvironment) = serving(environment) {
        val call = telnyx.placeCall(
            Caller.builder()
                .awaitListening(Duration.ofMinutes(1))
                .say("Is anybody there?")
                .awaitHeard(Duration.ofMinutes(1))
                .pause(Duration.ofSeconds(1))
                .hangUp()
                .build(),
        )
        call.awaitEnd(Duration.ofMinutes(5))

        assertThatCall(call).wasAnswered().endedBy("caller").heardSoundFor(Duration.ofMillis(500)).wasFreeOfViolations()
    }

    @Test
    fun takesNoForgedWebhookAndLetsNoStrangerStream(telnyx: TelnyxSimulator, environment: TelnyxEnvironment) = serving(environment) {
        assertThat(telnyx.forgeWebhook(Forgery.OTHER_KEY).join()).isEqualTo(403)
        assertThat(telnyx.forgeStream(environment.mediaUrl()).join()).isEqualTo(401)
    }

    private fun serving(environment: TelnyxEnvironment, test: () -> Unit) {
        val calls = CallControl.builder(environment.apiKey()).baseUrl(environment.baseUrl().toString()).build()
        val server: EmbeddedServer<*, *> = embeddedServer(Netty, port = environment.port(), host = "127.0.0.1") {
            echo(calls, WebhookVerifier.create(environment.publicKey()), StreamSettings.of(environment.mediaUrl().toString()))
        }.start()
        try {
            test()
        } finally {
            server.stop(0, 0)
        }
    }
}
