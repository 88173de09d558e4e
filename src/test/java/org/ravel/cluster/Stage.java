package org.ravel.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A command that is disturbed, with everything before it undisturbed. */
enum Stage {
  PREPARE("prepare: write sequences"),
  TRAIN("train: round"),
  EVALUATE("evaluate: model on test");

  /** Rounds of the training that are done when it counts as being in full swing. */
  private static final int ROUNDS = 4;

  private final String job;

  Stage(String job) {
    this.job = job;
  }

  String command() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Starts it on what the reference has made before it. */
  Submission start(Pipeline pipeline, Pipeline reference, List<String> sparkOptions) {
    return pipeline.start(sparkOptions, command(), inputs(reference));
  }

  /** Starts it and waits until some of its work is done; wherever its driver is. */
  Submission startAndAwait(
      Pipeline pipeline, Pipeline reference, Daemons daemons, String... sparkOptions) {
    List<String> options = new ArrayList<>(List.of(sparkOptions));
    options.addAll(List.of("--conf", "spark.ui.port=" + daemons.driverPagesPort()));
    Submission submission = start(pipeline, reference, options);
    SparkPages pages =
        pipeline.mode() == Mode.YARN_CLUSTER
            ? SparkPages.onYarn(daemons)
            : SparkPages.atPort(daemons.driverPagesPort());
    submission.awaits(this + " under way", () -> isUnderWay(pipeline, pages));
    return submission;
  }

  private String[] inputs(Pipeline reference) {
    String shards = "shards.path=" + reference.folder("shards");
    return switch (this) {
      case PREPARE -> new String[0];
      case TRAIN -> new String[] {shards};
      case EVALUATE -> new String[] {shards, "model.path=" + reference.folder("model")};
    };
  }

  /** Whether some of its work is done and some is not. */
  private boolean isUnderWay(Pipeline pipeline, SparkPages pages) {
    return switch (this) {
      case PREPARE, EVALUATE -> pages.isHalfDone(job);
      case TRAIN -> rounds(pipeline) >= ROUNDS;
    };
  }

  private static int rounds(Pipeline pipeline) {
    try {
      return Outcome.losses(pipeline.files(), pipeline.folder("training/metrics.jsonl")).size();
    } catch (FileNotFoundException notYet) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its output must be absent. */
  void requireUnfinished(Pipeline pipeline) {
    try {
      assertThat(pipeline.files().exists(pipeline.folder(output()))).as("too late").isFalse();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** It has made the same as the undisturbed command, and nothing besides. */
  void requireSame(Pipeline pipeline, Pipeline reference) throws IOException {
    switch (this) {
      case PREPARE ->
          assertThat(Outcome.shards(pipeline.files(), pipeline.folder(output())))
              .isEqualTo(Outcome.shards(reference.files(), reference.folder(output())));
      case TRAIN -> {
        assertThat(Outcome.network(pipeline.files(), pipeline.folder(output())))
            .isEqualTo(Outcome.network(reference.files(), reference.folder(output())));
        assertThat(Outcome.losses(pipeline.files(), pipeline.folder("model/metrics.jsonl")))
            .isEqualTo(Outcome.losses(reference.files(), reference.folder("model/metrics.jsonl")));
      }
      case EVALUATE ->
          assertThat(Outcome.report(pipeline.files(), pipeline.folder(output())))
              .isEqualTo(Outcome.report(reference.files(), reference.folder(output())));
    }
  }

  /** The folder of its output. */
  String output() {
    return switch (this) {
      case PREPARE -> "shards";
      case TRAIN -> "model";
      case EVALUATE -> "report";
    };
  }
}
