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

/** What is logged while it is open: by default warnings and errors, whatever the log's level. */
public final class CapturedLog extends AbstractAppender implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Level before = root().getLevel();

  /** Null for all loggers. */
  private final String logger;

  private CapturedLog(String logger) {
    super("captured", null, null, true, Property.EMPTY_ARRAY);
    this.logger = logger;
  }

  public static CapturedLog open() {
    CapturedLog log = new CapturedLog(null);
    log.start();
    root().addAppender(log, Level.WARN, null);
    setLevel(log.before.isMoreSpecificThan(Level.WARN) ? Level.WARN : log.before);
    return log;
  }

  /** Of one logger alone, which logs nowhere else meanwhile. */
  public static CapturedLog of(String logger, Level level) {
    CapturedLog log = new CapturedLog(logger);
    log.start();
    LoggerConfig config = new LoggerConfig(logger, level, false);
    config.addAppender(log, level, null);
    context().getConfiguration().addLogger(logger, config);
    context().updateLoggers();
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
    if (logger != null) {
      context().getConfiguration().removeLogger(logger);
      context().updateLoggers();
      return;
    }
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
