package org.ravel.evaluation.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.evaluation.label.SpanLabels.Span;

class SpanLabelsTest {
  private static final List<String> LABELS =
      List.of(
          "O", "B-a", "I-a", "E-a", "S-a", "B-b", "I-b", "E-b", "S-b", "B-b-c", "I-b-c", "E-b-c",
          "S-b-c");
  private static final List<String> TYPES = List.of("a", "b", "b-c");

  @RepeatedTest(20)
  void allSchemesSayTheSame(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    int steps = 1 + random.nextInt(30);
    List<Span> spans = new ArrayList<>();
    for (int step = 0; step < steps; ) {
      int end = Math.min(steps, step + 1 + random.nextInt(3));
      if (random.nextInt(4) > 0) {
        spans.add(new Span(step, end, TYPES.get(random.nextInt(3))));
      }
      step = end;
    }
    String[] iob1 = outside(steps);
    String[] iob2 = outside(steps);
    String[] iobes = outside(steps);
    Span before = new Span(-1, -1, "");
    for (Span span : spans) {
      for (int step = span.start(); step < span.end(); step++) {
        boolean first = step == span.start();
        boolean last = step == span.end() - 1;
        boolean touches = before.end() == step && before.type().equals(span.type());
        iob1[step] = (first && touches ? "B-" : "I-") + span.type();
        iob2[step] = (first ? "B-" : "I-") + span.type();
        iobes[step] = (first && last ? "S-" : first ? "B-" : last ? "E-" : "I-") + span.type();
      }
      before = span;
    }

    assertThat(spans(iob1)).as("seed %d", seed).isEqualTo(spans);
    assertThat(spans(iob2)).as("seed %d", seed).isEqualTo(spans);
    assertThat(spans(iobes)).as("seed %d", seed).isEqualTo(spans);
  }

  /** Spans as start–end–type. */
  @ParameterizedTest
  @CsvSource({
    "I-a I-b, 0-1-a 1-2-b",
    "O I-a I-a, 1-3-a",
    "B-a I-b I-b, 0-1-a 1-3-b",
    "I-a B-a I-a, 0-1-a 1-3-a",
    "S-a I-a, 0-1-a 1-2-a",
    "I-a S-a S-a, 0-1-a 1-2-a 2-3-a",
    "B-a E-a E-a, 0-2-a 2-3-a",
    "B-a E-a I-a, 0-2-a 2-3-a",
    "O O, ''",
  })
  void labelsThatDoNotFitAreReadAllTheSame(String labels, String spans) {
    assertThat(
            spans(labels.split(" ")).stream()
                .map(span -> "%d-%d-%s".formatted(span.start(), span.end(), span.type()))
                .toList())
        .isEqualTo(Arrays.stream(spans.split(" ")).filter(each -> !each.isEmpty()).toList());
  }

  @Test
  void otherLabelsAreNoLabelsOfSpans() {
    assertThat(SpanLabels.of(List.of("O", "B-NP", "NOUN"))).isEmpty();
    assertThat(SpanLabels.of(List.of("X-1", "S-1"))).isEmpty();
    assertThat(SpanLabels.of(List.of("O"))).isEmpty();
    assertThat(SpanLabels.of(List.of())).isEmpty();
    assertThat(SpanLabels.of(List.of("O", "I-NP"))).isPresent();
  }

  @Test
  void whatIsNoLabelIsOutside() {
    assertThat(SpanLabels.of(LABELS).orElseThrow().spans(new int[] {1, LABELS.size(), 2}))
        .containsExactly(new Span(0, 1, "a"), new Span(2, 3, "a"));
  }

  private static String[] outside(int steps) {
    String[] labels = new String[steps];
    Arrays.fill(labels, "O");
    return labels;
  }

  private static List<Span> spans(String[] labels) {
    int[] ids = Arrays.stream(labels).mapToInt(LABELS::indexOf).toArray();
    return SpanLabels.of(LABELS).orElseThrow().spans(ids);
  }
}
