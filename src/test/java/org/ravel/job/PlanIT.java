package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code plan} on the example's shards, through the argument parser. */
@ExtendWith(Example.Resolver.class)
class PlanIT {
  private final Example example;

  PlanIT(Example example) {
    this.example = example;
  }

  @Test
  void saysWhatTheTrainingNeedsAndWritesNothing() throws IOException {
    Map<String, String> before = example.listing("/");
    Execution execution = plan();
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    assertThat(example.listing("/")).isEqualTo(before);
    long parameters =
        new ObjectMapper()
            .readTree(example.bytes("/example/model/model.json"))
            .get("parameters")
            .asLong();
    assertThat(execution.out())
        .contains("parameters             %,d%n".formatted(parameters))
        .contains("LSTM, 1 × 10 units")
        .contains("measured on local[2]")
        .containsPattern("one core alone +[1-9][0-9,]* tokens/s per core")
        .containsPattern("2 cores together +[1-9][0-9,]* tokens/s per core")
        .contains("--executor-cores 2")
        .contains("--executor-memory 1024m")
        .contains("-Dorg.bytedeco.javacpp.maxbytes=")
        .contains("a round of 3 × 8 minibatches on 2 executors of 2 cores")
        .containsPattern("compute +[0-9.]+ m?s +[0-9.]+ %")
        .contains("No network is in these figures")
        .containsPattern("averaging.workers +[1-9]")
        .containsPattern("averaging.period +[1-9]");
    // A row for each number of workers, or what is against it.
    List<String> workers =
        execution
            .out()
            .lines()
            .dropWhile(line -> !line.startsWith("  workers"))
            .skip(1)
            .limit(9)
            .map(line -> line.strip().split(" ", 2)[0])
            .toList();
    assertThat(workers).containsExactly("1", "2", "4", "8", "16", "32", "64", "128", "256");
    assertThat(execution.out()).containsPattern("256 +more lanes than sequences");
  }

  @Test
  void printsTheSameAsJsonAndNothingElse() throws IOException {
    List<String> arguments = example.arguments("plan", "/example");
    arguments.addAll(List.of("--seconds", "1", "--json"));
    Execution execution = Execution.of(arguments);
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    JsonNode plan = new ObjectMapper().readTree(execution.out());
    String documented = Files.readString(Path.of("src/site/markdown/planning.md"));
    plan.fieldNames().forEachRemaining(name -> assertThat(documented).contains("`" + name + "`"));
    for (String part : List.of("training", "measured", "memory", "round", "advice")) {
      plan.get(part)
          .fieldNames()
          .forEachRemaining(name -> assertThat(documented).contains("`" + name + "`"));
    }
    assertThat(plan.at("/epochs/0").fieldNames())
        .toIterable()
        .allSatisfy(name -> assertThat(documented).contains("`" + name + "`"));
    assertThat(plan.at("/format").asInt()).isEqualTo(1);
    assertThat(plan.at("/training/workers").asInt()).isEqualTo(3);
    assertThat(plan.at("/measured/master").asText()).isEqualTo("local[2]");
    assertThat(plan.at("/measured/secondsPerMinibatchAlone").asDouble()).isPositive();
    assertThat(plan.at("/memory/executorOptions/0").asText()).isEqualTo("--executor-cores 2");
    assertThat(plan.at("/epochs")).hasSize(9);
    assertThat(plan.at("/epochs/8/problem").asText()).startsWith("more lanes");
    assertThat(plan.at("/advice/period").asInt()).isPositive();
  }

  @Test
  void settingsThatCannotWorkAreRefusedWithWhatWould() {
    refused(
        plan("averaging.workers=1000"),
        "averaging.workers is 1,000",
        "lanes",
        "averaging.workers=");
    refused(plan("averaging.period=1000"), "averaged just once", "averaging.period=");
    refused(plan("training.engine=dl4j", "averaging.outer.step=plain"), "training.engine=ravel");
    refused(plan("model.hidden-size=10000"), "the driver's heap is", "--driver-memory");
    System.setProperty("spark.executor.memoryOverhead", "10m");
    try {
      refused(
          plan("model.hidden-size=500"),
          "spark.executor.memoryOverhead is 10 MiB",
          "--conf spark.executor.memoryOverhead=");
    } finally {
      System.clearProperty("spark.executor.memoryOverhead");
    }
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    refused(withOption("--network", "0"), "--network is 0", "above 0");
    refused(withOption("--seconds", "0"), "--seconds is 0", "above 0");
    refused(withOption("--seconds", "NaN"), "--seconds is NaN", "at most 3600");
  }

  private Execution withOption(String name, String value) {
    List<String> arguments = example.arguments("plan", "/example");
    arguments.addAll(List.of(name, value));
    return Execution.of(arguments);
  }

  @Test
  void shardsThatAreNotThereAreToBePrepared() {
    Execution execution = Execution.of(example.arguments("plan", "/nowhere"));
    assertThat(execution.exitCode()).isEqualTo(3);
    assertThat(execution.error()).contains("/nowhere/shards", "run ravel prepare first");
    assertThat(execution.out()).isEmpty();
    assertThat(example.listing("/nowhere")).isEmpty();
  }

  private Execution plan(String... settings) {
    List<String> arguments = example.arguments("plan", "/example", settings);
    arguments.addAll(List.of("--seconds", "1"));
    return Execution.of(arguments);
  }

  private static void refused(Execution execution, String... says) {
    assertThat(execution.exitCode()).as(execution.err()).isEqualTo(2);
    assertThat(execution.error()).contains(says);
    assertThat(execution.out()).isEmpty();
    assertThat(execution.showsStackTrace()).isFalse();
  }
}
