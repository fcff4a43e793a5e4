package io.github.telnyxstream.testkit.contract;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.slf4j.LoggerFactory;

/** Listens, while it is open, to everything that is logged by Logback and by {@code java.util.logging}, for a secret. */
final class LogTap implements AutoCloseable {
    private final String secret;
    private final Set<String> leaks = new ConcurrentSkipListSet<>();
    private final Logger logback = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final java.util.logging.Logger jdk = LogManager.getLogManager().getLogger("");
    private final ch.qos.logback.classic.Level logbackLevel = logback.getLevel();
    private final Level jdkLevel = jdk.getLevel();
    /** What would print the secret, and everything else that is said at DEBUG. */
    private final List<Appender<ILoggingEvent>> silenced = new ArrayList<>();

    private final LogbackTap logbackTap = new LogbackTap();
    private final JdkTap jdkTap = new JdkTap();

    private LogTap(String secret) {
        this.secret = secret;
    }

    /** Listens, with the loggers saying as much as they do at level DEBUG, or as they are set. */
    static LogTap open(String secret, boolean debug) {
        LogTap tap = new LogTap(secret);
        if (debug) {
            tap.logback.setLevel(ch.qos.logback.classic.Level.DEBUG);
            tap.jdk.setLevel(Level.FINE);
        }
        tap.logbackTap.setContext(tap.logback.getLoggerContext());
        tap.logbackTap.start();
        tap.logback.iteratorForAppenders().forEachRemaining(tap.silenced::add);
        tap.silenced.forEach(tap.logback::detachAppender);
        tap.logback.addAppender(tap.logbackTap);
        tap.jdk.addHandler(tap.jdkTap);
        return tap;
    }

    /** The loggers that told the secret. */
    Set<String> leaks() {
        return leaks;
    }

    private void look(String logger, String text) {
        if (text.contains(secret)) {
            leaks.add(logger);
        }
    }

    @Override
    public void close() {
        logback.detachAppender(logbackTap);
        silenced.forEach(logback::addAppender);
        logback.setLevel(logbackLevel);
        jdk.removeHandler(jdkTap);
        jdk.setLevel(jdkLevel);
    }

    private final class LogbackTap extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            look(event.getLoggerName(), event.getFormattedMessage());
            IThrowableProxy thrown = event.getThrowableProxy();
            if (thrown != null) {
                look(event.getLoggerName(), ThrowableProxyUtil.asString(thrown));
            }
        }
    }

    private final class JdkTap extends Handler {
        JdkTap() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord line) {
            look(String.valueOf(line.getLoggerName()), String.valueOf(line.getMessage()));
            if (line.getParameters() != null) {
                for (Object parameter : line.getParameters()) {
                    look(String.valueOf(line.getLoggerName()), String.valueOf(parameter));
                }
            }
            if (line.getThrown() != null) {
                look(String.valueOf(line.getLoggerName()), String.valueOf(line.getThrown()));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
