package org.ravel.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Warnings and errors that are logged while it is open, whatever the log's own level is. */
public final class CapturedLog extends AbstractAppender implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Level before = root().getLevel();

  private CapturedLog() {
    super("captured", null, null, true, Property.EMPTY_ARRAY);
  }

  public static CapturedLog open() {
    CapturedLog log = new CapturedLog();
    log.start();
    root().addAppender(log, Level.WARN, null);
    setLevel(log.before.isMoreSpecificThan(Level.WARN) ? Level.WARN : log.before);
    return log;
  }

  /** Each as logger and message. */
  public List<String> lines() {
    return lines;
  }

  @Override
  public void append(LogEvent event) {
    lines.add(event.getLoggerName() + ": " + event.getMessage().getFormattedMessage());
  }

  @Override
  public void close() {
    root().removeAppender("captured");
    setLevel(before);
  }

  private static void setLevel(Level level) {
    root().setLevel(level);
    context().updateLoggers();
  }

  private static LoggerConfig root() {
    return context().getConfiguration().getRootLogger();
  }

  private static LoggerContext context() {
    return (LoggerContext) LogManager.getContext(false);
  }
}
