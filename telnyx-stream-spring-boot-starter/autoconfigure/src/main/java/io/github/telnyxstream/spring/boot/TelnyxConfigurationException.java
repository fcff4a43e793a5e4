package io.github.telnyxstream.spring.boot;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The application cannot start as it is configured; says what is wrong and which setting cures it. */
final class TelnyxConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String cure;

    TelnyxConfigurationException(String problem, String cure) {
        super(problem + " " + cure);
        this.cure = cure;
    }

    /** Shows it as Boot shows failures, without a stack trace. */
    static final class Analyzer extends AbstractFailureAnalyzer<TelnyxConfigurationException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, TelnyxConfigurationException cause) {
            return new FailureAnalysis(cause.getMessage(), cause.cure, cause);
        }
    }
}
