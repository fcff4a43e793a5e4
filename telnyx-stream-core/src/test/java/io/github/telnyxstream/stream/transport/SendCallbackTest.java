package io.github.telnyxstream.stream.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How servers that send in other ways tell the end of a send. */
class SendCallbackTest {
    private final List<Object> told = new ArrayList<>();
    private final SendCallback callback = new SendCallback() {
        @Override
        public void sent() {
            told.add("sent");
        }

        @Override
        public void failed(Throwable cause) {
            told.add(cause);
        }
    };

    @Test
    void passesOnTheEndOfAStage() {
        CompletableFuture<String> first = new CompletableFuture<>();
        callback.completeWith(first);
        assertThat(told).isEmpty();
        first.complete("whatever the server returns");
        assertThat(told).containsExactly("sent");

        IOException broken = new IOException("broken pipe");
        callback.completeWith(CompletableFuture.failedFuture(broken));
        assertThat(told).containsExactly("sent", broken);
    }

    @Test
    void passesOnTheEndOfABlockingSend() {
        callback.completeAfter(() -> told.add("sending"));
        assertThat(told).containsExactly("sending", "sent");

        IOException broken = new IOException("broken pipe");
        callback.completeAfter(() -> {
            throw broken;
        });
        assertThat(told).containsExactly("sending", "sent", broken);
    }

    @Test
    void keepsTheInterruptionOfABlockingSend() {
        InterruptedException interrupted = new InterruptedException();
        callback.completeAfter(() -> {
            throw interrupted;
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(told).containsExactly(interrupted);
    }
}
