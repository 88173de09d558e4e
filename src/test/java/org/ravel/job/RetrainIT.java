package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nights of retraining, through the argument parser, on HDFS. */
@ExtendWith(Example.Resolver.class)
class RetrainIT {
  private final Example example;

  RetrainIT(Example example) {
    this.example = example;
  }

  @Test
  void fiveNights() {
    List<String> lines = example.text("/corpus/sentences.txt").lines().toList();
    write("night1", lines.subList(0, 80));
    Execution first = retrain("night1");
    System.out.println(first.err());
    assertThat(first.exitCode()).as(first.err()).isZero();
    write("night2", lines.subList(80, 130));
    Execution second = retrain("night2");
    System.out.println(second.err());
    Execution again = retrain("night2");
    System.out.println(again.err());
    assertThat(again.exitCode()).isEqualTo(second.exitCode());
    Execution third = retrain("night3");
    System.out.println(third.err());
    assertThat(third.exitCode()).isEqualTo(11);
    System.out.println(String.join("\n", example.listing("/nights/registry").keySet()));
  }

  private void write(String name, List<String> lines) {
    example.write("/nights/input/" + name + ".txt", String.join("\n", lines) + "\n");
  }

  private Execution retrain(String id, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "corpus.input=" + example.uri("/nights/input"),
                "training.epochs=1",
                "retraining.lock.lease-minutes=0.1"));
    all.addAll(List.of(settings));
    List<String> arguments = example.arguments("retrain", "/nights", all.toArray(String[]::new));
    arguments.addAll(List.of("--run-id", id));
    return Execution.of(arguments);
  }
}
