package org.ravel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Properties;
import org.apache.spark.Success$;
import org.apache.spark.TaskEndReason;
import org.apache.spark.TaskKilled;
import org.apache.spark.executor.ExecutorMetrics;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.StageInfo;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.collection.JavaConverters;

/** With Spark's events, on a clock that the test moves. */
class TaskProgressTest {
  private final StringWriter printed = new StringWriter();
  private double now;

  @Test
  void aLogGetsALineNowAndThen() {
    TaskProgress progress = progress(false);
    progress.onStageSubmitted(submitted(1, "prepare: count tokens", 40));
    for (int task = 0; task < 40; task++) {
      now += 1;
      progress.onTaskEnd(ended(1, Success$.MODULE$));
    }
    progress.onStageCompleted(new SparkListenerStageCompleted(stage(1, 40)));
    assertThat(printed.toString().lines())
        .containsExactly(
            "prepare: count tokens  10 of 40 tasks  0:30 left",
            "prepare: count tokens  20 of 40 tasks  0:20 left",
            "prepare: count tokens  30 of 40 tasks  0:10 left",
            "prepare: count tokens  40 of 40 tasks  0:00 left");
  }

  @Test
  void aTerminalHasALineThatIsRewrittenAndGoneInTheEnd() {
    TaskProgress progress = progress(true);
    progress.onStageSubmitted(submitted(1, "score: write scores", 2));
    now += 1;
    progress.onTaskEnd(ended(1, Success$.MODULE$));
    progress.onStageCompleted(new SparkListenerStageCompleted(stage(1, 2)));
    assertThat(printed.toString()).isEqualTo("\r\033[Kscore: write scores  1 of 2 tasks\r\033[K");
  }

  @Test
  void jobsOfSparksOwnShowTheFirstLineOfTheirDescription() {
    TaskProgress progress = progress(true);
    String listing = "Listing leaf files and directories for 160 paths:";
    progress.onStageSubmitted(submitted(1, listing + "<br/>file:/a, file:/b", 2));
    now += 1;
    progress.onTaskEnd(ended(1, Success$.MODULE$));
    assertThat(printed.toString()).isEqualTo("\r\033[K" + listing + "  1 of 2 tasks");
  }

  @Test
  void tasksThatFailAreNotDone() {
    TaskProgress progress = progress(false);
    progress.onStageSubmitted(submitted(1, "score: write scores", 3));
    progress.onTaskEnd(
        ended(
            1,
            new TaskKilled(
                "another attempt",
                JavaConverters.asScalaBuffer(
                        new java.util.ArrayList<org.apache.spark.scheduler.AccumulableInfo>())
                    .toSeq(),
                null,
                null)));
    now += 20;
    progress.onTaskEnd(ended(1, Success$.MODULE$));
    assertThat(printed.toString()).startsWith("score: write scores  1 of 3 tasks");
  }

  @Test
  void roundsAndStagesOfOneTaskAreNotShown() {
    TaskProgress progress = progress(false);
    progress.onStageSubmitted(submitted(1, "train: round 7", 8));
    progress.onStageSubmitted(submitted(2, "plan: wait for executors", 1));
    now += 100;
    progress.onTaskEnd(ended(1, Success$.MODULE$));
    progress.onTaskEnd(ended(2, Success$.MODULE$));
    assertThat(printed.toString()).isEmpty();
  }

  private TaskProgress progress(boolean terminal) {
    return new TaskProgress(new LiveConsole(new PrintWriter(printed), terminal), () -> now);
  }

  private static SparkListenerStageSubmitted submitted(int id, String description, int tasks) {
    Properties properties = new Properties();
    properties.setProperty("spark.job.description", description);
    return new SparkListenerStageSubmitted(stage(id, tasks), properties);
  }

  private static SparkListenerTaskEnd ended(int stage, TaskEndReason reason) {
    return new SparkListenerTaskEnd(
        stage, 0, "ResultTask", reason, null, new ExecutorMetrics(), TaskMetrics.empty());
  }

  private static StageInfo stage(int id, int tasks) {
    return new StageInfo(
        id,
        0,
        "stage",
        tasks,
        JavaConverters.asScalaBuffer(new java.util.ArrayList<org.apache.spark.storage.RDDInfo>())
            .toSeq(),
        JavaConverters.asScalaBuffer(new java.util.ArrayList<Object>()).toSeq(),
        "",
        TaskMetrics.empty(),
        JavaConverters.asScalaBuffer(
                new java.util.ArrayList<
                    scala.collection.Seq<org.apache.spark.scheduler.TaskLocation>>())
            .toSeq(),
        Option.empty(),
        ResourceProfile.DEFAULT_RESOURCE_PROFILE_ID(),
        false,
        0);
  }
}
