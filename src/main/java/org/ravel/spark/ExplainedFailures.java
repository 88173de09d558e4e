package org.ravel.spark;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.filter.AbstractFilter;
import org.ravel.error.RavelException;

/**
 * Keeps Spark from logging failures that the command tells by itself. When a task throws a {@link
 * RavelException}, Spark logs it up to four times, with stack traces, before the command prints its
 * message. Failures of any other kind are logged as ever.
 *
 * <p>A task that fails so and succeeds when Spark runs it again would leave no trace: {@link
 * #hidden} says how many lines there were.
 */
public final class ExplainedFailures extends AbstractFilter {
  private static final String OURS = RavelException.class.getPackageName() + ".";

  /** As in "task 3.0 in stage 5.0 (TID 17)", or "Block rdd_3_0 could not be removed". */
  private static final Pattern PLACE =
      Pattern.compile("\\b(stage [0-9]+\\.[0-9]+|rdd_[0-9]+_[0-9]+)\\b");

  private static final List<String> CONSEQUENCES =
      List.of("aborting job", "TaskKilled", "could not be removed");

  /** Where our failures happened. */
  private final Set<String> places = ConcurrentHashMap.newKeySet();

  private volatile int hidden;

  ExplainedFailures() {}

  /**
   * Filters this process's log from now on.
   *
   * @return the filter; it does nothing where the log is not Log4j's
   */
  public static ExplainedFailures keepFromLog() {
    ExplainedFailures filter = new ExplainedFailures();
    if (LogManager.getContext(false) instanceof LoggerContext context) {
      context.getConfiguration().getRootLogger().addFilter(filter);
    }
    return filter;
  }

  /** Ends the filtering. */
  public void release() {
    if (LogManager.getContext(false) instanceof LoggerContext context) {
      context.getConfiguration().getRootLogger().removeFilter(this);
    }
  }

  /** Lines that were kept from the log. */
  public int hidden() {
    return hidden;
  }

  @Override
  public Result filter(LogEvent event) {
    if (!event.getLoggerName().startsWith("org.apache.spark.")) {
      return Result.NEUTRAL;
    }
    String message = event.getMessage().getFormattedMessage();
    Matcher place = PLACE.matcher(message);
    boolean namesPlace = place.find();
    if (isOurs(event.getThrown()) || message.contains(OURS)) {
      if (namesPlace) {
        places.add(place.group(1));
      }
      return deny();
    }
    boolean follows =
        namesPlace
            && places.contains(place.group(1))
            && CONSEQUENCES.stream().anyMatch(message::contains);
    return follows ? deny() : Result.NEUTRAL;
  }

  private synchronized Result deny() {
    hidden++;
    return Result.DENY;
  }

  private static boolean isOurs(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof RavelException) {
        return true;
      }
    }
    return false;
  }
}
