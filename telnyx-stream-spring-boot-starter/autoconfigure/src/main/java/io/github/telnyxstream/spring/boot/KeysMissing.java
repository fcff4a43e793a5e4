package io.github.telnyxstream.spring.boot;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Says once, in one line, why nothing is configured. */
final class KeysMissing implements InitializingBean {
    private static final Logger log = LoggerFactory.getLogger(KeysMissing.class);

    private final String property;

    private KeysMissing(String property) {
        this.property = property;
    }

    static KeysMissing in(Environment environment) {
        return new KeysMissing(missing(environment));
    }

    @Override
    public void afterPropertiesSet() {
        log.warn(
                "{} is not set: no call is answered and no stream let in. Both keys are in Telnyx's portal under Keys & Credentials",
                property);
    }

    /** The first property that is missing, or the empty string. */
    private static String missing(Environment environment) {
        if (!StringUtils.hasText(environment.getProperty("telnyx.api-key"))) {
            return "telnyx.api-key";
        }
        boolean takesWebhooks = environment.getProperty("telnyx.webhook.enabled", Boolean.class, true);
        return takesWebhooks && !StringUtils.hasText(environment.getProperty("telnyx.public-key"))
                ? "telnyx.public-key"
                : "";
    }

    /** Whether the keys are there. */
    static final class OnKeys extends SpringBootCondition {
        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata annotated) {
            String missing = missing(context.getEnvironment());
            return missing.isEmpty()
                    ? ConditionOutcome.match("the keys are set")
                    : ConditionOutcome.noMatch(
                            ConditionMessage.of(missing + " is not set").toString());
        }
    }

    /** Whether a key is missing. */
    static final class OnMissingKeys extends SpringBootCondition {
        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata annotated) {
            String missing = missing(context.getEnvironment());
            return new ConditionOutcome(!missing.isEmpty(), missing.isEmpty() ? "the keys are set" : missing);
        }
    }
}
