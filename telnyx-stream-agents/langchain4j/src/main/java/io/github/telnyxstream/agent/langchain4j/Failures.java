package io.github.telnyxstream.agent.langchain4j;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import io.github.telnyxstream.agent.ServiceFailure;
import io.github.telnyxstream.agent.ServiceFailure.Kind;
import io.github.telnyxstream.agent.ServiceFailure.Service;

/** Tells failures of models from each other. Their messages are not repeated: they may quote the conversation. */
final class Failures {
    private Failures() {}

    static ServiceFailure of(Throwable thrown) {
        if (thrown instanceof AuthenticationException) {
            return failure(Kind.REFUSED, "the key is not accepted", thrown);
        }
        if (thrown instanceof ModelNotFoundException) {
            return failure(Kind.REFUSED, "there is no such model", thrown);
        }
        if (thrown instanceof NonRetriableException) {
            return failure(Kind.REFUSED, "the request is refused", thrown);
        }
        if (thrown instanceof RateLimitException) {
            return failure(Kind.BROKEN, "too many requests, or no credit", thrown);
        }
        if (thrown instanceof TimeoutException) {
            return failure(Kind.LATE, "the model's own time has run out", thrown);
        }
        return ServiceFailure.thrown(Service.RESPONDER, thrown);
    }

    private static ServiceFailure failure(Kind kind, String reason, Throwable thrown) {
        return new ServiceFailure(
                Service.RESPONDER, kind, reason + " (" + thrown.getClass().getSimpleName() + ")", thrown);
    }
}
