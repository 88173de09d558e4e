package org.ravel.pipeline;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;
import org.apache.spark.Success$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.ravel.wording.Phrases;

/**
 * Shows how far Spark's jobs are: how many tasks of the present stage are done. Rounds of a
 * training are told by {@link ConsoleProgress}, so they are left out.
 */
public final class TaskProgress extends SparkListener {
  private static final String ROUNDS = "train: round";

  private final LiveConsole console;
  private final DoubleSupplier clock;
  private final LiveLine line;
  private final Map<Integer, Stage> stages = new HashMap<>();

  /**
   * A listener, which Spark calls on one thread.
   *
   * @param clock seconds
   */
  TaskProgress(LiveConsole console, DoubleSupplier clock) {
    this.console = console;
    this.clock = clock;
    this.line = new LiveLine(console, clock.getAsDouble());
  }

  /** Shows the jobs of a session from now on, until it is closed. */
  public static SparkSession of(SparkSession spark, JobContext context) {
    spark
        .sparkContext()
        .addSparkListener(new TaskProgress(context.console(), () -> System.nanoTime() / 1e9));
    return spark;
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
    // Spark's own jobs describe themselves to a web page, with a line for each path.
    String description =
        submitted.properties().getProperty("spark.job.description", "").split("<br/>", 2)[0];
    int tasks = submitted.stageInfo().numTasks();
    if (!description.isEmpty() && !description.startsWith(ROUNDS) && tasks > 1) {
      stages.put(submitted.stageInfo().stageId(), new Stage(description, tasks));
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd ended) {
    Stage stage = stages.get(ended.stageId());
    if (stage != null && ended.reason() instanceof Success$) {
      double now = clock.getAsDouble();
      OptionalDouble left = stage.taskDone(now);
      line.show(now, () -> stage.words(left));
    }
  }

  @Override
  public void onStageCompleted(SparkListenerStageCompleted completed) {
    if (stages.remove(completed.stageInfo().stageId()) != null) {
      console.erase();
    }
  }

  /** A stage that is at work. */
  private static final class Stage {
    private final String description;
    private final int tasks;
    private final TimeLeft timeLeft;
    private int done;

    Stage(String description, int tasks) {
      this.description = description;
      this.tasks = tasks;
      this.timeLeft = new TimeLeft(tasks);
    }

    OptionalDouble taskDone(double now) {
      // Of a task that runs twice both runs may end well.
      done = Math.min(tasks, done + 1);
      return timeLeft.after(done, now);
    }

    String words(OptionalDouble left) {
      return String.format(
          Locale.ROOT,
          "%s  %,d of %,d tasks%s",
          description,
          done,
          tasks,
          left.isPresent() ? "  %s left".formatted(Phrases.clock(left.getAsDouble())) : "");
    }
  }
}
