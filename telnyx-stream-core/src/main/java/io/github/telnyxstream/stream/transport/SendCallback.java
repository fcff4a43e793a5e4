package io.github.telnyxstream.stream.transport;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Told how a send ended. The first of the two calls counts, later ones are ignored; but one that was told before the send
 * returned may stand for the next send afterwards, and must be forgotten by then. <b>Threads:</b> any.
 */
public interface SendCallback {

    /** The server has taken the message over. */
    void sent();

    /**
     * The message could not be sent; the socket is of no further use.
     *
     * @param cause why
     */
    void failed(Throwable cause);

    /**
     * For servers whose send returns a stage: passes its end on.
     *
     * @param stage what the server returned
     */
    default void completeWith(CompletionStage<?> stage) {
        stage.whenComplete((ignored, failure) -> ended(failure));
    }

    /**
     * For servers that tell success and failure by one and the same call.
     *
     * @param failure why the message could not be sent, or null when the server has taken it over
     */
    default void ended(@Nullable Throwable failure) {
        if (failure == null) {
            sent();
        } else {
            failed(failure);
        }
    }

    /**
     * For servers whose send blocks: sends, then passes the end on. The engine calls transports on threads that may
     * block.
     *
     * @param send the blocking send
     */
    default void completeAfter(BlockingSend send) {
        try {
            send.run();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            failed(interrupted);
            return;
        } catch (Exception refused) {
            failed(refused);
            return;
        }
        sent();
    }

    /** A send that returns when the server has taken the message over. */
    @FunctionalInterface
    interface BlockingSend {
        /**
         * Sends.
         *
         * @throws Exception if the server refuses
         */
        void run() throws Exception;
    }
}
